/** A run's table put together from pages: only the columns that a drawing needs, all of the rows. */
import type { Column, ColumnBlock, TextColumn } from '#contract/block.ts';
import { columnNamed } from '../grid/grid-column.ts';

/** Grows page by page. */
export class TableBuilder {
  private readonly rows: number;
  private readonly names: ReadonlySet<string> | undefined;
  private readonly columns = new Map<string, Column>();
  private readonly dictionaries = new Map<string, Dictionary>();
  private filled = 0;

  /**
   * @param rows of the whole table
   * @param names columns to keep; undefined = all but JSON
   */
  constructor(rows: number, names: readonly string[] | undefined) {
    this.rows = rows;
    this.names = names === undefined ? undefined : new Set(names);
  }

  /** Rows that have come. */
  get loaded(): number {
    return this.filled;
  }

  /** The next rows. */
  add(page: ColumnBlock): void {
    for (const [name, column] of Object.entries(page.columns)) {
      if (this.names?.has(name) === false || column.kind === 'json') continue;
      let whole = this.columns.get(name);
      if (whole === undefined) {
        whole = emptyLike(column, this.rows);
        this.columns.set(name, whole);
      }
      this.fill(name, whole, column);
    }
    this.filled += page.rows;
  }

  /** All that was added. */
  finish(): ColumnBlock {
    const columns = [...this.columns].map(([name, column]): [string, Column] => {
      const dictionary = this.dictionaries.get(name);
      return [
        name,
        column.kind === 'text' ? { ...column, values: dictionary?.values ?? [] } : column,
      ];
    });
    return { rows: this.filled, columns: Object.fromEntries(columns) };
  }

  private fill(name: string, whole: Column, page: Column): void {
    if (whole.kind === 'text' && page.kind === 'text') {
      const known = this.dictionaries.get(name) ?? new Dictionary();
      this.dictionaries.set(name, known);
      whole.ids.set(known.translated(page), this.filled);
    } else if (whole.kind === 'time' && page.kind === 'time') {
      whole.values.set(page.values, this.filled);
      whole.nanos.set(page.nanos, this.filled);
      whole.digits.set(page.digits, this.filled);
    } else if (isNumeric(whole) && isNumeric(page)) whole.values.set(page.values, this.filled);
  }
}

type NumericColumn = Extract<Column, { kind: 'number' | 'int' | 'flag' }>;

function isNumeric(column: Column): column is NumericColumn {
  return column.kind === 'number' || column.kind === 'int' || column.kind === 'flag';
}

/** Texts of all pages under one numbering. */
class Dictionary {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  translated({ ids, values }: TextColumn): Int32Array {
    const numbers = values.map((value) => {
      const known = this.numbers.get(value);
      if (known !== undefined) return known;
      this.numbers.set(value, this.values.length);
      return this.values.push(value) - 1;
    });
    return ids.map((id) => numbers[id] ?? -1);
  }
}

function emptyLike(column: Column, rows: number): Column {
  switch (column.kind) {
    case 'number':
      return { kind: 'number', values: new Float64Array(rows).fill(NaN) };
    case 'int':
      return { kind: 'int', values: new Int32Array(rows) };
    case 'flag':
      return { kind: 'flag', values: new Uint8Array(rows) };
    case 'text':
      return { kind: 'text', ids: new Int32Array(rows).fill(-1), values: [] };
    case 'time':
      return {
        kind: 'time',
        values: new Float64Array(rows).fill(NaN),
        nanos: new Uint16Array(rows),
        digits: new Uint8Array(rows),
      };
    case 'json':
      return { kind: 'json', values: [] };
  }
}

/** A column as numbers; NaN where it is missing, is none, or is not there at all. */
export function numbersOf(block: ColumnBlock, name: string): Float64Array {
  const column = columnNamed(block, name);
  if (column?.kind === 'number' || column?.kind === 'time') return column.values;
  if (column?.kind === 'int' || column?.kind === 'flag') return Float64Array.from(column.values);
  return new Float64Array(block.rows).fill(NaN);
}

/** A column of texts; all missing when it is not there. */
export function textsOf(block: ColumnBlock, name: string): TextColumn {
  const column = columnNamed(block, name);
  if (column?.kind === 'text') return column;
  return { kind: 'text', ids: new Int32Array(block.rows).fill(-1), values: [] };
}

/** A row's text. */
export function textOf(column: TextColumn, row: number): string | undefined {
  return column.values[column.ids[row] ?? -1];
}
