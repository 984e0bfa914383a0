/** Leaves that are answered by one pass over a column in memory: from ≤ row < to. */
import { columnNumber, eventColumns } from '#contract/event-columns.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import type { Bits } from '#workers/query/columns/bits.ts';
import { evidenceNames } from '#workers/query/evidence-label.ts';
import { foldText } from '#workers/query/text/fold.ts';
import type { Glob } from '#workers/query/text/glob.ts';
import type { Leaf } from './conditions.ts';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A range of rows, of which only some matter. */
export interface Looking extends Range {
  /** Rows that matter; undefined: all. */
  readonly within: Bits | undefined;
}

export type ColumnLeaf = Exclude<Leaf, { readonly kind: 'words' | 'record' | 'group' | 'ids' }>;
type LeafOf<K extends Leaf['kind']> = Leaf & { readonly kind: K };

const UNKNOWN = 0;
const YES = 1;
const NO = 2;
const encoder = new TextEncoder();

/** Sets the rows that satisfy the leaf, of those that matter at least. */
export function fillColumnLeaf(view: CaseView, leaf: ColumnLeaf, bits: Bits, range: Looking): void {
  switch (leaf.kind) {
    case 'text':
      fillText(view, leaf, bits, range);
      return;
    case 'text-compare':
      fillCompared(view, leaf, bits, range);
      return;
    case 'present':
      fillPresent(view, leaf.column, bits, range);
      return;
    case 'int':
      fillBetween(view.columns.ints(leaf.column), leaf, bits, range);
      return;
    case 'int-text':
      fillIntText(view.columns.ints(leaf.column), leaf.globs, bits, range);
      return;
    case 'id':
      fillIds(view, leaf, bits, range);
      return;
    case 'time':
      fillTimes(view.columns.times(), leaf, bits, range);
      return;
    case 'evidence':
      fillEvidence(view, leaf, bits, range);
      return;
  }
}

/** By a table of all texts, or, when only some rows matter, by the texts that those have. */
function fillText(view: CaseView, leaf: LeafOf<'text'>, bits: Bits, looking: Looking): void {
  const { column, globs, globsKey } = leaf;
  const { dictionary } = view;
  if (looking.within === undefined) {
    const table = dictionary.matching(globsKey, globs);
    fillByTable(view.columns.ints(column), table, bits, looking);
    return;
  }
  fillTested(view, column, { bits, looking }, (id) => {
    const [from, to] = [dictionary.startOf(id), dictionary.endOf(id)];
    return globs.some((glob) => glob.matches(dictionary.bytes, from, to));
  });
}

/** Sets rows whose id has a 1 in the table. */
export function fillByTable(
  ids: Int32Array,
  table: Uint8Array,
  bits: Bits,
  { from, to }: Range,
): void {
  const { words } = bits;
  for (let at = from >>> 5; at << 5 < to; at++) {
    const end = Math.min(to, (at << 5) + 32);
    let word = 0;
    for (let row = Math.max(from, at << 5); row < end; row++)
      word |= table[ids[row]!]! << (row & 31);
    words[at]! |= word;
  }
}

function fillBetween(
  values: Int32Array,
  { low, high }: { readonly low: number; readonly high: number },
  bits: Bits,
  { from, to }: Range,
): void {
  const { words } = bits;
  for (let at = from >>> 5; at << 5 < to; at++) {
    const end = Math.min(to, (at << 5) + 32);
    let word = 0;
    for (let row = Math.max(from, at << 5); row < end; row++) {
      const value = values[row]!;
      if (value >= low && value <= high) word |= 1 << (row & 31);
    }
    words[at]! |= word;
  }
}

function fillTimes(
  times: Float64Array,
  { fromUs, toUs }: { readonly fromUs: number; readonly toUs: number },
  bits: Bits,
  { from, to }: Range,
): void {
  const { words } = bits;
  for (let at = from >>> 5; at << 5 < to; at++) {
    const end = Math.min(to, (at << 5) + 32);
    let word = 0;
    for (let row = Math.max(from, at << 5); row < end; row++) {
      const time = times[row]!;
      if (time >= fromUs && time < toUs) word |= 1 << (row & 31);
    }
    words[at]! |= word;
  }
}

function fillPresent(view: CaseView, column: string, bits: Bits, range: Range): void {
  const isInt = eventColumns[columnNumber(column) ?? 0]!.kind === 'int';
  fillBetween(view.columns.ints(column), { low: isInt ? 0 : 1, high: Infinity }, bits, range);
}

function fillCompared(
  view: CaseView,
  { column, test }: LeafOf<'text-compare'>,
  bits: Bits,
  looking: Looking,
): void {
  const { dictionary } = view;
  fillTested(view, column, { bits, looking }, (id) => test(dictionary.folded(id)));
}

/** Only the texts that rows which matter really have are tested, each once. */
function fillTested(
  view: CaseView,
  column: string,
  { bits, looking }: { readonly bits: Bits; readonly looking: Looking },
  test: (id: number) => boolean,
): void {
  const { from, to, within } = looking;
  const verdicts = new Uint8Array(view.dictionary.count + 1);
  verdicts[0] = NO;
  const ids = view.columns.ints(column);
  const look = (row: number): void => {
    const id = ids[row]!;
    if (verdicts[id] === UNKNOWN) verdicts[id] = test(id) ? YES : NO;
    if (verdicts[id] === YES) bits.set(row);
  };
  if (within !== undefined) within.each(look, from, to);
  else for (let row = from; row < to; row++) look(row);
}

function fillIntText(
  values: Int32Array,
  globs: readonly Glob[],
  bits: Bits,
  { from, to }: Range,
): void {
  const verdicts = new Map<number, boolean>([[-1, false]]);
  for (let row = from; row < to; row++) {
    const value = values[row]!;
    let verdict = verdicts.get(value);
    if (verdict === undefined) {
      const bytes = encoder.encode(String(value));
      verdict = globs.some((glob) => glob.matches(bytes, 0, bytes.length));
      verdicts.set(value, verdict);
    }
    if (verdict) bits.set(row);
  }
}

function fillIds(
  view: CaseView,
  { low, high }: LeafOf<'id'>,
  bits: Bits,
  { from, to }: Range,
): void {
  for (const { firstEvent, firstRow, rows } of view.table.between(from, to)) {
    const first = Math.max(0, low - firstEvent);
    const last = Math.min(rows - 1, high - firstEvent);
    bits.setRange(Math.max(from, firstRow + first), Math.min(to, firstRow + last + 1));
  }
}

function fillEvidence(
  view: CaseView,
  { id, globs }: LeafOf<'evidence'>,
  bits: Bits,
  { from, to }: Range,
): void {
  const wanted = new Set<number>();
  for (const source of view.sources) {
    const names = evidenceNames(source).map((name) => encoder.encode(foldText(name)));
    const named = names.some((name) => globs.some((glob) => glob.matches(name, 0, name.length)));
    if (globs.length === 0 || source.id === id || named) wanted.add(source.id);
  }
  for (const { evidence, firstRow, rows } of view.table.between(from, to)) {
    if (wanted.has(evidence))
      bits.setRange(Math.max(from, firstRow), Math.min(to, firstRow + rows));
  }
}
