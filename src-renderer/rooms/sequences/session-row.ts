/** A session as the table `sessions` has it, and what it is called. */
import { blockNumber, blockText, type BlockRow } from '../../grid/grid-column.ts';
import { counted } from '../../ui/numbers.ts';
import { keysOf, type KeyValues } from './session-page.ts';
import { transitionOf, windowOf, type RareWindow, type Transition } from './steps.ts';

export interface Session {
  readonly session: number;
  readonly keys: KeyValues;
  readonly startUs: number;
  readonly seconds: number;
  readonly events: number;
  readonly score: number;
  readonly rank: number;
  readonly percentile: number;
  readonly band: string;
  readonly likelihood: number;
  readonly logLikelihood: number;
  readonly geometricMean: number;
  readonly bitsPerStep: number;
  /** The rarest step in words. */
  readonly rarest: string;
  readonly rarestEvent: number;
  /** Position; `events` = the end. */
  readonly rarestStep: number;
  readonly window: RareWindow | undefined;
  /** The step from the last command to the end. */
  readonly end: Transition | undefined;
  /** Held out while it was scored; -1 = nothing. */
  readonly fold: number;
}

/** A row of the table. */
export function sessionOf(row: BlockRow): Session {
  const number = (name: string): number => blockNumber(row, name);
  return {
    session: number('session'),
    keys: keysOf(blockText(row, 'keys')),
    startUs: number('start'),
    seconds: number('durationSeconds'),
    events: number('events'),
    score: number('score'),
    rank: number('rank'),
    percentile: number('percentile'),
    band: blockText(row, 'band') ?? '',
    likelihood: number('likelihood'),
    logLikelihood: number('logLikelihood'),
    geometricMean: number('likelihoodGeometricMean'),
    bitsPerStep: number('bitsPerStep'),
    rarest: blockText(row, 'rarest') ?? '',
    rarestEvent: number('rarestEvent'),
    rarestStep: number('rarestStep'),
    window: windowOf(blockText(row, 'rarestWindow')),
    end: transitionOf(blockText(row, 'endStep')),
    fold: number('fold'),
  };
}

/** Who it is of: "alice · 10.0.0.5"; keys that are missing are left out. */
export function identityText(keys: KeyValues): string {
  const values = keys.flatMap(([, value]) => (value === undefined || value === '' ? [] : [value]));
  return values.length === 0 ? 'no identity' : values.join(' · ');
}

/** What a chip says. */
export function sessionLabel({ keys, events }: Pick<Session, 'keys' | 'events'>): string {
  return `session of ${identityText(keys).slice(0, 120)} (${counted(events, 'command')})`;
}
