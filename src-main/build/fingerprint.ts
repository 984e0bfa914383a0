/**
 * Whether a build is still good: names, sizes and times of everything that goes into it, as one hash
 * that is kept beside the build. Reading no file makes the answer cheap enough for every start.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Hash over the files below some folders, and over single files; missing ones count as such. */
export function fingerprint(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesBelow(path.join(root, input))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${path.relative(root, file)}\n${size}\n${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function filesBelow(place: string): readonly string[] {
  if (!existsSync(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The hash that a build was made from; '' when there is no build. */
export function builtFrom(outputFolder: string): string {
  const stamp = stampOf(outputFolder);
  return existsSync(outputFolder) && existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
}

/** Where the hash of a build is kept: beside its folder, so that it is not shipped. */
export function stampOf(outputFolder: string): string {
  return `${outputFolder}.stamp`;
}
