/** Builds into a folder of its own and swaps it in when it is whole: nobody ever sees half a build. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { builtFrom, fingerprint, stampOf } from './fingerprint.ts';

export interface StagedBuild {
  readonly root: string;
  /** Folder of the finished build, from the root. */
  readonly output: string;
  /** Files and folders that it is made from, from the root. */
  readonly inputs: readonly string[];
  /** Makes it in the given folder. */
  readonly make: (folder: string) => Promise<void>;
}

/** Makes a build unless the present one is good. Answers whether it was made. */
export async function buildIfStale({ root, output, inputs, make }: StagedBuild): Promise<boolean> {
  const folder = path.join(root, output);
  const current = fingerprint(root, inputs);
  if (builtFrom(folder) === current) return false;
  const staging = `${folder}.${process.pid}`;
  try {
    mkdirSync(staging, { recursive: true });
    await make(staging);
    rmSync(stampOf(folder), { force: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
    writeFileSync(stampOf(folder), current);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return true;
}

/** Makes a folder that is named after what it is made from, unless it is there. Answers whether it was made. */
export async function buildOnce(
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<boolean> {
  if (existsSync(folder)) return false;
  const staging = `${folder}.${process.pid}`;
  try {
    mkdirSync(staging, { recursive: true });
    await make(staging);
    renameSync(staging, folder);
  } catch (cause) {
    // Another program was faster: what it made is as good.
    if (!existsSync(folder)) throw cause;
    return false;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return true;
}
