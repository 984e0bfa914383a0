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
