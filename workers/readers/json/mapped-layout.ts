/**
 * The layout that the analyst tells: which path of a record is which column. It holds for every
 * record of its evidence, whatever layout the record has otherwise.
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ValueReading } from '#contract/mapping.ts';
import { normaliseEcs } from '#workers/normalise/ecs.ts';
import { isPlaceholder } from '#workers/normalise/values.ts';
import { valuePut } from '../mapping/value-reading.ts';
import type { Put } from '../mapping/value-reading.ts';
import { setSaidTime } from '../mapping/said-time.ts';
import type { SaidTime } from '../mapping/said-time.ts';
import { isObject, textOf } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import type { LayoutRun, TimeFound } from './layouts/layout.ts';

/** Plain data, kept with the evidence. */
export interface MappedJson {
  /** Paths of the time with dots, [] = none. */
  readonly time: readonly string[];
  readonly said: SaidTime;
  /** Nothing but `columns` is taken. */
  readonly only: boolean;
  readonly columns: readonly {
    readonly from: string;
    readonly target: EventColumnName;
    readonly reading: ValueReading;
  }[];
}

/** Reads the records of a chunk by a mapping. */
export class MappedRecords {
  private readonly mapped: MappedJson;
  private readonly run: LayoutRun;
  private readonly steps: readonly { readonly from: string; readonly put: Put }[];

  constructor(mapped: MappedJson, run: LayoutRun) {
    this.mapped = mapped;
    this.run = run;
    this.steps = mapped.columns.map(({ from, target, reading }) => ({
      from,
      put: valuePut(target, reading, run.batch),
    }));
  }

  /** Sets the record's time. */
  time(row: JsonObject): TimeFound {
    return setSaidTime(timeText(row, this.mapped.time), this.mapped.said, this.run);
  }

  /** Fills the columns of the batch's present record. */
  read(row: JsonObject): void {
    if (!this.mapped.only) normaliseEcs(row, this.run.batch);
    for (const { from, put } of this.steps) {
      const value = textOf(valueByPath(row, from));
      if (value !== undefined && !isPlaceholder(value)) put(value);
    }
  }
}

/** The time of a record as written, its parts joined by a blank; '' when it has none. */
export function timeText(row: JsonObject, paths: readonly string[]): string {
  const parts = paths.map((path) => textOf(valueByPath(row, path)) ?? '');
  return parts.join(' ').trim();
}

/** Dots looked at in one path; each may stand in a name or between two. */
const MOST_DOTS = 12;

/** The value at a path with dots, whose names may have dots themselves; undefined when it is not there. */
export function valueByPath(row: JsonObject, path: string, dots = 0): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  if (dots >= MOST_DOTS) return undefined;
  for (let at = path.indexOf('.'); at > 0; at = path.indexOf('.', at + 1)) {
    const name = path.slice(0, at);
    const inner = Object.hasOwn(row, name) ? row[name] : undefined;
    if (isObject(inner)) {
      const value = valueByPath(inner, path.slice(at + 1), dots + 1);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}
