/**
 * What the timeline needs of a page of sessions: numbers as they are, the keys taken out of their JSON
 * into a column each. Sessions of one identity follow one another, so each JSON text is read once.
 */
import type { Column, ColumnBlock, TextColumn } from '#contract/block.ts';
import { columnNamed } from '../../grid/grid-column.ts';
import type { PageReading } from '../use-whole-table.ts';

/** In front of a key's name, which comes from the evidence's fields and may be anything. */
const KEY_PREFIX = 'key ';
const PLAIN = [
  'session',
  'start',
  'end',
  'durationSeconds',
  'events',
  'score',
  'rank',
  'percentile',
  'likelihood',
  'logLikelihood',
  'likelihoodGeometricMean',
] as const;
/** Column made here: the likelihood of the rarest window, NaN = not scored. */
export const RAREST_WINDOW = 'rarestWindowLikelihood';

/** Sessions for the timeline. */
export const sessionPages: PageReading = {
  id: 'timeline',
  columns: [...PLAIN, 'keys', 'rarestWindow'],
  of: sessionPage,
};

/** Name and value of each key; undefined = missing. */
export type KeyValues = readonly (readonly [name: string, value: string | undefined])[];

/** The keys of a session as the table has them; [] for what is no object. */
export function keysOf(json: string | undefined): KeyValues {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, each]): readonly [string, string | undefined] => [
    name,
    each === null || each === undefined
      ? undefined
      : typeof each === 'string'
        ? each
        : JSON.stringify(each),
  ]);
}

/** A JSON text of the engine's, undefined when there is none. */
export function parsed(json: string | undefined): unknown {
  if (json === undefined || json === '') return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // A table of another version: better no value than no room.
    return undefined;
  }
}

/** Names of the keys that a block made here has, in order. */
export function keyNamesOf(block: ColumnBlock): readonly string[] {
  return Object.keys(block.columns)
    .filter((name) => name.startsWith(KEY_PREFIX))
    .map((name) => name.slice(KEY_PREFIX.length));
}

/** Column of a key in a block made here. */
export function keyColumn(name: string): string {
  return `${KEY_PREFIX}${name}`;
}

function sessionPage(page: ColumnBlock): ColumnBlock {
  const columns: [string, Column][] = [];
  for (const name of PLAIN) {
    const column = columnNamed(page, name);
    if (column !== undefined) columns.push([name, column]);
  }
  columns.push([RAREST_WINDOW, windowColumn(page)], ...keyColumns(page));
  return { rows: page.rows, columns: Object.fromEntries(columns) };
}

function windowColumn(page: ColumnBlock): Column {
  const json = columnNamed(page, 'rarestWindow');
  const values = new Float64Array(page.rows).fill(NaN);
  if (json?.kind === 'json') {
    json.values.forEach((text, row) => (values[row] = likelihoodIn(text)));
  }
  return { kind: 'number', values };
}

const LIKELIHOOD = /"likelihood":\s*([-+.\deE]+)/;

/** The likelihood of a window without reading all its commands. */
export function likelihoodIn(json: string): number {
  const digits = LIKELIHOOD.exec(json)?.[1];
  return digits === undefined ? NaN : Number(digits);
}

function keyColumns(page: ColumnBlock): [string, TextColumn][] {
  const json = columnNamed(page, 'keys');
  if (json?.kind !== 'json') return [];
  const builders = new Map<string, TextIds>();
  let last = '';
  let keys: KeyValues = [];
  json.values.forEach((text, row) => {
    if (text !== last) keys = keysOf(text);
    last = text;
    for (const [name, value] of keys) {
      const builder = builders.get(name) ?? new TextIds(page.rows);
      builders.set(name, builder);
      if (value !== undefined) builder.put(row, value);
    }
  });
  return [...builders].map(([name, builder]) => [keyColumn(name), builder.finish()]);
}

/** A dictionary column as it grows. */
class TextIds {
  private readonly ids: Int32Array;
  private readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(rows: number) {
    this.ids = new Int32Array(rows).fill(-1);
  }

  put(row: number, value: string): void {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.numbers.set(value, number);
    }
    this.ids[row] = number;
  }

  finish(): TextColumn {
    return { kind: 'text', ids: this.ids, values: this.values };
  }
}
