/** Tables `evidence` and `rejects`, read side: where events come from and what could not become one. */
import type { ZoneRule } from '#contract/time.ts';
import type { Sqlite } from './case-file.ts';

/** What answers about events need of their evidence. */
export interface EvidenceSource {
  readonly id: number;
  readonly path: string;
  readonly member: string;
  readonly sha256: string;
  readonly containerSha256: string;
  readonly format: string;
  readonly readerVersion: number;
  /** JSON of the reader's prepared state. */
  readonly readerState: string;
  readonly zoneKind: ZoneRule['kind'];
  readonly zoneName: string;
  /** 1 when nobody chose the zone that was assumed. */
  readonly zoneUnasked: number;
}

/** A rejected record; null where it has no record id or line. */
export interface RejectRow {
  readonly evidence: number;
  readonly reason: string;
  readonly message: string;
  readonly offset: number;
  readonly recordId: number | null;
  readonly line: number | null;
  readonly raw: string;
}

export interface EvidenceReader {
  sources(): EvidenceSource[];
  /** Rejects of one evidence (undefined: of all), in the order in which they were met. */
  rejects(evidence: number | undefined, offset: number, limit: number): RejectRow[];
  rejectCount(evidence: number | undefined): number;
  /** First and last time of all evidence, ISO 8601 with the digits it had; '' when nothing has a time. */
  span(): { readonly firstTime: string; readonly lastTime: string };
}

/** Prepares the statements on an open case. */
export function readEvidence(db: Sqlite): EvidenceReader {
  const sources = db.prepare<[], EvidenceSource>(
    `SELECT id, path, member, sha256, container_sha256 AS containerSha256, format,
       reader_version AS readerVersion, reader_state AS readerState,
       zone_kind AS zoneKind, zone_name AS zoneName,
       EXISTS (SELECT 1 FROM problems WHERE evidence = evidence.id AND code = 'time-zone-assumed') AS zoneUnasked
     FROM evidence ORDER BY id`,
  );
  const columns = `evidence, reason, message, record_offset AS offset, record_id AS recordId, line, raw`;
  const all = db.prepare<[number, number], RejectRow>(
    `SELECT ${columns} FROM rejects ORDER BY evidence, id LIMIT ? OFFSET ?`,
  );
  const ofOne = db.prepare<[number, number, number], RejectRow>(
    `SELECT ${columns} FROM rejects WHERE evidence = ? ORDER BY id LIMIT ? OFFSET ?`,
  );
  const countAll = db.prepare<[], number>(`SELECT count(*) FROM rejects`).pluck();
  const countOne = db
    .prepare<[number], number>(`SELECT count(*) FROM rejects WHERE evidence = ?`)
    .pluck();
  const first = db
    .prepare<[], string>(
      `SELECT first_time FROM evidence WHERE first_time_us IS NOT NULL ORDER BY first_time_us, id LIMIT 1`,
    )
    .pluck();
  const last = db
    .prepare<[], string>(
      `SELECT last_time FROM evidence WHERE last_time_us IS NOT NULL ORDER BY last_time_us DESC, id LIMIT 1`,
    )
    .pluck();
  return {
    span: () => ({ firstTime: first.get() ?? '', lastTime: last.get() ?? '' }),
    sources: () => sources.all(),
    rejects: (evidence, offset, limit) =>
      evidence === undefined ? all.all(limit, offset) : ofOne.all(evidence, limit, offset),
    rejectCount: (evidence) =>
      (evidence === undefined ? countAll.get() : countOne.get(evidence)) ?? 0,
  };
}
