/** The thread of one verification: it reads the case and the evidence, and writes nothing. */
import { parentPort } from 'node:worker_threads';
import { defined } from '#workers/base/assert.ts';
import { openForReading, type Sqlite } from '#workers/case-file/case-file.ts';
import { sqliteTrouble } from '#workers/case-file/sqlite-errors.ts';
import type { VerifyStep } from '#workers/verify/step.ts';
import { verifyCase } from '#workers/verify/verify-case.ts';
import { serveRpc } from './rpc.ts';

/** Steps that only say how far it is are passed on no more often than this. */
const TELL_EVERY_MS = 100;

let opened: { readonly file: string; readonly db: Sqlite } | undefined;
let steps: AsyncGenerator<VerifyStep> | undefined;

async function next(): Promise<VerifyStep | undefined> {
  const begunAtMs = performance.now();
  const { file } = defined(opened, 'an open case');
  try {
    for (;;) {
      const step = await defined(steps, 'a begun verification').next();
      if (step.done === true) return undefined;
      const { value } = step;
      if (value.kind === 'check' || performance.now() - begunAtMs > TELL_EVERY_MS) return value;
    }
  } catch (cause) {
    throw sqliteTrouble(cause, file);
  }
}

const offer = {
  begin: ({
    file,
    folder,
  }: {
    readonly file: string;
    readonly folder: string | undefined;
  }): void => {
    const db = openForReading(file);
    // One state of the case for all checks, whatever is imported meanwhile.
    db.exec('BEGIN');
    opened = { file, db };
    steps = verifyCase(db, file, folder);
  },
  /** Goes on; undefined when there is nothing left to check. */
  next,
};

export type VerifyOffer = typeof offer;

serveRpc(defined(parentPort ?? undefined, 'a parent thread'), offer);
