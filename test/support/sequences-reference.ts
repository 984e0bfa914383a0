/** The reference for sequences: Exchange administration as the room sees it, and what must come out. */
import { csvRows } from './csv-rows.ts';
import { referenceJson, referencePath, referenceText } from './reference.ts';
import type { PlainEvent } from './run-room.ts';

/** A rarest window as expected; `tiedStarts` are all right answers. */
export interface ExpectedWindow {
  readonly likelihood: number | null;
  readonly start: number | null;
  readonly commands: readonly string[];
  readonly tiedStarts?: readonly number[];
}

export interface ExpectedScore {
  readonly likelihood: number;
  readonly geomeanLikelihood: number;
  readonly window2: ExpectedWindow;
  readonly window3: ExpectedWindow;
  readonly window2Geo: ExpectedWindow;
  readonly window3Geo: ExpectedWindow;
}

export interface ExpectedScores {
  readonly scores: readonly {
    readonly session: number;
    readonly withTokens: ExpectedScore;
    readonly withoutTokens: ExpectedScore;
  }[];
}

type Nested = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface ExpectedModel {
  readonly seq1Counts: Readonly<Record<string, number>>;
  readonly seq2Counts: Nested;
  readonly seq1CountsSmoothed: Readonly<Record<string, number>>;
  readonly priorProbs: Readonly<Record<string, number>>;
  readonly transProbs: Nested;
  readonly paramCondCmdProbs?: Nested;
  readonly modellableParams?: readonly string[];
  readonly paramStats?: Readonly<Record<string, { distinctValues: number; count: number }>>;
  readonly valueCondParamProbs?: Nested;
}

/** A command of a toy: its name alone, with a set of parameters, or with values. */
export type ToyCommand =
  | string
  | {
      readonly name: string;
      readonly params: readonly string[] | Readonly<Record<string, string>>;
    };

export interface ToyModel extends ExpectedModel, ExpectedScores {
  readonly name: string;
  readonly modellableParamsGiven: readonly string[] | null;
  readonly sessionType: 'cmds_only' | 'cmds_params_only' | 'cmds_params_values';
  readonly sessions: readonly (readonly ToyCommand[])[];
  readonly unseenWindows: readonly {
    readonly window: readonly ToyCommand[];
    readonly useStartEndTokens: boolean;
    readonly likelihood: number;
  }[];
}

/** An expected file by its name. */
export function expectedSequences<T>(name: string): T {
  return referenceJson<T>(`sequences/expected-${name}.json`);
}

export const exchangeCsv = (): string => referencePath('sequences/demo_exchange_data.csv');

/** The Exchange events; ids count from 1, rows of the reference from 0. */
export function exchangeEvents(): readonly PlainEvent[] {
  return csvRows(referenceText('sequences/demo_exchange_data.csv')).map((row) => ({
    '@timestamp': String(row['TimeGenerated']),
    fields: { ...row },
  }));
}

/** Sessions of commands as events: one user each, a minute apart. */
export function toyEvents(sessions: readonly (readonly ToyCommand[])[]): readonly PlainEvent[] {
  return sessions.flatMap((commands, session) =>
    commands.map((command, at) => {
      const { name, params } =
        typeof command === 'string' ? { name: command, params: [] } : command;
      const object = Array.isArray(params)
        ? Object.fromEntries(params.map((parameter: string) => [parameter, '']))
        : params;
      return {
        '@timestamp': `2026-01-05T10:${String(at).padStart(2, '0')}:00Z`,
        fields: {
          user: `u${String(session).padStart(4, '0')}`,
          command: name,
          parameters: JSON.stringify(object),
        },
      };
    }),
  );
}

/** Parameters of a run over {@link toyEvents}. */
export const toyParams = {
  keys: 'user',
  command: 'command',
  parameters: 'parameters',
  recipe: 'custom',
} as const;
