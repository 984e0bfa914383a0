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

/** Which rejects are asked for. */
export interface RejectsOf {
  readonly evidence: number | undefined;
  readonly reason: string | undefined;
}

export interface EvidenceReader {
  sources(): EvidenceSource[];
  /** Rejects of one evidence and with one reason (undefined: of all), in the order in which they were met. */
  rejects(of: RejectsOf, offset: number, limit: number): RejectRow[];
  /** Reasons of the rejects of one evidence (undefined: of all), most frequent first. */
  rejectReasons(evidence: number | undefined): { reason: string; count: number }[];
  /** First and last time of all evidence, ISO 8601 with the digits it had; '' when nothing has a time. */
  span(): { readonly firstTime: string; readonly lastTime: string };
}

/** Prepares the statements on an open case. */
export function readEvidence(db: Sqlite): EvidenceReader {
  const sources = db.prepare<[], EvidenceSource>(
    `SELECT id, path, member, sha256, container_sha256 AS containerSha256, format,
       reader_version AS readerVersion, reader_state AS readerState,
       zone_kind AS zoneKind, zone_name AS zoneName,
       EXISTS (SELECT 1 FROM problems WHERE problems.evidence = evidence.id AND code = 'time-zone-assumed') AS zoneUnasked
     FROM evidence ORDER BY id`,
  );
  const columns = `evidence, reason, message, record_offset AS offset, record_id AS recordId, line, raw`;
  const rejects = db.prepare<Record<string, number | string | null>, RejectRow>(
    `SELECT ${columns} FROM rejects WHERE (@evidence IS NULL OR evidence = @evidence)
     AND (@reason IS NULL OR reason = @reason) ORDER BY evidence, id LIMIT @limit OFFSET @offset`,
  );
  const rejectsOfOne = db.prepare<Record<string, number | string | null>, RejectRow>(
    `SELECT ${columns} FROM rejects WHERE evidence = @evidence
     AND (@reason IS NULL OR reason = @reason) ORDER BY id LIMIT @limit OFFSET @offset`,
  );
  const counts = (where: string): string =>
    `SELECT reason, count(*) AS count FROM rejects ${where} GROUP BY reason ORDER BY count(*) DESC, reason`;
  const reasons = db.prepare<[], { reason: string; count: number }>(counts(''));
  const reasonsOfOne = db.prepare<[number], { reason: string; count: number }>(
    counts('WHERE evidence = ?'),
  );
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
    rejects: ({ evidence, reason = null }, offset, limit) =>
      evidence === undefined
        ? rejects.all({ evidence: null, reason, offset, limit })
        : rejectsOfOne.all({ evidence, reason, offset, limit }),
    rejectReasons: (evidence) =>
      evidence === undefined ? reasons.all() : reasonsOfOne.all(evidence),
  };
}
