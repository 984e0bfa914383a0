/** First and last instants of things, down to the nanosecond and with the digits they were written with. */
import type { TimeColumn } from '#contract/block.ts';

/** An instant as rows have it; NaN microseconds = none. */
export interface Instant {
  readonly us: number;
  readonly nanos: number;
  readonly digits: number;
}

/** The instant of a row. */
export function instantAt(column: TimeColumn, row: number): Instant {
  return {
    us: column.values[row]!,
    nanos: column.nanos[row]!,
    digits: column.digits[row]!,
  };
}

/** Grows with the things it is told of; numbers of things count from 0. */
export class TimeSpans {
  private readonly firsts: Instant[] = [];
  private readonly lasts: Instant[] = [];

  /** Widens the span of a thing to hold an instant; one that is not known is left out. */
  note(thing: number, instant: Instant): void {
    if (Number.isNaN(instant.us)) return;
    const first = this.firsts[thing];
    const last = this.lasts[thing];
    if (first === undefined || isBefore(instant, first)) this.firsts[thing] = instant;
    if (last === undefined || isBefore(last, instant)) this.lasts[thing] = instant;
  }

  /** Spans of the first `count` things. */
  finish(count: number): { readonly first: TimeColumn; readonly last: TimeColumn } {
    return { first: timeColumn(this.firsts, count), last: timeColumn(this.lasts, count) };
  }
}

function isBefore(a: Instant, b: Instant): boolean {
  return a.us < b.us || (a.us === b.us && a.nanos < b.nanos);
}

function timeColumn(instants: readonly (Instant | undefined)[], count: number): TimeColumn {
  const values = new Float64Array(count).fill(NaN);
  const nanos = new Uint16Array(count);
  const digits = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const instant = instants[i];
    if (instant === undefined) continue;
    values[i] = instant.us;
    nanos[i] = instant.nanos;
    digits[i] = instant.digits;
  }
  return { kind: 'time', values, nanos, digits };
}
