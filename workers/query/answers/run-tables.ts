/** Kept tables of runs: whole for explanations, a page at a time for views. */
import type { ParsedOf, TablePage } from '#contract/api.ts';
import type { KeptColumn, KeptTable, ListColumn } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { ByteCache } from '#workers/query/columns/byte-cache.ts';
import { noSuchRun } from '#workers/query/evaluate/listed-leaves.ts';
import { orderRows, pickRows } from './block-rows.ts';

const TABLES_BYTES = 128 * 1024 * 1024;

export class RunTables {
  private readonly view: CaseView;
  private readonly kept = new ByteCache<KeptTable>(TABLES_BYTES);
  private generation = -1;

  constructor(view: CaseView) {
    this.view = view;
  }

  /** Throws `no-such-run`, `no-such-table`. */
  whole(run: number, name: string): KeptTable {
    if (this.generation !== this.view.generation) this.kept.clear();
    this.generation = this.view.generation;
    const key = `${run} ${name}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const table = this.view.runs.table(run, name);
    if (table === undefined) throw this.missing(run, name);
    this.kept.set(key, table, sizeOf(table));
    return table;
  }

  /** Rows that `where` keeps, sorted, a page of them. Throws `bad-request` for columns that are not there. */
  page(input: ParsedOf<'runs.table'>): TablePage {
    const { run, table: name, where, columns, sort, offset, limit } = input;
    const table = this.whole(run, name);
    const order =
      sort === undefined
        ? Uint32Array.from({ length: table.rows }, (_, row) => row)
        : orderRows(table, columnOf(table, sort.column), sort.descending);
    const kept = where === undefined ? order : keep(order, columnOf(table, where.column), where);
    return {
      total: kept.length,
      offset,
      block: pickRows(withColumns(table, columns), kept.slice(offset, offset + limit)),
    };
  }

  private missing(run: number, name: string): WorkbenchError {
    if (this.view.runs.receipt(run) === undefined) return noSuchRun(run);
    return new WorkbenchError({
      code: 'no-such-table',
      message: `Run ${run} has no table "${name}".`,
      hint: `It has ${this.view.runs.tableNames(run).join(', ')}.`,
    });
  }
}

/** The table with no more than these columns. */
function withColumns(table: KeptTable, names: readonly string[] | undefined): KeptTable {
  if (names === undefined) return table;
  const wanted = new Set(names);
  const columns = Object.entries(table.columns).filter(([name]) => wanted.has(name));
  return { rows: table.rows, columns: Object.fromEntries(columns) };
}

function columnOf(table: KeptTable, name: string): KeptColumn {
  const column = Object.hasOwn(table.columns, name) ? table.columns[name] : undefined;
  if (column !== undefined) return column;
  throw new WorkbenchError({
    code: 'bad-request',
    message: `The table has no column "${name}".`,
    hint: `It has ${Object.keys(table.columns).join(', ')}.`,
  });
}

function keep(
  order: Uint32Array,
  column: KeptColumn,
  where: { readonly column: string; readonly in: readonly number[] },
): Uint32Array {
  if (column.kind === 'text' || column.kind === 'json' || column.kind === 'record') {
    throw new WorkbenchError({
      code: 'bad-request',
      message: `"${where.column}" holds no numbers to choose by.`,
      hint: 'Choose by a column of numbers.',
    });
  }
  const wanted = new Set(where.in);
  return order.filter((row) => wanted.has(column.values[row]!));
}

/** About what a table takes in memory. */
function sizeOf({ columns }: KeptTable): number {
  return Object.values(columns).reduce((sum, column) => sum + columnSize(column), 0);
}

function columnSize(column: KeptColumn | ListColumn): number {
  switch (column.kind) {
    case 'text':
      return column.ids.byteLength + column.values.length * 64;
    case 'list':
      return column.starts.byteLength + column.ids.byteLength + column.values.length * 64;
    case 'json':
      return column.values.reduce((sum, text) => sum + text.length, 0);
    case 'record':
      return Object.values(column.fields).reduce(
        (sum, field) => sum + columnSize(field),
        column.ids.byteLength,
      );
    default:
      return column.values.byteLength;
  }
}
