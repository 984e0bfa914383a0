/** What a verification asks of the case file: everything once, nothing believed. */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Sqlite } from './case-file.ts';
import type { AuditEntry } from './audit-repository.ts';

/** Counts of one evidence as it claims them and as they are. */
export interface EvidenceCounts {
  readonly id: number;
  readonly path: string;
  readonly member: string;
  readonly recordsSeen: number;
  readonly imported: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly segmentRows: number;
  readonly rejectRows: number;
}

/** A page of the text index. */
export interface PageRow {
  readonly firstTerm: Uint8Array;
  readonly data: Uint8Array;
}

/** A block of kept records. */
export interface BlockRow {
  readonly firstRow: number;
  readonly rows: number;
  readonly lengths: Uint8Array;
  readonly data: Uint8Array;
}

export interface VerifyReader {
  /** Tables of the case, in order of their names. */
  tables(): string[];
  /** What SQLite finds wrong with a table and its indexes; nothing when it is sound. */
  integrity(table: string): string[];
  /** Rows that point to nothing, as `table row`. */
  strayRows(): string[];
  counts(): EvidenceCounts[];
  /** Names of columns that any segment has. */
  columnNames(): string[];
  blocksOf(segment: number): BlockRow[];
  pagesOf(segment: number): PageRow[];
  /** Segments, blocks, columns or pages whose segment does not exist. */
  orphans(): number;
  lastText(): number;
  audit(): Iterable<AuditEntry>;
}

/** Prepares the statements on an open case. */
export function readForVerify(db: Sqlite): VerifyReader {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck();
  const counts = db.prepare<[], EvidenceCounts>(
    `SELECT id, path, member, records_seen AS recordsSeen, imported, rejected, duplicates,
       (SELECT coalesce(sum(rows), 0) FROM segments WHERE evidence = evidence_.id) AS segmentRows,
       (SELECT count(*) FROM rejects WHERE evidence = evidence_.id) AS rejectRows
     FROM evidence AS evidence_ ORDER BY id`,
  );
  const names = db.prepare<[], string>(`SELECT DISTINCT name FROM segment_columns`).pluck();
  const blocks = db.prepare<[number], BlockRow>(
    `SELECT first_row AS firstRow, rows, lengths, data FROM segment_documents WHERE segment = ? ORDER BY first_row`,
  );
  const pages = db.prepare<[number], PageRow>(
    `SELECT first_term AS firstTerm, data FROM term_pages WHERE segment = ? ORDER BY first_term`,
  );
  const orphans = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM segment_columns WHERE segment NOT IN (SELECT id FROM segments))
         + (SELECT count(*) FROM segment_documents WHERE segment NOT IN (SELECT id FROM segments))
         + (SELECT count(*) FROM term_pages WHERE segment NOT IN (SELECT id FROM segments))`,
    )
    .pluck();
  const lastText = db.prepare<[], number | null>(`SELECT max(id) FROM texts`).pluck();
  const audit = db.prepare<[], AuditEntry>(
    `SELECT id, at, action, detail, hash FROM audit ORDER BY id`,
  );
  return {
    tables: () => tables.all(),
    integrity: (table) => {
      const found = db.pragma(`integrity_check('${table}')`) as { integrity_check: string }[];
      return found.map((row) => row.integrity_check).filter((text) => text !== 'ok');
    },
    strayRows: () => {
      const found = db.pragma('foreign_key_check') as { table: string; rowid: number | null }[];
      return found.map(({ table, rowid }) => `${table} ${rowid ?? ''}`.trim());
    },
    counts: () => counts.all(),
    columnNames: () => names.all(),
    blocksOf: (segment) => blocks.all(segment),
    pagesOf: (segment) => pages.all(segment),
    orphans: () => orphans.get() ?? 0,
    lastText: () => lastText.get() ?? 0,
    audit: () => audit.iterate(),
  };
}

/**
 * Whether the file is as long as its header says; SQLite itself takes a file that was cut for one
 * with pages of zeros until it needs them. While there is a log beside it, pages may be there.
 * @returns bytes that are missing, 0 when none
 */
export function missingBytes(file: string): number {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (log !== undefined && log.size > 0) return 0;
  const head = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  return Math.max(0, head.readUInt32BE(28) * pageBytes - statSync(file).size);
}
