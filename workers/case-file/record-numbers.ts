/**
 * Record numbers met so far, kept with the case while an evidence is being read, so that an import
 * that was killed knows them when it goes on. What is missing becomes problems when all is read.
 */
import type { BatchProblem, NumberSpan } from '#workers/batch/batch.ts';
import { holesOf, mergeSpans, type NumberHole } from '#workers/batch/number-spans.ts';
import type { Sqlite } from './case-file.ts';
import { getMeta, setMeta } from './meta-repository.ts';

/** More spans than this are no log with holes but numbers by chance. */
const MOST_SPANS = 10_000;
/** Holes that are told one by one. */
const MOST_HOLES = 50;
const CODE = 'record-gap';

type Packed = readonly [from: number, to: number, offset: number, sure: 0 | 1];

const keyOf = (evidence: number): string => `numbers ${evidence}`;

/** Adds a batch's numbers to those of its evidence. */
export function noteNumbers(db: Sqlite, evidence: number, spans: readonly NumberSpan[]): void {
  if (spans.length === 0) return;
  const known = notedNumbers(db, evidence);
  if (known.length > MOST_SPANS) return;
  const merged = mergeSpans(known, spans);
  const packed = merged.map(({ from, to, offset, sure }): Packed => [
    from,
    to,
    offset,
    sure ? 1 : 0,
  ]);
  setMeta(db, keyOf(evidence), JSON.stringify(packed));
}

/** Tells what is missing; what was told at an earlier end of the same evidence is replaced. */
export function gapProblems(db: Sqlite, evidence: number, format: string): BatchProblem[] {
  const spans = notedNumbers(db, evidence);
  const code = `${format}-${CODE}`;
  db.prepare(`DELETE FROM problems WHERE evidence = ? AND code = ?`).run(evidence, code);
  if (spans.length > MOST_SPANS) {
    const message = 'The numbers of its records are too scattered to say which are missing.';
    return [{ code, message, count: 1, firstLocator: '' }];
  }
  const holes = holesOf(spans);
  const told = holes.slice(0, MOST_HOLES).map((hole) => problemOf(code, hole));
  const more = holes.slice(MOST_HOLES);
  const first = more[0];
  if (first === undefined) return told;
  const count = more.reduce((sum, hole) => sum + countOf(hole), 0);
  const message = `Records are missing at ${more.length} further places.`;
  return [...told, { code, message, count, firstLocator: locatorOf(first) }];
}

/** Forgets the numbers of an evidence that is whole or taken out. */
export function forgetNumbers(db: Sqlite, evidence: number): void {
  db.prepare(`DELETE FROM meta WHERE key = ?`).run(keyOf(evidence));
}

function notedNumbers(db: Sqlite, evidence: number): readonly NumberSpan[] {
  const noted = getMeta(db, keyOf(evidence));
  if (noted === undefined) return [];
  const packed = JSON.parse(noted) as readonly Packed[];
  return packed.map(([from, to, offset, sure]) => ({ from, to, offset, sure: sure === 1 }));
}

function problemOf(code: string, hole: NumberHole): BatchProblem {
  const { from, to } = hole;
  const count = countOf(hole);
  const message =
    count === 1 ? `Record ${from} is missing.` : `Records ${from}–${to} are missing (${count}).`;
  return { code, message, count, firstLocator: locatorOf(hole) };
}

function countOf({ from, to }: NumberHole): number {
  return to - from + 1;
}

function locatorOf({ to, offset }: NumberHole): string {
  return `offset ${offset}, record ${to + 1}`;
}
