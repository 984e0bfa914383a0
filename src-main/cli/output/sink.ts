/** Where rows go: the standard output, or a file that appears only when it is whole. */
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { WorkbenchError, type ErrorCode } from '#contract/errors.ts';
import type { Terminal } from '../terminal.ts';

export interface WrittenFile {
  readonly output: string;
  readonly sizeBytes: number;
  /** Of the bytes written, so that an export can be told from another. */
  readonly sha256: string;
}

export interface Sink {
  readonly write: (text: string) => Promise<void>;
  /** Makes it last; a file gets its name now. */
  readonly finish: () => Promise<WrittenFile | undefined>;
  /** Gives up; nothing is left behind. */
  readonly abandon: () => Promise<void>;
}

/** The standard output. */
export function terminalSink(terminal: Terminal): Sink {
  return {
    write: terminal.out,
    finish: () => Promise.resolve(undefined),
    abandon: () => Promise.resolve(),
  };
}

/** A file, written beside its place under another name first. */
export async function fileSink(file: string): Promise<Sink> {
  const output = path.resolve(file);
  const partial = `${output}.partial`;
  const handle = await open(partial, 'w').catch((cause: unknown) => {
    throw fileTrouble(output, cause);
  });
  const hash = createHash('sha256');
  let sizeBytes = 0;
  return {
    write: async (text) => {
      const bytes = Buffer.from(text);
      hash.update(bytes);
      sizeBytes += bytes.length;
      await handle.writeFile(bytes).catch((cause: unknown) => {
        throw fileTrouble(output, cause);
      });
    },
    finish: async () => {
      await handle.close();
      await rename(partial, output).catch((cause: unknown) => {
        throw fileTrouble(output, cause);
      });
      return { output, sizeBytes, sha256: hash.digest('hex') };
    },
    abandon: async () => {
      // Closing twice rejects; what matters is that nothing is left.
      await handle.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}

const codes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'disk-full',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOENT: 'no-such-file',
  EISDIR: 'usage',
};

function fileTrouble(file: string, cause: unknown): WorkbenchError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return new WorkbenchError(
    {
      code: codes[code] ?? 'not-available',
      message: `The file cannot be written: ${message}.`,
      hint: 'Choose another place with --output; nothing was left behind.',
      place: file,
    },
    { cause },
  );
}
