/** What SQLite and the file system say, in the analyst's words. */
import path from 'node:path';
import { WorkbenchError, type ErrorCode } from '#contract/errors.ts';

interface Words {
  readonly code: ErrorCode;
  readonly message: (name: string) => string;
  readonly hint: string;
}

const DENIED: Words = {
  code: 'no-permission',
  message: (name) => `${name} may not be opened or written.`,
  hint: 'Check the permissions of the file and its folder, or copy the case elsewhere.',
};
const CORRUPT: Words = {
  code: 'case-corrupt',
  message: (name) => `${name} is damaged.`,
  hint: 'Ask for a fresh copy; "loupe verify" says what is wrong.',
};
const FULL: Words = {
  code: 'disk-full',
  message: (name) => `There is no space left to write ${name}.`,
  hint: 'Free some space and give the same command again: it goes on where it stopped.',
};
const MISSING: Words = {
  code: 'no-such-file',
  message: (name) => `${name} does not exist.`,
  hint: 'Check the path.',
};

/** By error code of SQLite (prefix) or of the system. */
const WORDS: readonly (readonly [string, Words])[] = [
  ['SQLITE_FULL', FULL],
  ['ENOSPC', FULL],
  ['EDQUOT', FULL],
  ['SQLITE_IOERR_WRITE', FULL],
  ['SQLITE_CORRUPT', CORRUPT],
  ['SQLITE_NOTADB', CORRUPT],
  ['SQLITE_READONLY', DENIED],
  ['SQLITE_PERM', DENIED],
  ['SQLITE_CANTOPEN', DENIED],
  ['EACCES', DENIED],
  ['EPERM', DENIED],
  ['EROFS', DENIED],
  ['ENOENT', MISSING],
  [
    'SQLITE_BUSY',
    {
      code: 'case-locked',
      message: (name) => `${name} is being written by another program.`,
      hint: 'Close it there, or open it here for reading only.',
    },
  ],
];

/** The thrown thing as a WorkbenchError about `file`; those that are one already pass through. */
export function sqliteTrouble(cause: unknown, file: string): unknown {
  if (cause instanceof WorkbenchError) return cause;
  const code = codeOf(cause);
  const words = WORDS.find(([prefix]) => code.startsWith(prefix))?.[1];
  // better-sqlite3 reports a missing folder as a TypeError without a code.
  const found = words ?? (isMissingFolder(cause) ? MISSING : undefined);
  if (found === undefined) return cause;
  const name = path.basename(file);
  return new WorkbenchError(
    { code: found.code, message: found.message(name), hint: found.hint, place: file },
    { cause },
  );
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return String(cause.code);
}

function isMissingFolder(cause: unknown): boolean {
  return cause instanceof TypeError && cause.message.includes('directory does not exist');
}
