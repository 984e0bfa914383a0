/** Starting the threads of an open case: the writer, the reader of evidence, the one that answers views, the pool. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { CaseOffer } from './case.worker.ts';
import type { PoolTask } from './pool-tasks.ts';
import type { QueryOffer } from './query.worker.ts';
import { callWorker, type Offered, type Remote } from './rpc.ts';
import type { SourceOffer } from './source.worker.ts';
import type { VerifyOffer } from './verify.worker.ts';
import { workerUrl } from './worker-url.ts';

export type CaseThread = Remote<Offered<CaseOffer>>;
export type QueryThread = Remote<Offered<QueryOffer>>;
export type SourceThread = Remote<Offered<SourceOffer>>;
export type VerifyThread = Remote<Offered<VerifyOffer>>;

/** Young generations are kept small: batches live briefly, and memory is promised to stay bounded. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

export type PoolThreads = Piscina<PoolTask>;

/** The one thread that writes the case. */
export function startCaseThread(): CaseThread {
  return callWorker(new Worker(workerUrl('case'), { resourceLimits: LIMITS }), 'case');
}

/** The thread that answers views from a read-only connection. */
export function startQueryThread(): QueryThread {
  return callWorker(new Worker(workerUrl('query')), 'query');
}

/** The thread that opens, unpacks, hashes and cuts evidence. */
export function startSourceThread(): SourceThread {
  return callWorker(new Worker(workerUrl('source'), { resourceLimits: LIMITS }), 'source');
}

/** The thread of one verification. */
export function startVerifyThread(): VerifyThread {
  return callWorker(new Worker(workerUrl('verify')), 'verify');
}

/** The pool that parses and analyses. `threads` 0 means one per processor. */
export function startPool(threads: number): PoolThreads {
  const count = threads > 0 ? threads : availableParallelism();
  return new Piscina<PoolTask>({
    filename: workerUrl('pool').href,
    name: 'work',
    minThreads: 0,
    maxThreads: count,
    idleTimeout: 30_000,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
}
