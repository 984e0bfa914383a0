/** A thread for the fuzzer's own test: it hangs at one mutant and dies at another. */
import { parentPort, workerData } from 'node:worker_threads';

const HANGS_AT = 2;
const DIES_AT = 4;
const { board, firstStep, steps, lanes } = workerData;
const at = new Float64Array(board);

for (let step = firstStep; step < steps; step += lanes) {
  at[0] = step;
  at[2] = 0;
  at[1] = Date.now();
  if (step === HANGS_AT) for (;;) Math.random();
  if (step === DIES_AT) throw new RangeError('planted');
  const count = { id: 'any', mutants: 1, taken: 0, records: 0, rejects: 0, imported: 0 };
  parentPort?.postMessage({ counts: [{ ...count, slowestMs: 0 }] });
}
parentPort?.postMessage({ counts: [], over: true });
