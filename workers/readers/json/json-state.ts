/** What `prepare` hands to every chunk: plain data that survives a structured clone and a case. */
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { isObject } from './json-object.ts';
import type { MappedJson } from './mapped-layout.ts';

export interface JsonState {
  /** Id of the layout that most of the first records have. */
  readonly layout: string;
  /** Where records of unknown shape have their time; [] = nowhere. */
  readonly timePath: readonly string[];
  /** True when `Record 1`, `Record 2` … stand between the records (evtx_dump's own output). */
  readonly recordMarks: boolean;
  /** For dates such as 7/8/2019; absent: there were none. */
  readonly dateOrder?: DateOrder;
  /** Name of the member with such dates, while their order is in doubt. */
  readonly timeName?: string;
  /** What the analyst says of every record; set, no layout is asked. */
  readonly mapped?: MappedJson;
}

const nothing: JsonState = { layout: 'generic', timePath: [], recordMarks: false };

/** The state out of a `Prepared`, whatever it is. */
export function jsonState(state: unknown): JsonState {
  if (!isObject(state)) return nothing;
  const { layout, timePath, recordMarks, mapped, dateOrder, timeName } = state;
  return {
    layout: typeof layout === 'string' ? layout : nothing.layout,
    timePath: Array.isArray(timePath) ? timePath.map(String) : nothing.timePath,
    recordMarks: recordMarks === true,
    ...(dateOrder === 'day-first' || dateOrder === 'month-first' ? { dateOrder } : {}),
    ...(typeof timeName === 'string' ? { timeName } : {}),
    ...(isObject(mapped) ? { mapped: mapped as unknown as MappedJson } : {}),
  };
}

/** Id of the layout that prepared state follows; undefined when nobody knew the records. */
export function layoutOf(state: unknown): string | undefined {
  const { layout } = jsonState(state);
  return layout === nothing.layout ? undefined : layout;
}
