/**
 * Scope → set of events, kept: the page, the histogram and the facets of one scope are asked one
 * after the other and cost one evaluation.
 */
import type { Filter, Scope } from '#contract/scope.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import type { Bits } from '#workers/query/columns/bits.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { parseQuery } from '#workers/query/language/parser.ts';
import { conditionOf, keyOf, timeLeaf, type Condition } from './conditions.ts';
import { Evaluator } from './evaluator.ts';
import { groupLeaf } from './listed-leaves.ts';

const SCOPES_BYTES = 64 * 1024 * 1024;

/** The events of a scope. */
export interface Selected {
  /** Undefined: all events of the case. Not to be changed. */
  readonly bits: Bits | undefined;
  readonly total: number;
  /** Names the scope; the same for the same events of the same case. */
  readonly key: string;
}

export class Scopes {
  private readonly view: CaseView;
  private readonly evaluator: Evaluator;
  private readonly kept = new ByteCache<Selected>(SCOPES_BYTES);
  private generation = -1;

  constructor(view: CaseView) {
    this.view = view;
    this.evaluator = new Evaluator(view);
  }

  /** Throws `bad-query`, `no-such-run`, `cancelled`. */
  select({ query, chips }: Scope): Selected {
    if (this.generation !== this.view.generation) this.kept.clear();
    this.generation = this.view.generation;
    const parts = [
      conditionOf(parseQuery(query)),
      ...chips.map((chip): Condition => {
        const part = this.filterOf(chip.filter);
        return chip.not === true ? { kind: 'not', part } : part;
      }),
    ].filter(({ kind }) => kind !== 'all');
    const key = nameOf({ kind: 'and', parts });
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const selected = this.evaluate(parts, key);
    this.kept.set(key, selected, selected.bits?.words.byteLength ?? 0);
    return selected;
  }

  private evaluate(parts: readonly Condition[], key: string): Selected {
    if (parts.length === 0) return { bits: undefined, total: this.view.table.rows, key };
    const bits = this.evaluator.evaluate({ kind: 'and', parts });
    return { bits, total: bits.count(), key };
  }

  private filterOf(filter: Filter): Condition {
    switch (filter.kind) {
      case 'query':
        return conditionOf(parseQuery(filter.query));
      case 'time':
        return timeLeaf(filter.fromUs, filter.toUs);
      case 'group':
        return groupLeaf(this.view, filter.run, filter.groups);
      case 'events':
        return { kind: 'ids', ids: filter.ids, key: keyOf('ids', filter.ids) };
    }
  }
}

/** A condition's own name, made of its leaves' keys. */
function nameOf(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return 'all';
    case 'and':
    case 'or':
      return `${condition.kind}(${condition.parts.map(nameOf).join(' ')})`;
    case 'not':
      return `not(${nameOf(condition.part)})`;
    default:
      return condition.key;
  }
}

/** Calls `visit` with every row of a selection, ascending. */
export function eachSelected({ bits, total }: Selected, visit: (row: number) => void): void {
  if (bits !== undefined) bits.each(visit);
  else for (let row = 0; row < total; row++) visit(row);
}
