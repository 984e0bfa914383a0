/**
 * Condition → set of events. Leaves that are cheap are answered for the whole case and kept, and when
 * the case grows only its new rows are looked at; leaves that must read documents are answered last
 * and only for what the others have left.
 */
import type { CaseView } from '#workers/query/case-view.ts';
import { Bits } from '#workers/query/columns/bits.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { fillColumnLeaf, type Looking } from './column-leaves.ts';
import type { Condition, Leaf } from './conditions.ts';
import { fillRecords, fillWords } from './document-leaves.ts';
import { fillGroup, fillListed } from './listed-leaves.ts';

/** Answers of leaves that are kept: fifty of ten million events each. */
const LEAVES_BYTES = 64 * 1024 * 1024;

export class Evaluator {
  private readonly view: CaseView;
  private readonly leaves = new ByteCache<Bits>(LEAVES_BYTES);
  private era = -1;

  constructor(view: CaseView) {
    this.view = view;
  }

  /** Events that satisfy the condition; the caller's own to change. */
  evaluate(condition: Condition): Bits {
    if (this.era !== this.view.era) this.leaves.clear();
    this.era = this.view.era;
    return this.solve(condition, undefined);
  }

  /** Right for rows in `within` (undefined: all); says nothing of others. */
  private solve(condition: Condition, within: Bits | undefined): Bits {
    this.view.checkCancelled();
    switch (condition.kind) {
      case 'all':
        return Bits.all(this.view.table.rows);
      case 'and':
        return this.solveAnd(condition.parts, within);
      case 'or':
        return condition.parts
          .map((part) => this.solve(part, within))
          .reduce((all, part) => all.or(part));
      case 'not':
        return this.solve(condition.part, within).invert();
      default:
        return this.solveLeaf(condition, within);
    }
  }

  private solveAnd(parts: readonly Condition[], within: Bits | undefined): Bits {
    let left = within;
    for (const part of parts.toSorted((a, b) => costOf(a) - costOf(b))) {
      const found = this.solve(part, left);
      left = left === undefined ? found : found.and(left);
      if (left.empty) break;
    }
    return left ?? Bits.all(this.view.table.rows);
  }

  private solveLeaf(leaf: Leaf, within: Bits | undefined): Bits {
    const { rows } = this.view.table;
    const known = this.leaves.get(leaf.key);
    if (known?.length === rows) return known.copy();
    if (within !== undefined && known === undefined && isNarrow(leaf, within)) {
      const bits = new Bits(rows);
      this.fill(leaf, bits, { from: 0, to: rows, within });
      return bits;
    }
    const bits = known?.copy(rows) ?? new Bits(rows);
    this.fill(leaf, bits, { from: known?.length ?? 0, to: rows, within: undefined });
    this.leaves.set(leaf.key, bits, bits.words.byteLength);
    return bits.copy();
  }

  private fill(leaf: Leaf, bits: Bits, looking: Looking): void {
    switch (leaf.kind) {
      case 'words':
        fillWords(this.view, leaf, bits, looking);
        return;
      case 'record':
        fillRecords(this.view, leaf, bits, looking);
        return;
      case 'group':
        fillGroup(this.view, leaf, bits, looking);
        return;
      case 'ids':
        fillListed(this.view, leaf.ids, bits, looking);
        return;
      default:
        fillColumnLeaf(this.view, leaf, bits, looking);
    }
  }
}

const CHEAP = 1;
const READS_TEXTS = 2;
const READS_DOCUMENTS = 3;
const READS_FIELDS = 4;
/** Rows that are left must be this many times fewer than all, for their texts to be looked at one by one. */
const NARROW = 8;

/**
 * True when it pays to look only at the rows that are left: documents always, texts when there are few.
 * Everything else is answered for all rows as fast, and can be kept.
 */
function isNarrow(leaf: Leaf, within: Bits): boolean {
  const cost = costOf(leaf);
  return cost > READS_TEXTS || (cost === READS_TEXTS && within.count() * NARROW < within.length);
}

/** In which order conditions are worth looking at: the dearest last, for what the others leave over. */
function costOf(condition: Condition): number {
  switch (condition.kind) {
    case 'all':
      return 0;
    case 'and':
    case 'or':
      return Math.max(...condition.parts.map(costOf));
    case 'not':
      return costOf(condition.part);
    case 'text':
      return condition.globs.every(({ literal }) => literal !== undefined) ? CHEAP : READS_TEXTS;
    case 'text-compare':
      return READS_TEXTS;
    case 'words':
      return condition.phrase.length > 1 ? READS_DOCUMENTS : CHEAP;
    case 'record':
      return READS_FIELDS;
    default:
      return CHEAP;
  }
}
