/** Pages of events: an order, a selection, and the asked columns of the rows in between. */
import type { EventPage, ParsedOf } from '#contract/api.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { Orders, sortKey } from '#workers/query/columns/orders.ts';
import type { Selected } from '#workers/query/evaluate/scopes.ts';
import { pageColumns } from './page-columns.ts';
import { PageRows } from './page-rows.ts';

export class EventPages {
  private readonly view: CaseView;
  private readonly orders: Orders;
  private readonly pageRows = new PageRows();

  constructor(view: CaseView, budgetBytes: number) {
    this.view = view;
    this.orders = new Orders(view, budgetBytes);
  }

  /** Rows `offset` … `offset + limit - 1` of a scope; fewer at its end. */
  page(selected: Selected, { columns, sort, offset, limit }: ParsedOf<'events.page'>): EventPage {
    const { view } = this;
    const first = Math.min(offset, selected.total);
    const window = { offset: first, limit: Math.min(limit, selected.total - first) };
    const key = `${view.generation} ${sortKey(sort)} ${selected.key}`;
    const rows = this.pageRows.rows(this.orders.rows(sort), selected.bits, key, window);
    const block = { rows: rows.length, columns: pageColumns(view, rows, columns) };
    return { total: selected.total, offset, block };
  }
}
