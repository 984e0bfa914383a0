/** What `prepare` hands to every chunk: plain data that survives a structured clone and a case. */
import { isObject } from './json-object.ts';

export interface JsonState {
  /** Id of the layout that most of the first records have. */
  readonly layout: string;
  /** Where records of unknown shape have their time; [] = nowhere. */
  readonly timePath: readonly string[];
  /** True when `Record 1`, `Record 2` … stand between the records (evtx_dump's own output). */
  readonly recordMarks: boolean;
}

const nothing: JsonState = { layout: 'generic', timePath: [], recordMarks: false };

/** The state out of a `Prepared`, whatever it is. */
export function jsonState(state: unknown): JsonState {
  if (!isObject(state)) return nothing;
  const { layout, timePath, recordMarks } = state;
  return {
    layout: typeof layout === 'string' ? layout : nothing.layout,
    timePath: Array.isArray(timePath) ? timePath.map(String) : nothing.timePath,
    recordMarks: recordMarks === true,
  };
}
