/**
 * Small real cases for tests: events told as plain objects go through the batch builder and the
 * writer of the product into a case file on disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ColumnBlock } from '#contract/block.ts';
import { encodeWire } from '#contract/codec.ts';
import { columnOf, eventColumns, type EventColumnName } from '#contract/event-columns.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import {
  closeCaseFile,
  createCaseFile,
  openForReading,
  type Sqlite,
} from '#workers/case-file/case-file.ts';
import { EventWriter } from '#workers/case-file/event-writer.ts';
import {
  addRejects,
  advanceEvidence,
  finishEvidence,
  insertEvidence,
  removeEvidence,
} from '#workers/case-file/evidence-repository.ts';
import { deleteRun, insertRun } from '#workers/case-file/runs-repository.ts';
import type { FindReader } from '#workers/query/records.ts';
import { readerById } from '#workers/readers/registry.ts';

/** An event as a test tells it. */
export interface PlainEvent {
  /** Microseconds since the epoch; absent: no time. */
  readonly timeUs?: number;
  readonly nanos?: number;
  readonly digits?: number;
  readonly columns?: Partial<Record<EventColumnName, string | number>>;
  /** The record as found, field by field. Becomes JSON, or `name=value` lines for the format `plain`. */
  readonly record?: Readonly<Record<string, unknown>>;
  readonly offset?: number;
  readonly recordId?: number;
  readonly line?: number;
}

export interface PlainEvidence {
  readonly path: string;
  readonly member?: string;
  readonly sha256?: string;
  readonly format?: 'json-lines' | 'plain';
}

export interface PlainReject {
  readonly reason: string;
  readonly message: string;
  readonly raw: string;
  readonly offset: number;
  readonly line: number;
}

/** Readers of the product, and `plain`: text documents of `name=value`, one to a line. */
export const findTestReader: FindReader = (id) =>
  id === 'plain'
    ? {
        documents: 'text',
        fields: (document) =>
          document.split('\n').map((line) => {
            const at = line.indexOf('=');
            return { name: line.slice(0, at), value: line.slice(at + 1) };
          }),
      }
    : readerById(id);

export class CaseBuilder {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'loupe-case-'));
  readonly file = path.join(this.folder, 'test.loupe');
  private readonly db: Sqlite = createCaseFile(this.file);
  private readonly writer = new EventWriter(this.db);
  private readonly readers: Sqlite[] = [];
  private readonly formats = new Map<number, 'json-lines' | 'plain'>();

  /** Enters an evidence. @returns its id */
  evidence({ path: file, member = '', sha256 = '', format = 'json-lines' }: PlainEvidence): number {
    const id = insertEvidence(this.db, {
      path: file,
      member,
      containerSha256: '',
      sizeBytes: 0,
      mtime: '2020-01-01T00:00:00Z',
      format,
      readerVersion: 1,
      readerState: 'null',
      zone: { kind: 'utc', zone: 'UTC' },
    });
    finishEvidence(this.db, id, { sha256, sizeBytes: 0, status: 'complete' });
    this.formats.set(id, format);
    return id;
  }

  /** Writes one batch of events. @returns id of the first */
  events(evidence: number, events: readonly PlainEvent[]): number {
    const format = this.formats.get(evidence) ?? 'json-lines';
    const builder = new BatchBuilder(format === 'plain' ? 'text' : 'json');
    for (const event of events) addEvent(builder, event, format);
    const seen = Number(
      this.db.prepare(`SELECT records_seen FROM evidence WHERE id = ?`).pluck().get(evidence),
    );
    let first = 0;
    this.db.transaction(() => {
      first = this.writer.write(evidence, builder.finish(), seen);
      advanceEvidence(this.db, evidence, {
        recordsSeen: events.length,
        imported: events.length,
        rejected: 0,
        doneBytes: 0,
        doneLine: 0,
      });
    })();
    return first;
  }

  /** Enters rejected records. */
  rejects(evidence: number, rejects: readonly PlainReject[]): void {
    addRejects(
      this.db,
      evidence,
      rejects.map((reject) => ({ ...reject, length: reject.raw.length, recordId: -1 })),
    );
  }

  /** Takes an evidence out again. */
  remove(evidence: number): void {
    removeEvidence(this.db, evidence);
  }

  /** Keeps a run with its tables. */
  run(
    receipt: Pick<RunReceipt, 'room'> & Partial<RunReceipt>,
    tables: Readonly<Record<string, ColumnBlock>>,
  ): RunReceipt {
    const complete = {
      params: {},
      scope: { query: '', chips: [] },
      baseQuery: '',
      input: { events: 0, sha256: '' },
      seed: -1,
      codeVersion: 'test',
      outputSha256: '',
      createdAt: '2020-01-01T00:00:00Z',
      durationMs: 0,
      summary: {},
      ...receipt,
    };
    const packed = Object.entries(tables).map(([name, block]) => ({
      name,
      rows: block.rows,
      bytes: encodeWire(block),
    }));
    return insertRun(this.db, complete, packed);
  }

  removeRun(run: number): void {
    deleteRun(this.db, run);
  }

  /** Changes the case behind the product's back. */
  tamper(sql: string): void {
    this.db.exec(sql);
  }

  /** A read-only connection of its own, as the query thread has one. */
  reader(): Sqlite {
    const db = openForReading(this.file);
    this.readers.push(db);
    return db;
  }

  /** Closes everything and removes the files. */
  close(): void {
    for (const db of this.readers) db.close();
    closeCaseFile(this.db);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The record of an event as it is kept. */
export function documentOf(event: PlainEvent, format: 'json-lines' | 'plain'): string {
  const record = event.record ?? {};
  if (format === 'json-lines') return JSON.stringify(record);
  return Object.entries(record)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('\n');
}

function addEvent(builder: BatchBuilder, event: PlainEvent, format: 'json-lines' | 'plain'): void {
  const {
    timeUs,
    nanos = 0,
    digits = 6,
    columns = {},
    offset = 0,
    recordId = -1,
    line = -1,
  } = event;
  if (timeUs !== undefined) builder.time(timeUs, nanos, digits);
  for (const { name, kind } of eventColumns) {
    const value = columns[name];
    if (value === undefined) continue;
    if (kind === 'text') builder.text(columnOf(name), String(value));
    else builder.int(columnOf(name), Number(value));
  }
  const document = new TextEncoder().encode(documentOf(event, format));
  builder.commit({ offset, length: document.length, recordId, line }, document);
}
