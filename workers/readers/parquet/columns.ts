/** The columns of a piece of a row group, decoded and put together again where they are nested. */
import { gunzipSync, brotliDecompressSync, zstdDecompressSync } from 'node:zlib';
import { assembleNested } from 'hyparquet/src/assemble.js';
import { parquetHeader, readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { parquetSchema } from 'hyparquet/src/metadata.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { snappyUncompress } from 'hyparquet/src/snappy.js';
import { compressors as moreCompressors } from 'hyparquet-compressors';
import type { Piece, PieceColumn, SchemaElement } from './plan.ts';
import { checkLevels, checkPage, checkValues, type PageShape } from './run-check.ts';
import { thriftEnd } from './thrift-check.ts';
import { isRaw, parsersOf, rawValue } from './values.ts';

/** A page is decompressed in one go. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024;
/** A page unpacks to so much of itself at most, beyond some bytes that any may have. */
const MAX_PAGE_RATIO = 4000;
const FREE_PAGE_BYTES = 65_536;
/** Values of one column of a row group where rows hold lists of them; else there is one for each row. */
const MAX_LISTED_VALUES = 5_000_000;

type Decompress = (bytes: Uint8Array, length: number) => Uint8Array;

/** Node's own where it has one: they stop at the length that the page claims. */
const compressors: Record<string, Decompress> = {
  ...moreCompressors,
  SNAPPY: (bytes, length) => {
    const out = new Uint8Array(length);
    snappyUncompress(bytes, out);
    return out;
  },
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: length + 1 }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: length + 1 }),
  ZSTD: (bytes, length) => zstdDecompressSync(bytes, { maxOutputLength: length + 1 }),
};

/** A top-level column: its name and the values of the piece's rows. */
export interface ColumnValues {
  readonly name: string;
  readonly values: readonly unknown[];
}

interface Tree {
  readonly children: readonly Tree[];
  readonly path: readonly string[];
  readonly element: SchemaElement;
}

/** A leaf's values, from row `skipped` of the row group on. */
interface Leaf {
  readonly path: readonly string[];
  readonly values: unknown[];
  readonly skipped: number;
}

/** All columns of a piece. Throws what the decoder throws: then the piece is damaged. */
export function readColumns(bytes: Uint8Array, piece: Piece): readonly ColumnValues[] {
  const tree = parquetSchema({ schema: [...piece.schema] });
  const leaves = piece.columns.map((column) => readLeaf(bytes, column, piece, tree as Tree));
  const out: ColumnValues[] = [];
  for (const child of (tree as Tree).children) {
    const name = child.element.name;
    const own = leaves.filter(({ path }) => path[0] === name);
    if (own.length === 0) continue;
    const values =
      child.children.length === 0 ? rowsOf(own[0]!, piece) : assembled(own, child, piece);
    out.push({ name, values });
  }
  return out;
}

function readLeaf(bytes: Uint8Array, column: PieceColumn, piece: Piece, tree: Tree): Leaf {
  const { meta, from, to } = column;
  const pages = bytes.subarray(from, to);
  const path = meta.path_in_schema;
  const schemaPath = getTreePath(tree as Parameters<typeof getTreePath>[0], path);
  const levels = levelsOf(schemaPath.map((node) => node.element));
  const most = levels.repetition > 0 ? MAX_LISTED_VALUES : piece.groupRows;
  const checker = new PageChecker(pages, { ...levels, isBoolean: meta.type === 'BOOLEAN' }, most);
  const element = schemaPath.at(-1)!.element;
  const stored = isRaw(element);
  const decoder = {
    ...meta,
    // Every page passes the checker on its way to the decoder, packed or not.
    codec: 'CHECKED',
    pathInSchema: path,
    schemaPath,
    // Without its meaning a value comes as it is stored.
    element: stored ? { ...element, converted_type: undefined, logical_type: undefined } : element,
    utf8: !stored,
    compressors: {
      CHECKED: (packed: Uint8Array, length: number) => checker.unpack(packed, length, meta.codec),
    },
    parsers: { ...DEFAULT_PARSERS, ...parsersOf(element) },
  };
  const reader = { view: new DataView(pages.buffer, pages.byteOffset, pages.length), offset: 0 };
  const rows = { groupStart: 0, selectStart: piece.from, selectEnd: piece.to };
  const { data, skipped } = readColumn(
    reader,
    rows as Parameters<typeof readColumn>[1],
    decoder as unknown as Parameters<typeof readColumn>[2],
  );
  const values: unknown[] = [];
  for (const part of data)
    for (const value of part as ArrayLike<unknown> & Iterable<unknown>) values.push(value);
  return {
    path,
    skipped,
    values: stored ? values.map((value) => rawValue(value, element)) : values,
  };
}

/** Greatest levels of a column: how many of its ancestors are lists, and how many may be missing. */
function levelsOf(path: readonly SchemaElement[]): Pick<PageShape, 'repetition' | 'definition'> {
  const kinds = path.map((element) => element.repetition_type);
  return {
    repetition: kinds.filter((kind) => kind === 'REPEATED').length,
    definition: kinds.filter((kind) => kind === 'REPEATED' || kind === 'OPTIONAL').length,
  };
}

interface Page {
  /** Where its bytes lie in the column's. */
  readonly from: number;
  readonly to: number;
  /** Undefined for a dictionary, which has no runs. */
  readonly shape: PageShape | undefined;
  readonly isSecond: boolean;
}

/** Looks at every page before the decoder believes it. Throws for what cannot be. */
class PageChecker {
  private readonly pages: Uint8Array;
  private readonly column: Pick<PageShape, 'repetition' | 'definition' | 'isBoolean'>;
  private readonly list: Page[] = [];
  private valuesLeft: number;
  private next = 0;

  constructor(pages: Uint8Array, column: PageChecker['column'], mostValues: number) {
    this.pages = pages;
    this.column = column;
    this.valuesLeft = mostValues;
    for (let at = 0; at < pages.length - 1;) at = this.head(at);
  }

  /** Unpacks a page and looks at its runs. */
  unpack(packed: Uint8Array, length: number, codec: string): Uint8Array {
    const at = packed.byteOffset - this.pages.byteOffset;
    // Pages are asked for in their order.
    while (this.next < this.list.length && this.list[this.next]!.to <= at) this.next++;
    const page = this.list[this.next];
    // In a buffer of its own: the decoder does not stop at the end of a page but at that of the memory
    // it lies in, and what is behind it there is something else each time.
    const bytes = Uint8Array.from(
      codec === 'UNCOMPRESSED' ? packed : unpacker(codec)(packed, length),
    );
    if (page?.shape !== undefined) {
      if (page.isSecond) checkValues(bytes, 0, page.shape);
      else checkPage(bytes, page.shape);
    }
    return bytes;
  }

  /** The head of the page at a place. @returns where the next one begins */
  private head(at: number): number {
    const { pages } = this;
    const from = thriftEnd(pages, at);
    if (from < 0) throw new RangeError('A page has no readable head.');
    const header = parquetHeader({
      view: new DataView(pages.buffer, pages.byteOffset, pages.length),
      offset: at,
    });
    this.checkClaims(header, pages.length - from);
    const first = header.data_page_header;
    const second = header.data_page_header_v2;
    const values = first?.num_values ?? second?.num_values ?? 0;
    const to = from + header.compressed_page_size;
    const encoding = first?.encoding ?? second?.encoding;
    const shape = encoding === undefined ? undefined : { ...this.column, values, encoding };
    this.list.push({ from, to, shape, isSecond: second !== undefined });
    if (second !== undefined && shape !== undefined) this.second(from, to, shape, second);
    return to;
  }

  private checkClaims(header: PageHeader, room: number): void {
    const { compressed_page_size: packed, uncompressed_page_size: size } = header;
    const values =
      header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0;
    // Each value of a dictionary takes a byte at least.
    const words = header.dictionary_page_header?.num_values ?? 0;
    const most = Math.min(MAX_PAGE_BYTES, packed * MAX_PAGE_RATIO + FREE_PAGE_BYTES);
    this.valuesLeft -= values;
    const fits = packed >= 0 && packed <= room && size >= 0 && size <= most;
    if (!fits || !(values >= 0 && this.valuesLeft >= 0 && words >= 0 && words <= size)) {
      throw new RangeError('A page claims what cannot be.');
    }
  }

  /** A page of the second version: its levels are never packed, its values may not be. */
  private second(from: number, to: number, shape: PageShape, header: SecondHeader): void {
    const page = this.pages.subarray(from, to);
    const lengths = [
      header.repetition_levels_byte_length,
      header.definition_levels_byte_length,
    ] as const;
    if (!lengths.every((length) => length >= 0 && length <= page.length)) {
      throw new RangeError('A page claims what cannot be.');
    }
    const values = checkLevels(page, shape, lengths);
    if (header.is_compressed === false) checkValues(page, values, shape);
  }
}

type PageHeader = ReturnType<typeof parquetHeader>;
type SecondHeader = NonNullable<PageHeader['data_page_header_v2']>;

function unpacker(codec: string): Decompress {
  const unpack = Object.hasOwn(compressors, codec) ? compressors[codec] : undefined;
  if (unpack === undefined) throw new RangeError(`Nobody knows the packing ${codec}.`);
  return unpack;
}

function rowsOf({ values, skipped }: Leaf, { from, to }: Piece): readonly unknown[] {
  return values.slice(from - skipped, to - skipped);
}

function assembled(leaves: readonly Leaf[], column: Tree, piece: Piece): readonly unknown[] {
  const data = new Map(leaves.map((leaf) => [leaf.path.join('.'), rowsOf(leaf, piece)]));
  assembleNested(
    data as Parameters<typeof assembleNested>[0],
    column as Parameters<typeof assembleNested>[1],
    DEFAULT_PARSERS,
  );
  return data.get(column.element.name) ?? [];
}
