/**
 * Finding the files that a case was made from: by what is in them, wherever they lie now and whatever
 * they are called. Names only help to say that a file was changed.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import { walkPaths } from '#workers/containers/walk-paths.ts';
import { progress, type VerifyStep } from './step.ts';

/** What is looked for. */
export interface Wanted {
  readonly path: string;
  readonly sha256: string;
  readonly containerSha256: string;
  readonly sizeBytes: number;
}

export interface FoundFiles {
  /** SHA-256 of a file's own bytes → where it lies. */
  readonly byHash: ReadonlyMap<string, string>;
  /** Names of files that could be what is wanted and were looked at. */
  readonly names: ReadonlySet<string>;
}

/** Hashes what may be wanted under a folder: files of a wanted size or name, and everything packed. */
export async function* findFiles(
  folder: string,
  wanted: readonly Wanted[],
): AsyncGenerator<VerifyStep, FoundFiles> {
  const sizes = new Set(wanted.map(({ sizeBytes }) => sizeBytes));
  const names = new Set(wanted.map((each) => path.basename(each.path)));
  const byHash = new Map<string, string>();
  const met = new Set<string>();
  for await (const item of walkPaths([folder])) {
    if (item.kind !== 'file' || item.sizeBytes === 0) continue;
    const name = path.basename(item.path);
    const opened = await openEvidence(item.path);
    try {
      const packed = opened.packing !== 'plain';
      if (!packed && !sizes.has(item.sizeBytes) && !names.has(name)) continue;
      met.add(name);
      const hash = createHash('sha256');
      let done = 0;
      for await (const piece of opened.raw()) {
        hash.update(piece);
        done += piece.length;
        yield progress(`Hashing ${name}`, done / item.sizeBytes);
      }
      byHash.set(hash.digest('hex'), item.path);
    } finally {
      await opened.close();
    }
  }
  return { byHash, names: met };
}
