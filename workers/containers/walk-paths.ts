/**
 * The files under some paths, in an order that is the same on every machine. Links inside a folder
 * are not followed, so nothing outside is read and no loop is possible; a path given by the analyst
 * may be a link. Whatever is passed over is said.
 */
import type { Dirent, Stats } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import nodePath from 'node:path';
import type { WorkbenchError } from '#contract/errors.ts';
import { unreadable } from './file-errors.ts';

/** What was met on the way. */
export type Walked =
  | {
      readonly kind: 'file';
      /** Absolute. */
      readonly path: string;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
    }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly path: string; readonly error: WorkbenchError };

/** Walks every path in the order given; folders in the order of their names' code points. */
export async function* walkPaths(paths: readonly string[]): AsyncGenerator<Walked> {
  for (const path of paths) yield* walk(nodePath.resolve(path), undefined);
}

async function* walk(path: string, entry: Dirent | undefined): AsyncGenerator<Walked> {
  const passedOver = entry === undefined ? undefined : reasonToSkip(entry);
  if (passedOver !== undefined) {
    yield { kind: 'skipped', path, reason: passedOver };
    return;
  }
  let names: readonly Dirent[];
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) {
      yield found(path, stats);
      return;
    }
    names = await sortedEntries(path);
  } catch (cause) {
    yield { kind: 'failed', path, error: unreadable(path, cause) };
    return;
  }
  for (const inside of names) yield* walk(nodePath.join(path, inside.name), inside);
}

function found(path: string, stats: Stats): Walked {
  if (!stats.isFile()) return { kind: 'skipped', path, reason: 'It is no regular file.' };
  return { kind: 'file', path, sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
}

function reasonToSkip(entry: Dirent): string | undefined {
  if (entry.isFile() || entry.isDirectory()) return undefined;
  if (entry.isSymbolicLink()) return 'It is a link; what it points to is read where it lies.';
  return 'It is a device, pipe or socket.';
}

async function sortedEntries(path: string): Promise<readonly Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(path)) entries.push(entry);
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(entry.name) }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ entry }) => entry);
}
