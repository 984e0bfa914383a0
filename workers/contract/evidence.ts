/**
 * What the case knows of each evidence file or archive member, and of what could not be imported.
 * Always: recordsSeen = imported + rejected + duplicates.
 */
import type { ZoneRule } from './time.ts';

export type FormatId = string;

export type EvidenceStatus = 'complete' | 'partial' | 'failed';

/** One kind of trouble in one evidence, counted. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly count: number;
  /** Where it was met first, e.g. `offset 69632`, `line 17`; '' when it has no place. */
  readonly firstLocator: string;
}

/** The command line's `E`, see the guide of the command line. */
export interface Evidence {
  readonly id: number;
  /** As given or found, absolute. */
  readonly path: string;
  /** Member inside an archive, '' for a plain file. */
  readonly member: string;
  /** Of the member's content when it is inside an archive, lower-case hex; '' while partial. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly format: FormatId;
  /** The format card that it was read by, id and words: `evtxecmd-csv`, "EvtxECmd CSV (KAPE)"; '' when nothing could read it. */
  readonly layout: string;
  readonly layoutLabel: string;
  readonly status: EvidenceStatus;
  readonly recordsSeen: number;
  readonly imported: number;
  readonly rejected: number;
  readonly duplicates: number;
  /** ISO 8601, UTC; '' when no event has a time. */
  readonly firstTime: string;
  readonly lastTime: string;
  readonly problems: readonly Problem[];
  readonly mtime: string;
  readonly readerVersion: number;
  readonly zone: ZoneRule;
}

/** A record that is not an event, kept with its reason. */
export interface Reject {
  readonly evidence: number;
  readonly path: string;
  readonly member: string;
  readonly reason: string;
  readonly message: string;
  readonly locator: string;
  /** Raw text, cut to 64 KiB; binary shown as hex. */
  readonly raw: string;
}

/** A format that can be read, for lists of them. */
export interface Format {
  /** Id of its reader, e.g. `csv`; what `--format` takes beside `id`. */
  readonly reader: FormatId;
  readonly id: string;
  readonly label: string;
  /** What gives it away. */
  readonly knownBy: string;
  /** Where its times are and how they are read. */
  readonly times: string;
}

/** What went out of the case with an evidence. */
export interface EvidenceRemoval {
  readonly events: number;
  readonly rejects: number;
  /** Runs whose results pointed at its events, and went with it. */
  readonly runs: readonly number[];
}
