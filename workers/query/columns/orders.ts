/**
 * Orders of all rows by a column, kept: a page at any offset is then read off, whatever the scope.
 * Equal values stay in the order of their ids and missing ones come last, in both directions.
 */
import { WorkbenchError } from '#contract/errors.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { evidenceLabel } from '#workers/query/evidence-label.ts';
import { fieldOf, type Field } from '#workers/query/fields.ts';
import { textRanks } from '#workers/query/text/text-ranks.ts';
import { ByteCache } from './byte-cache.ts';
import { orderByNumbers } from './row-order.ts';

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const isNegative = (value: number): boolean => value < 0;

export class Orders {
  private readonly view: CaseView;
  private readonly kept: ByteCache<Uint32Array>;
  private generation = -1;

  constructor(view: CaseView, budgetBytes: number) {
    this.view = view;
    this.kept = new ByteCache(budgetBytes);
  }

  /** All rows in order; undefined when that is simply the order of rows. Not to be changed. */
  rows({ column, descending }: Sort): Uint32Array | undefined {
    if (this.generation !== this.view.generation) this.kept.clear();
    this.generation = this.view.generation;
    const field = fieldOf(column);
    if (!descending && (field.kind === 'id' || field.kind === 'locator')) return undefined;
    const key = sortKey({ column: field.name, descending });
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const order = this.order(field, descending);
    this.kept.set(key, order, order.byteLength);
    return order;
  }

  private order(field: Field, descending: boolean): Uint32Array {
    const { columns, table } = this.view;
    switch (field.kind) {
      case 'time':
        return orderByNumbers(columns.times(), descending, Number.isNaN);
      case 'int':
        return orderByNumbers(columns.ints(field.name), descending, isNegative);
      case 'text': {
        const ids = columns.ints(field.name);
        const ranks = textRanks(this.view.dictionary, ids);
        return orderByNumbers(
          ids.map((id) => ranks[id] ?? -1),
          descending,
          isNegative,
        );
      }
      case 'evidence': {
        const ranks = this.evidenceRanks();
        return orderByNumbers(
          columns.evidence().map((id) => ranks.get(id) ?? -1),
          descending,
          isNegative,
        );
      }
      case 'id':
      case 'locator':
        return Uint32Array.from({ length: table.rows }, (_, at) => table.rows - 1 - at);
      case 'record':
      case 'derived':
        throw new WorkbenchError({
          code: 'bad-request',
          message: `Events cannot be sorted by "${field.name}".`,
          hint: 'It is no column of its own; sort by one of the columns.',
        });
    }
  }

  private evidenceRanks(): Map<number, number> {
    const labels = this.view.sources.map((source) => ({
      id: source.id,
      label: evidenceLabel(source),
    }));
    labels.sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : a.id - b.id));
    return new Map(labels.map(({ id }, rank) => [id, rank]));
  }
}

/** Names an order. */
export function sortKey({ column, descending }: Sort): string {
  return `${descending ? '-' : '+'}${column}`;
}
