/** Evidence files that a test writes, and what opening them gives. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { toWireError } from '#contract/errors.ts';
import type { WireError } from '#contract/errors.ts';
import type { Limits } from '#workers/containers/limits.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';

/** A folder of its own for a test file, gone afterwards. */
export function evidenceFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-evidence-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file and gives its path. */
export function evidenceFile(folder: string, name: string, content: Uint8Array | string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

export interface Unpacked {
  readonly name: string;
  readonly content: string;
  readonly sizeBytes: number | undefined;
  /** Why the content broke off. */
  readonly error: WireError | undefined;
}

/** Everything in a file; `error` when it could not be listed to its end. */
export async function unpackAll(
  file: string,
  limits?: Limits,
): Promise<{ members: Unpacked[]; error: WireError | undefined }> {
  const evidence = await openEvidence(file, limits);
  const members: Unpacked[] = [];
  let error: WireError | undefined;
  try {
    for await (const member of evidence.members()) {
      const { content, error: broken } = await contentOf(member.open());
      members.push({ name: member.name, sizeBytes: member.sizeBytes, content, error: broken });
    }
  } catch (thrown) {
    error = toWireError(thrown);
  } finally {
    await evidence.close();
  }
  return { members, error };
}

/** A stream's content as Latin-1, so that every byte shows. */
export async function contentOf(
  pieces: AsyncIterable<Uint8Array>,
): Promise<{ content: string; error: WireError | undefined }> {
  const parts: Buffer[] = [];
  let error: WireError | undefined;
  try {
    for await (const piece of pieces) parts.push(Buffer.from(piece));
  } catch (thrown) {
    error = toWireError(thrown);
  }
  return { content: Buffer.concat(parts).toString('latin1'), error };
}
