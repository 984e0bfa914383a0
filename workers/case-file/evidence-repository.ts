/** Tables `evidence`, `problems` and `rejects`: the accounting of every file that was ever given to the case. */
import type { Evidence, EvidenceStatus, Problem } from '#contract/evidence.ts';
import type { ZoneRule } from '#contract/time.ts';
import type { BatchProblem, BatchReject } from '#workers/batch/batch.ts';
import { defined } from '#workers/base/assert.ts';
import type { Sqlite } from './case-file.ts';

/** What is known when reading begins. */
export interface NewEvidence {
  readonly path: string;
  readonly member: string;
  readonly containerSha256: string;
  readonly sizeBytes: number;
  readonly mtime: string;
  readonly format: string;
  readonly readerVersion: number;
  /** JSON of the reader's prepared state, so that kept documents can be read again. */
  readonly readerState: string;
  readonly zone: ZoneRule;
}

/** How far an evidence got, as stored. */
export interface StoredEvidence extends Omit<Evidence, 'layout' | 'layoutLabel'> {
  /** JSON of the reader's prepared state. */
  readonly readerState: string;
  readonly containerSha256: string;
  readonly doneBytes: number;
  readonly doneLine: number;
}

/** What a batch adds to its evidence's account. */
export interface Advance {
  readonly recordsSeen: number;
  readonly imported: number;
  readonly rejected: number;
  /** Bytes and lines of the content that are dealt with, counted from its beginning. */
  readonly doneBytes: number;
  readonly doneLine: number;
}

interface Row {
  readonly id: number;
  readonly path: string;
  readonly member: string;
  readonly sha256: string;
  readonly container_sha256: string;
  readonly size_bytes: number;
  readonly mtime: string;
  readonly format: string;
  readonly reader_version: number;
  readonly reader_state: string;
  readonly zone_kind: ZoneRule['kind'];
  readonly zone_name: string;
  readonly status: EvidenceStatus;
  readonly records_seen: number;
  readonly imported: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly first_time: string;
  readonly last_time: string;
  readonly done_bytes: number;
  readonly done_line: number;
}

const SELECT = `SELECT id, path, member, sha256, container_sha256, size_bytes, mtime, format, reader_version,
  reader_state, zone_kind, zone_name, status, records_seen, imported, rejected, duplicates, first_time, last_time,
  done_bytes, done_line FROM evidence`;

/** All evidence in the order in which it was given. */
export function listEvidence(db: Sqlite): StoredEvidence[] {
  const problems = problemsByEvidence(db);
  const rows = db.prepare<[], Row>(`${SELECT} ORDER BY id`).all();
  return rows.map((row) => evidenceOf(row, problems.get(row.id) ?? []));
}

/** Which evidence is asked for: by content, by size of complete plain files, or by where it came from. */
export type EvidenceQuestion =
  | { readonly by: 'content'; readonly sha256: string }
  | { readonly by: 'size'; readonly sizeBytes: number }
  | {
      readonly by: 'place';
      readonly path: string;
      readonly member: string;
      /** '' for plain files, which are known by their path; archives are known by content. */
      readonly containerSha256: string;
    };

/** Evidence that answers a question, in the order in which it was given. */
export function findEvidence(db: Sqlite, question: EvidenceQuestion): StoredEvidence[] {
  const [where, values] = conditionOf(question);
  const rows = db
    .prepare<(string | number)[], Row>(`${SELECT} WHERE ${where} ORDER BY id`)
    .all(...values);
  return rows.map((row) => evidenceOf(row, problemsByEvidence(db, row.id).get(row.id) ?? []));
}

function conditionOf(question: EvidenceQuestion): readonly [string, readonly (string | number)[]] {
  switch (question.by) {
    case 'content':
      return [`sha256 = ? AND status = 'complete'`, [question.sha256]];
    case 'size':
      return [
        `size_bytes = ? AND member = '' AND container_sha256 = '' AND status = 'complete'`,
        [question.sizeBytes],
      ];
    case 'place': {
      const { path, member, containerSha256 } = question;
      return containerSha256 === ''
        ? [`container_sha256 = '' AND member = ? AND path = ?`, [member, path]]
        : [`container_sha256 = ? AND member = ?`, [containerSha256, member]];
    }
  }
}

/** Records of an evidence that are accounted for so far. */
export function recordsSeen(db: Sqlite, id: number): number {
  const seen = db.prepare<[number], number>(`SELECT records_seen FROM evidence WHERE id = ?`);
  return defined(seen.pluck().get(id), 'evidence');
}

/** One evidence by id. */
export function evidenceById(db: Sqlite, id: number): StoredEvidence {
  const row = defined(db.prepare<[number], Row>(`${SELECT} WHERE id = ?`).get(id), 'evidence');
  return evidenceOf(row, problemsByEvidence(db, id).get(id) ?? []);
}

/** Enters an evidence as begun. @returns its id */
export function insertEvidence(db: Sqlite, evidence: NewEvidence): number {
  const insert =
    db.prepare(`INSERT INTO evidence (path, member, sha256, container_sha256, size_bytes, mtime, format,
    reader_version, reader_state, zone_kind, zone_name, status, records_seen, imported, rejected, duplicates,
    first_time, last_time, done_bytes, done_line)
    VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, 'partial', 0, 0, 0, 0, '', '', 0, 0)`);
  const { lastInsertRowid } = insert.run(
    evidence.path,
    evidence.member,
    evidence.containerSha256,
    evidence.sizeBytes,
    evidence.mtime,
    evidence.format,
    evidence.readerVersion,
    evidence.readerState,
    evidence.zone.kind,
    evidence.zone.zone,
  );
  return Number(lastInsertRowid);
}

/** Adds a batch's counts. */
export function advanceEvidence(db: Sqlite, id: number, by: Advance): void {
  db.prepare(
    `UPDATE evidence SET records_seen = records_seen + ?, imported = imported + ?, rejected = rejected + ?,
     done_bytes = ?, done_line = ? WHERE id = ?`,
  ).run(by.recordsSeen, by.imported, by.rejected, by.doneBytes, by.doneLine, id);
}

/** Widens the span of an evidence's times. */
export function widenSpan(
  db: Sqlite,
  id: number,
  first: readonly [number, string],
  last: readonly [number, string],
): void {
  db.prepare(
    `UPDATE evidence SET first_time_us = ?, first_time = ? WHERE id = ? AND (first_time_us IS NULL OR first_time_us > ?)`,
  ).run(first[0], first[1], id, first[0]);
  db.prepare(
    `UPDATE evidence SET last_time_us = ?, last_time = ? WHERE id = ? AND (last_time_us IS NULL OR last_time_us < ?)`,
  ).run(last[0], last[1], id, last[0]);
}

/** Closes the account: content hash, true size, final status. */
export function finishEvidence(
  db: Sqlite,
  id: number,
  end: { readonly sha256: string; readonly sizeBytes: number; readonly status: EvidenceStatus },
): void {
  db.prepare(`UPDATE evidence SET sha256 = ?, size_bytes = ?, status = ? WHERE id = ?`).run(
    end.sha256,
    end.sizeBytes,
    end.status,
    id,
  );
}

/** Counts troubles, adding to those of the same code and words. */
export function addProblems(db: Sqlite, id: number, problems: readonly BatchProblem[]): void {
  const add =
    db.prepare(`INSERT INTO problems (evidence, code, message, count, first_locator) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (evidence, code, message) DO UPDATE SET count = count + excluded.count`);
  for (const { code, message, count, firstLocator } of problems)
    add.run(id, code, message, count, firstLocator);
}

/** Keeps rejected records with reason and raw text. */
export function addRejects(db: Sqlite, id: number, rejects: readonly BatchReject[]): void {
  const add =
    db.prepare(`INSERT INTO rejects (evidence, reason, message, record_offset, record_length, record_id, line, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { reason, message, offset, length, recordId, line, raw } of rejects) {
    add.run(
      id,
      reason,
      message,
      offset,
      length,
      recordId < 0 ? null : recordId,
      line < 0 ? null : line,
      raw,
    );
  }
}

/** Removes an evidence with all that came from it; used for evidence that turns out to be here already. */
export function removeEvidence(db: Sqlite, id: number): void {
  for (const table of ['segment_columns', 'segment_documents', 'term_pages']) {
    db.prepare(
      `DELETE FROM ${table} WHERE segment IN (SELECT id FROM segments WHERE evidence = ?)`,
    ).run(id);
  }
  for (const table of ['segments', 'problems', 'rejects']) {
    db.prepare(`DELETE FROM ${table} WHERE evidence = ?`).run(id);
  }
  db.prepare(`DELETE FROM evidence WHERE id = ?`).run(id);
}

function problemsByEvidence(db: Sqlite, only?: number): Map<number, Problem[]> {
  const rows = db
    .prepare<[number | null, number | null], Problem & { readonly evidence: number }>(
      `SELECT evidence, code, message, count, first_locator AS firstLocator FROM problems
       WHERE ? IS NULL OR evidence = ? ORDER BY evidence, code, message`,
    )
    .all(only ?? null, only ?? null);
  const byEvidence = new Map<number, Problem[]>();
  for (const { evidence, ...problem } of rows) {
    const list = byEvidence.get(evidence) ?? [];
    list.push(problem);
    byEvidence.set(evidence, list);
  }
  return byEvidence;
}

function evidenceOf(row: Row, problems: readonly Problem[]): StoredEvidence {
  return {
    id: row.id,
    path: row.path,
    member: row.member,
    sha256: row.sha256,
    containerSha256: row.container_sha256,
    sizeBytes: row.size_bytes,
    format: row.format,
    status: row.status,
    recordsSeen: row.records_seen,
    imported: row.imported,
    rejected: row.rejected,
    duplicates: row.duplicates,
    firstTime: row.first_time,
    lastTime: row.last_time,
    problems,
    mtime: row.mtime,
    readerVersion: row.reader_version,
    readerState: row.reader_state,
    zone: { kind: row.zone_kind, zone: row.zone_name },
    doneBytes: row.done_bytes,
    doneLine: row.done_line,
  };
}
