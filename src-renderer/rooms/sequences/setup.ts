/** What an event's parameters are and how likely each was: the setup of a step beside the model. */
import type { ColumnBlock } from '#contract/block.ts';
import { blockNumber, blockRows, blockText } from '../../grid/grid-column.ts';
import { parsed } from './session-page.ts';

/** A parameter of a command: in the event, or expected there. */
export interface StepParameter {
  readonly parameter: string;
  /** False for one that the command usually has and the event has not. */
  readonly isPresent: boolean;
  /** Share of the command's events that have it; NaN = never seen with this command. */
  readonly probability: number;
  /** Undefined unless values are modelled. */
  readonly value: string | undefined;
  /** Share of the parameter's events with this value; NaN = not modelled or never seen. */
  readonly valueProbability: number;
}

/** A parameter with at least this share is missed where it is not. */
const USUAL_SHARE = 0.9;

interface Setup {
  readonly names: readonly string[];
  readonly values: readonly (string | undefined)[];
}

/** The `parameters` of a row of `setups`. */
export function setupOf(json: string | undefined): Setup {
  const value = parsed(json);
  const own = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const list = (name: string): readonly unknown[] => {
    const each: unknown = own.get(name);
    return Array.isArray(each) ? each : [];
  };
  const names = list('names').map(String);
  const values = list('values');
  return {
    names,
    values: names.map((_, at) => {
      const each = values[at];
      return typeof each === 'string' ? each : undefined;
    }),
  };
}

/** The model's tables, as far as they are there. */
export interface ParameterTables {
  readonly commandParameters: ColumnBlock;
  readonly values: ColumnBlock | undefined;
}

/** Parameters of a step, the least likely first. */
export function stepParameters(
  command: string,
  setup: Setup,
  { commandParameters, values }: ParameterTables,
): readonly StepParameter[] {
  const usual = sharesOf(commandParameters, 'command', command, 'parameter');
  const present = setup.names.map((parameter, at): StepParameter => {
    const value = setup.values[at];
    const shares =
      value === undefined || values === undefined
        ? undefined
        : sharesOf(values, 'parameter', parameter, 'value');
    return {
      parameter,
      isPresent: true,
      probability: usual.get(parameter) ?? NaN,
      value,
      valueProbability: (value === undefined ? undefined : shares?.get(value)) ?? NaN,
    };
  });
  const own = new Set(setup.names);
  const missing = [...usual]
    .filter(([parameter, share]) => share >= USUAL_SHARE && !own.has(parameter))
    .map(([parameter, probability]): StepParameter => ({
      parameter,
      isPresent: false,
      probability,
      value: undefined,
      valueProbability: NaN,
    }));
  return [...present, ...missing].sort((a, b) => leastOf(a) - leastOf(b));
}

/** How likely what is said of a parameter is, 0 for what the model never saw. */
function leastOf({ isPresent, probability, value, valueProbability }: StepParameter): number {
  const known = Number.isNaN(probability) ? 0 : probability;
  if (!isPresent) return 1 - known;
  const ofValue = value === undefined || Number.isNaN(valueProbability) ? 1 : valueProbability;
  return Math.min(known, ofValue);
}

/** Share by name of the rows that belong to an owner; what stands for the unknown is left out. */
function sharesOf(
  block: ColumnBlock,
  ownerColumn: string,
  owner: string,
  nameColumn: string,
): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const row of blockRows(block)) {
    if (blockText(row, ownerColumn) !== owner || blockText(row, 'kind') === 'unknown') continue;
    const name = blockText(row, nameColumn);
    if (name !== undefined) shares.set(name, blockNumber(row, 'probability'));
  }
  return shares;
}
