/**
 * What the footer of a Parquet file says, checked, and how its rows are shared out: pieces of a row
 * group that give a bounded amount of text, so that many threads can work and none runs full.
 */
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { thriftEnd } from './thrift-check.ts';

const MAGIC = 'PAR1';
const MAX_FOOTER_BYTES = 64 * 1024 * 1024;
const MAX_ROW_GROUPS = 100_000;
const MAX_COLUMNS = 4096;
const MAX_SCHEMA_DEPTH = 32;
/** Uncompressed bytes and rows of one piece, about. */
const PIECE_BYTES = 16 * 1024 * 1024;
const PIECE_ROWS = 65_536;
/** More rows than that to a byte are a claim, no content. */
const MAX_ROWS_PER_BYTE = 4096;

type Metadata = ReturnType<typeof parquetMetadata>;
export type SchemaElement = Metadata['schema'][number];
export type ColumnMetadata = NonNullable<
  Metadata['row_groups'][number]['columns'][number]['meta_data']
>;

/** A column of a piece: what decoding needs, and where its pages lie in the piece's bytes. */
export interface PieceColumn {
  readonly meta: Pick<ColumnMetadata, 'type' | 'path_in_schema' | 'codec'>;
  readonly from: number;
  readonly to: number;
}

/** Travels with a chunk. */
export interface Piece {
  readonly schema: readonly SchemaElement[];
  readonly columns: readonly PieceColumn[];
  /** Offset of the row group in the file. */
  readonly offset: number;
  /** Rows of the row group: from ≤ row < to; `firstRow` is the number of its first row in the file. */
  readonly from: number;
  readonly to: number;
  readonly groupRows: number;
  readonly firstRow: number;
  /** Bytes of the file that hold the row group. */
  readonly start: number;
  readonly end: number;
}

/** The pieces of a file in order, or what is wrong with it. */
export function planPieces(file: Uint8Array): readonly Piece[] | string {
  const metadata = readFooter(file);
  if (typeof metadata === 'string') return metadata;
  const { schema } = metadata;
  const wrong = schemaFault(schema);
  if (wrong !== undefined) return wrong;
  const pieces: Piece[] = [];
  let firstRow = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const columns = columnsOf(group.columns, file.length);
    if (typeof columns === 'string') return columns;
    const planned = share(schema, columns, rows, firstRow);
    if (typeof planned === 'string') return planned;
    for (const piece of planned) pieces.push(piece);
    firstRow += rows;
  }
  return pieces;
}

function readFooter(file: Uint8Array): Metadata | string {
  const end = Buffer.from(file.buffer, file.byteOffset, file.length).subarray(-8);
  if (file.length < 12 || end.toString('latin1', 4) !== MAGIC) {
    return 'The file breaks off: its end, which says what is in it, is missing.';
  }
  const length = end.readUInt32LE(0);
  if (length > file.length - 12 || length > MAX_FOOTER_BYTES) {
    return `The footer claims ${length} bytes, which cannot be.`;
  }
  const footer = file.subarray(file.length - 8 - length);
  const checked = thriftEnd(footer.subarray(0, length), 0);
  if (checked < 0) return 'The footer is damaged.';
  try {
    const metadata = parquetMetadata(footer, { geoparquet: false });
    return metadata.row_groups.length > MAX_ROW_GROUPS
      ? 'The footer claims too many row groups.'
      : metadata;
  } catch {
    return 'The footer is damaged.';
  }
}

/** Names, children that add up, and no deeper than is sensible. */
function schemaFault(schema: readonly SchemaElement[]): string | undefined {
  const damaged = 'The schema is damaged.';
  if (schema.length < 2) return 'There are no columns.';
  if (schema.length > MAX_COLUMNS) return `There are more than ${MAX_COLUMNS} columns.`;
  /** Children still to come, by level. */
  const open: number[] = [];
  for (const { name, num_children: children = 0 } of schema) {
    if (typeof name !== 'string' || children < 0 || children > schema.length) return damaged;
    while (open.length > 0 && open.at(-1) === 0) open.pop();
    if (open.length > 0) open[open.length - 1]!--;
    if (children > 0) open.push(children);
    if (open.length > MAX_SCHEMA_DEPTH) return damaged;
  }
  return open.every((left) => left === 0) ? undefined : damaged;
}

interface PlacedColumn {
  readonly meta: ColumnMetadata;
  readonly from: number;
  readonly to: number;
}

function columnsOf(
  columns: Metadata['row_groups'][number]['columns'],
  fileBytes: number,
): readonly PlacedColumn[] | string {
  const out: PlacedColumn[] = [];
  for (const { meta_data: meta, file_path: path } of columns) {
    if (path !== undefined) return 'Columns lie in other files.';
    if (meta === undefined) return 'Columns are encrypted.';
    const data = Number(meta.data_page_offset);
    const dictionary = Number(meta.dictionary_page_offset ?? 0n);
    const from = dictionary > 0 && dictionary < data ? dictionary : data;
    const to = from + Number(meta.total_compressed_size);
    if (!(from >= 4 && to > from && to <= fileBytes)) return 'A column lies outside of the file.';
    out.push({ meta, from, to });
  }
  return out;
}

/** A row group in pieces of about the same number of rows. */
function share(
  schema: readonly SchemaElement[],
  columns: readonly PlacedColumn[],
  rows: number,
  firstRow: number,
): readonly Piece[] | string {
  if (rows === 0) return [];
  const start = columns.reduce((least, { from }) => Math.min(least, from), Infinity);
  const end = columns.reduce((most, { to }) => Math.max(most, to), 0);
  const size = columns.reduce((sum, { from, to }) => sum + to - from, 0);
  if (!(rows > 0 && rows <= size * MAX_ROWS_PER_BYTE))
    return `The footer claims ${rows} rows in ${size} bytes.`;
  const text = columns.reduce(
    (sum, { meta }) => sum + Math.max(0, Number(meta.total_uncompressed_size)),
    0,
  );
  const count = Math.max(
    1,
    Math.ceil(rows / PIECE_ROWS),
    Math.ceil(Math.min(text, rows * 1e6) / PIECE_BYTES),
  );
  const each = Math.ceil(rows / count);
  const placed = columns.map(({ meta, from, to }) => {
    const { type, path_in_schema, codec } = meta;
    return { meta: { type, path_in_schema, codec }, from: from - start, to: to - start };
  });
  const pieces: Piece[] = [];
  for (let from = 0; from < rows; from += each) {
    const to = Math.min(rows, from + each);
    pieces.push({
      schema,
      columns: placed,
      offset: start,
      from,
      to,
      groupRows: rows,
      firstRow,
      start,
      end,
    });
  }
  return pieces;
}
