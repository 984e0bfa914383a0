/**
 * Parameters of a slice's events, packed. Events that set the same parameters share one setup; values
 * of parameters that take more different ones than can be modelled are dropped at once, so that a
 * million mailbox addresses are not carried along.
 */
import type { Parameters } from './parameter-reader.ts';
import type { Plan } from './plan.ts';

/** Value numbers below 0. */
export const VALUE_EMPTY = -1;
/** Not empty, but not kept either. */
export const VALUE_DROPPED = -2;
/** The parameter has no value of its own. */
export const VALUE_NONE = -3;

/** Plain data. */
export interface SliceParameters {
  readonly names: readonly string[];
  /** By parameter: how often with a value that is not empty. */
  readonly filled: Int32Array;
  /** By parameter: different values, counted up to one more than can be modelled. */
  readonly distinct: Int32Array;
  /** By parameter: its values; none when they were dropped. */
  readonly values: readonly (readonly string[])[];
  /** Setup of each event. */
  readonly setup: Int32Array;
  /** Parameters and values of each setup, from `starts[setup]` on; one more start than setups. */
  readonly starts: Int32Array;
  readonly parameters: Int32Array;
  readonly valueIds: Int32Array;
}

interface Draft {
  readonly values: Map<string, number>;
  readonly keepsAll: boolean;
  filled: number;
}

export class ParameterCollector {
  private readonly numbers = new Map<string, number>();
  private readonly drafts: Draft[] = [];
  private readonly limit: number;
  private readonly plan: Plan;
  private readonly ends: number[] = [];
  private readonly parameters: number[] = [];
  private readonly valueIds: number[] = [];

  constructor(plan: Plan) {
    this.plan = plan;
    this.limit = plan.maxDistinctValues;
  }

  /** The next event's parameters. */
  add(parameters: Parameters): void {
    for (const [name, value] of parameters) {
      const parameter = this.number(name);
      this.parameters.push(parameter);
      this.valueIds.push(this.value(this.drafts[parameter]!, value));
    }
    this.ends.push(this.parameters.length);
  }

  private number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const { values } = this.plan;
    const keepsAll = values.kind === 'all' || (values.kind === 'these' && values.names.has(name));
    this.numbers.set(name, this.drafts.length);
    this.drafts.push({ values: new Map(), keepsAll, filled: 0 });
    return this.drafts.length - 1;
  }

  private value(draft: Draft, value: string | undefined): number {
    if (value === undefined) return VALUE_NONE;
    if (value === '') return VALUE_EMPTY;
    draft.filled++;
    const known = draft.values.get(value);
    if (known !== undefined) return known;
    // One more than the limit is noted, which is how it is known that there are too many.
    if (!draft.keepsAll && draft.values.size > this.limit) return VALUE_DROPPED;
    draft.values.set(value, draft.values.size);
    return draft.values.size - 1;
  }

  finish(): SliceParameters {
    const isKept = this.drafts.map((draft) => this.isKept(draft));
    const setups = new Map<string, number>();
    const starts = [0];
    const parameters: number[] = [];
    const valueIds: number[] = [];
    const setup = Int32Array.from(this.ends, (end, event) => {
      const members: (readonly [number, number])[] = [];
      for (let at = event === 0 ? 0 : this.ends[event - 1]!; at < end; at++) {
        const parameter = this.parameters[at]!;
        const value = this.valueIds[at]!;
        members.push([parameter, value >= 0 && !isKept[parameter]! ? VALUE_DROPPED : value]);
      }
      members.sort((a, b) => a[0] - b[0]);
      const name = members.join(';');
      const known = setups.get(name);
      if (known !== undefined) return known;
      for (const [parameter, value] of members) {
        parameters.push(parameter);
        valueIds.push(value);
      }
      starts.push(parameters.length);
      setups.set(name, setups.size);
      return setups.size - 1;
    });
    return {
      names: [...this.numbers.keys()],
      filled: Int32Array.from(this.drafts, ({ filled }) => filled),
      distinct: Int32Array.from(this.drafts, ({ values }) => Math.min(values.size, this.limit + 1)),
      values: this.drafts.map((draft, at) => (isKept[at]! ? [...draft.values.keys()] : [])),
      setup,
      starts: Int32Array.from(starts),
      parameters: Int32Array.from(parameters),
      valueIds: Int32Array.from(valueIds),
    };
  }

  private isKept({ keepsAll, values }: Draft): boolean {
    return keepsAll || (this.plan.values.kind === 'heuristic' && values.size <= this.limit);
  }
}
