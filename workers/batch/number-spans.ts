/**
 * Which record numbers of an evidence are there and which are missing. A log that is a ring has its
 * oldest records in the middle, and pieces of it are parsed apart: so what is there is gathered as
 * spans in the order of numbers, and a hole is what lies between two spans once all is read.
 */
import type { NumberSpan } from './batch.ts';

/** Numbers between records that are there. */
export interface NumberHole {
  readonly from: number;
  readonly to: number;
  /** Of the record behind the hole. */
  readonly offset: number;
}

/** The spans of both lists as few, in the order of their numbers; sure ones and others apart. */
export function mergeSpans(
  known: readonly NumberSpan[],
  more: readonly NumberSpan[],
): readonly NumberSpan[] {
  const all = [...known, ...more];
  return [...joined(all.filter(({ sure }) => sure)), ...joined(all.filter(({ sure }) => !sure))];
}

/** What is missing between the sure spans and in none of the others. */
export function holesOf(spans: readonly NumberSpan[]): readonly NumberHole[] {
  const sure = joined(spans.filter((span) => span.sure));
  const least = sure[0]?.from ?? NaN;
  const most = sure.at(-1)?.to ?? NaN;
  const within = spans.filter(({ from, to }) => to >= least && from <= most);
  const holes: NumberHole[] = [];
  joined(within).reduce<NumberSpan | undefined>((before, next) => {
    if (before !== undefined) {
      holes.push({ from: before.to + 1, to: next.from - 1, offset: next.offset });
    }
    return next;
  }, undefined);
  return holes;
}

function joined(spans: readonly NumberSpan[]): NumberSpan[] {
  const ordered = [...spans].sort((a, b) => a.from - b.from || a.to - b.to || a.offset - b.offset);
  const out: NumberSpan[] = [];
  for (const span of ordered) {
    const last = out.at(-1);
    if (last === undefined || span.from > last.to + 1) out.push(span);
    else if (span.to > last.to) out[out.length - 1] = { ...last, to: span.to };
  }
  return out;
}
