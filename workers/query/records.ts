/**
 * The kept records of events: their documents, and their fields through the reader that once read
 * them. Blocks of documents are unpacked whole, so callers go through rows in ascending order.
 */
import type { DocumentBlock, DocumentsReader } from '#workers/case-file/read-documents.ts';
import type { EvidenceSource } from '#workers/case-file/read-evidence.ts';
import type { DocumentField, Reader } from '#workers/readers/reader.ts';
import { writtenTime, type FoundText, type StoredInstant } from '#workers/readers/written-time.ts';
import { ByteCache } from './columns/byte-cache.ts';
import type { SegmentTable } from './columns/segment-table.ts';
import { corruptCase } from './corrupt.ts';

/** Enough for the pages and details of one view; scans do not come back to a block. */
const CACHE_BYTES = 32 * 1024 * 1024;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Finds a reader by its format id; undefined when there is none. */
export type FindReader = (id: string) => KeptReader | undefined;

/** What is needed of a reader for records that are kept. */
export type KeptReader = Pick<Reader, 'documents' | 'fields' | 'times'>;

/** A document's bytes inside its block. */
export interface DocumentBytes {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

interface Source {
  readonly reader: KeptReader;
  readonly state: unknown;
}

interface PresentBlock extends DocumentBlock {
  /** First row of the case that is in the block. */
  readonly caseRow: number;
}

export class Records {
  private readonly documents: DocumentsReader;
  private readonly table: SegmentTable;
  private readonly findReader: FindReader;
  private readonly blocks = new ByteCache<PresentBlock>(CACHE_BYTES);
  private evidence = new Map<number, EvidenceSource>();
  private sources = new Map<number, Source>();
  private present: PresentBlock | undefined;

  constructor(documents: DocumentsReader, table: SegmentTable, findReader: FindReader) {
    this.documents = documents;
    this.table = table;
    this.findReader = findReader;
  }

  /** Takes in the evidence list. */
  refresh(sources: readonly EvidenceSource[]): void {
    this.evidence = new Map(sources.map((source) => [source.id, source]));
  }

  /** Forgets everything: rows are no longer what they were. */
  clear(): void {
    this.sources.clear();
    this.blocks.clear();
    this.present = undefined;
  }

  /** Where the document of a row lies. The bytes stay as they are. */
  bytes(row: number): DocumentBytes {
    const block = this.block(row);
    const at = row - block.caseRow;
    return { bytes: block.bytes, from: block.starts[at]!, to: block.starts[at + 1]! };
  }

  text(row: number): string {
    const { bytes, from, to } = this.bytes(row);
    return decoder.decode(bytes.subarray(from, to));
  }

  /** All fields of a record under the evidence's own names. */
  fields(row: number): readonly DocumentField[] {
    const { reader, state } = this.source(row);
    const document = this.text(row);
    try {
      return reader.fields(document, state);
    } catch (cause) {
      // Its reader made this document, or took it as it is: somebody has changed it since.
      throw corruptCase('A kept record of this case cannot be read.', cause);
    }
  }

  /** The text that a row's time was read from; `stored` is its time as stored. */
  writtenTime(row: number, stored: StoredInstant): FoundText {
    const { zoneKind, zoneName, zoneUnasked } = this.evidenceOf(row);
    const zone = { rule: { kind: zoneKind, zone: zoneName }, unasked: zoneUnasked === 1 };
    const { reader, state } = this.source(row);
    const document = this.text(row);
    try {
      return writtenTime(reader, { document, state }, stored, zone);
    } catch (cause) {
      throw corruptCase('A kept record of this case cannot be read.', cause);
    }
  }

  /** True when documents of the row's evidence are JSON to the text index. */
  isJson(row: number): boolean {
    return this.source(row).reader.documents === 'json';
  }

  evidenceOf(row: number): EvidenceSource {
    const evidence = this.evidence.get(this.table.of(row).evidence);
    if (evidence === undefined) throw corruptCase('An event has no evidence.');
    return evidence;
  }

  private block(row: number): PresentBlock {
    const { present } = this;
    if (present !== undefined && row >= present.caseRow && row < present.caseRow + present.rows) {
      return present;
    }
    const segment = this.table.of(row);
    const found = this.known(segment.id, row) ?? this.unpack(segment.id, segment.firstRow, row);
    this.present = found;
    return found;
  }

  private known(segment: number, row: number): PresentBlock | undefined {
    const block = this.blocks.get(String(segment));
    const holds = block !== undefined && row >= block.caseRow && row < block.caseRow + block.rows;
    return holds ? block : undefined;
  }

  private unpack(segment: number, firstRow: number, row: number): PresentBlock {
    const block = this.documents.block(segment, row - firstRow);
    const found = { ...block, caseRow: firstRow + block.firstRow };
    this.blocks.set(String(segment), found, block.bytes.byteLength);
    return found;
  }

  private source(row: number): Source {
    const { evidence: id } = this.table.of(row);
    const known = this.sources.get(id);
    if (known !== undefined) return known;
    const { format, readerState } = this.evidenceOf(row);
    const reader = this.findReader(format);
    if (reader === undefined) {
      throw corruptCase(`A format that this Loupe does not know: "${format.slice(0, 80)}".`);
    }
    const source = { reader, state: stateOf(readerState) };
    this.sources.set(id, source);
    return source;
  }
}

function stateOf(readerState: string): unknown {
  try {
    return JSON.parse(readerState);
  } catch (cause) {
    throw corruptCase('What was learnt of an evidence cannot be read.', cause);
  }
}
