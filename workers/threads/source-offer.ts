/** What the evidence thread offers: files one after the other, in each its members, in each its chunks. */
import type { WireError } from '#contract/errors.ts';
import type { BatchProblem } from '#workers/batch/batch.ts';
import type { LayoutOptions } from './layout-options.ts';
import type { Chunk, Prepared, ReadOptions } from '#workers/readers/reader.ts';

/** A file found under the given paths, or why it cannot be read. */
export interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly mtime: string;
  readonly error?: WireError;
}

/** A plain file's content, or a member of an archive; or what is wrong with one. */
export type NextMember =
  | {
      readonly kind: 'member';
      readonly member: string;
      readonly sizeBytes: number;
      readonly mtime: string;
    }
  | {
      readonly kind: 'bad';
      readonly member: string;
      readonly sizeBytes: number;
      readonly error: WireError;
    }
  | { readonly kind: 'end' };

/** What detection found in the present member. */
export interface PreparedMember {
  readonly reader: string;
  readonly readerVersion: number;
  readonly prepared: Prepared;
}

export interface PrepareInput {
  readonly format: string | undefined;
  readonly timeZone: string | undefined;
  readonly mapping: unknown;
  readonly dateOrder: ReadOptions['dateOrder'];
  readonly recover: boolean;
  readonly year: number | undefined;
  /** What is said of single kinds of content. */
  readonly layouts: readonly LayoutOptions[];
}

/** Where to go on after an interruption: bytes and lines of the content that are dealt with. */
export interface StartInput {
  readonly doneBytes: number;
  readonly doneLine: number;
}

export type NextChunk =
  | {
      readonly kind: 'chunk';
      readonly chunk: Chunk;
      /** Bytes of the file (packed) that were read so far. */
      readonly readBytes: number;
    }
  | {
      readonly kind: 'end';
      readonly sha256: string;
      readonly sizeBytes: number;
      readonly problems: readonly BatchProblem[];
      /** Set when the content broke off: a cut archive, a limit. What came before is good. */
      readonly error?: WireError;
    };

/** SHA-256 of a file and of nothing else. */
export interface FileHash {
  readonly sha256: string;
  readonly sizeBytes: number;
}
