/**
 * The one thread that writes the case. Batches are applied in the order in which they come, several
 * to a transaction: a commit costs a flush to disk, so there is one about every half second and
 * whenever an evidence ends. What is committed is whole batches with their accounts, never less.
 */
import { parentPort } from 'node:worker_threads';
import type { ClockRule } from '#contract/clocks.ts';
import type { EvidenceRemoval, EvidenceStatus } from '#contract/evidence.ts';
import type { RunId, RunReceipt } from '#contract/runs.ts';
import { batchTransfers, type BatchProblem, type EventBatch } from '#workers/batch/batch.ts';
import { release } from '#workers/base/release.ts';
import { assert, defined } from '#workers/base/assert.ts';
import { appendAudit } from '#workers/case-file/audit-repository.ts';
import {
  closeCaseFile,
  createCaseFile,
  openForWriting,
  type Sqlite,
} from '#workers/case-file/case-file.ts';
import { setClockRule, undoClockChange } from '#workers/case-file/clock-repository.ts';
import { EventWriter } from '#workers/case-file/event-writer.ts';
import {
  addProblems,
  addRejects,
  advanceEvidence,
  evidenceById,
  findEvidence,
  finishEvidence,
  insertEvidence,
  listEvidence,
  recordsSeen,
  removeEvidence,
  type EvidenceQuestion,
  type NewEvidence,
  type StoredEvidence,
} from '#workers/case-file/evidence-repository.ts';
import { forgetNumbers, gapProblems, noteNumbers } from '#workers/case-file/record-numbers.ts';
import { getMeta, removeMeta, setMeta } from '#workers/case-file/meta-repository.ts';
import { deleteRun, insertRun, type TableBytes } from '#workers/case-file/runs-repository.ts';
import { sqliteTrouble } from '#workers/case-file/sqlite-errors.ts';
import { takeWriteLock, type WriteLock } from '#workers/case-file/write-lock.ts';
import { serveRpc } from './rpc.ts';

const COMMIT_EVERY_MS = 500;
/** Most logs of a collection are empty: what yields nothing says why. */
const NO_RECORDS: BatchProblem = {
  code: 'no-records',
  message: 'It was read to its end and holds no records.',
  count: 1,
  firstLocator: '',
};

interface Open {
  readonly file: string;
  readonly db: Sqlite;
  readonly lock: WriteLock;
  readonly events: EventWriter;
  /** performance.now() when the present transaction began; undefined outside one. */
  begunAtMs: number | undefined;
}

let opened: Open | undefined;

function current(): Open {
  return defined(opened, 'an open case');
}

/** Runs `action` inside the running transaction, beginning one when there is none. */
function within<T>(action: (open: Open) => T): T {
  const open = current();
  if (open.begunAtMs === undefined) {
    open.db.exec('BEGIN IMMEDIATE');
    open.begunAtMs = performance.now();
  }
  try {
    return action(open);
  } catch (cause) {
    rollback(open);
    throw sqliteTrouble(cause, open.file);
  }
}

function commit(open: Open): void {
  if (open.begunAtMs === undefined) return;
  try {
    open.db.exec('COMMIT');
    open.begunAtMs = undefined;
  } catch (cause) {
    rollback(open);
    throw sqliteTrouble(cause, open.file);
  }
}

function rollback(open: Open): void {
  open.begunAtMs = undefined;
  open.events.forget();
  if (open.db.inTransaction) open.db.exec('ROLLBACK');
}

/** A batch on its way into an evidence. */
export interface ApplyInput {
  readonly evidence: number;
  readonly batch: EventBatch;
  /** Bytes and lines of the content dealt with once this batch is in. */
  readonly doneBytes: number;
  readonly doneLine: number;
}

/** How an evidence ended. */
export interface FinishInput {
  readonly evidence: number;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly status: EvidenceStatus;
  readonly problems: readonly BatchProblem[];
}

function applyBatch(input: ApplyInput): { committed: boolean } {
  try {
    return keepBatch(input);
  } finally {
    release(batchTransfers(input.batch));
  }
}

function keepBatch({ evidence, batch, doneBytes, doneLine }: ApplyInput): { committed: boolean } {
  return within((open) => {
    open.events.write(evidence, batch, recordsSeen(open.db, evidence));
    addRejects(open.db, evidence, batch.rejects);
    addProblems(open.db, evidence, batch.problems);
    noteNumbers(open.db, evidence, batch.numbers);
    const rejected = batch.rejects.length;
    advanceEvidence(open.db, evidence, {
      recordsSeen: batch.rows + rejected,
      imported: batch.rows,
      rejected,
      doneBytes,
      doneLine,
    });
    const due = performance.now() - (open.begunAtMs ?? 0) > COMMIT_EVERY_MS;
    if (due) commit(open);
    return { committed: due };
  });
}

const offer = {
  open: ({
    file,
    create,
  }: {
    readonly file: string;
    readonly create: boolean;
  }): { writable: boolean } => {
    assert(opened === undefined, 'one case at a time');
    let lock: WriteLock | undefined;
    try {
      lock = takeWriteLock(file);
      if (lock === undefined) return { writable: false };
      const db = create ? createCaseFile(file) : openForWriting(file);
      opened = { file, db, lock, events: new EventWriter(db), begunAtMs: undefined };
      return { writable: true };
    } catch (cause) {
      lock?.release();
      throw sqliteTrouble(cause, file);
    }
  },
  begin: (evidence: NewEvidence & { readonly problems: readonly BatchProblem[] }): StoredEvidence =>
    within((open) => {
      const id = insertEvidence(open.db, evidence);
      addProblems(open.db, id, evidence.problems);
      return evidenceById(open.db, id);
    }),
  apply: applyBatch,
  finish: (input: FinishInput): StoredEvidence => {
    const open = current();
    within(({ db }) => {
      const { evidence, status, problems } = input;
      const { format, recordsSeen: seen } = evidenceById(db, evidence);
      const gaps = gapProblems(db, evidence, format);
      const nothing = status === 'complete' && seen === 0 ? [NO_RECORDS] : [];
      addProblems(db, evidence, [...problems, ...gaps, ...nothing]);
      finishEvidence(db, evidence, input);
      // What broke off may be gone on with, and then needs to know what was met before.
      if (status === 'complete') forgetNumbers(db, evidence);
    });
    commit(open);
    return evidenceById(open.db, input.evidence);
  },
  /** Ends the present transaction: everything applied so far is on disk. */
  flush: (): void => {
    commit(current());
  },
  evidence: (question: EvidenceQuestion): StoredEvidence[] => findEvidence(current().db, question),
  /** Notes that every member of an archive has been dealt with, and which evidence holds them. */
  containerDone: ({
    containerSha256,
    evidence,
  }: {
    readonly containerSha256: string;
    readonly evidence: readonly number[];
  }): void => {
    within((open) => {
      setMeta(open.db, `container ${containerSha256}`, JSON.stringify(evidence));
    });
    commit(current());
  },
  /** The evidence that holds an archive's members, undefined when it was never finished. */
  membersOfContainer: ({
    containerSha256,
  }: {
    readonly containerSha256: string;
  }): StoredEvidence[] | undefined => {
    const { db } = current();
    const noted = getMeta(db, `container ${containerSha256}`);
    if (noted === undefined) return undefined;
    const ids = JSON.parse(noted) as number[];
    return listEvidence(db).filter(({ id }) => ids.includes(id));
  },
  removeEvidence: ({ evidence }: { readonly evidence: number }): void => {
    within((open) => {
      removeEvidence(open.db, evidence);
      forgetNumbers(open.db, evidence);
    });
    commit(current());
  },
  /** The same because the analyst says so: with runs that point at its events, all in one transaction. */
  removeEvidenceAndRuns: ({
    evidence,
    runs,
    at,
  }: {
    readonly evidence: number;
    readonly runs: readonly RunId[];
    readonly at: string;
  }): EvidenceRemoval => {
    const removal = within(({ db }) => {
      const { path, member, sha256, containerSha256, imported, rejected } = evidenceById(
        db,
        evidence,
      );
      for (const run of runs) deleteRun(db, run);
      removeEvidence(db, evidence);
      forgetNumbers(db, evidence);
      // The archive is no longer in the case as a whole: given again, it is looked through again.
      if (containerSha256 !== '') removeMeta(db, `container ${containerSha256}`);
      const detail = { evidence, path, member, sha256, events: imported, rejects: rejected, runs };
      appendAudit(db, at, 'evidence removed', detail);
      return { events: imported, rejects: rejected, runs };
    });
    commit(current());
    return removal;
  },
  keepRun: (input: {
    readonly receipt: Omit<RunReceipt, 'run'>;
    readonly tables: readonly TableBytes[];
  }): RunReceipt => {
    const receipt = within((open) => insertRun(open.db, input.receipt, input.tables));
    commit(current());
    return receipt;
  },
  removeRun: ({ run }: { readonly run: RunId }): void => {
    within((open) => {
      deleteRun(open.db, run);
    });
    commit(current());
  },
  audit: ({
    at,
    action,
    detail,
  }: {
    readonly at: string;
    readonly action: string;
    readonly detail: unknown;
  }): void => {
    within((open) => {
      appendAudit(open.db, at, action, detail);
    });
    commit(current());
  },
  /** Enters a host's clock rule, or takes it away when there is no offset. */
  setClock: ({
    at,
    ...rule
  }: Pick<ClockRule, 'host' | 'reason'> & {
    readonly offsetUs: number | undefined;
    readonly at: string;
  }): { changed: boolean } => {
    const changed = within(({ db }) => setClockRule(db, rule, at));
    commit(current());
    return { changed };
  },
  undoClock: ({ at }: { readonly at: string }): { changed: boolean } => {
    const changed = within(({ db }) => undoClockChange(db, at));
    commit(current());
    return { changed };
  },
  close: (): void => {
    if (opened === undefined) return;
    const { db, lock } = opened;
    try {
      commit(opened);
    } finally {
      opened = undefined;
      closeCaseFile(db);
      lock.release();
    }
  },
};

export type CaseOffer = typeof offer;

serveRpc(defined(parentPort ?? undefined, 'a parent thread'), offer);
