/**
 * Threads that try mutants side by side, watched: one that hangs or dies is told with the mutant it
 * was at, and another goes on behind that mutant.
 */
import { Worker } from 'node:worker_threads';
import { mutantOf, type Target } from './targets.ts';
import { THOROUGH_EVERY } from './try-mutant.ts';

/** Places on a lane's board. */
export const AT = { step: 0, begunAtMs: 1, phase: 2 } as const;

export interface TargetCount {
  readonly id: string;
  mutants: number;
  /** Of which some reader took so many. */
  taken: number;
  records: number;
  rejects: number;
  /** Mutants that also went through a whole import. */
  imported: number;
  slowestMs: number;
}

export interface Failure {
  readonly target: string;
  readonly number: number;
  readonly message: string;
  readonly stack: string;
}

export interface LaneInput {
  readonly seed: number;
  readonly real: boolean;
  readonly readers: readonly string[];
  readonly firstNumber: number;
  readonly firstStep: number;
  readonly lanes: number;
  readonly steps: number;
  readonly untilMs: number;
  readonly imports: boolean;
  readonly board: SharedArrayBuffer;
}

export interface LaneNote {
  readonly counts: readonly TargetCount[];
  readonly failure?: Failure;
  readonly over?: boolean;
}

export interface FuzzInput {
  readonly seed: number;
  readonly real: boolean;
  readonly targets: readonly Target[];
  readonly firstNumber: number;
  /** Mutants of each target; Infinity: until the time is over. */
  readonly mutants: number;
  readonly minutes: number;
  readonly lanes: number;
  readonly imports: boolean;
  /** Entry point of the threads; the fuzzer's own unless a test plants another. */
  readonly script?: URL;
  /** Least time that any mutant is given; larger ones get more. */
  readonly leastMs?: number;
}

export interface FuzzResult {
  readonly counts: ReadonlyMap<string, TargetCount>;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

const LEAST_MS = 5000;
const SCRIPT = new URL('./fuzz-worker.ts', import.meta.url);
const MS_PER_BYTE = 5000 / 1e6;
/** Reading again, cut elsewhere and resumed, is five times reading. */
const THOROUGH = 5;
const IMPORT_MS = 180_000;
const LOOK_EVERY_MS = 500;

/** Fuzzes with several threads. `onCount` hears about twice a second. */
export async function fuzz(input: FuzzInput, onCount: () => void): Promise<FuzzResult> {
  const begunAtMs = Date.now();
  const result = { counts: new Map<string, TargetCount>(), failures: [] as Failure[] };
  const untilMs = begunAtMs + input.minutes * 60_000;
  const lanes = Array.from({ length: input.lanes }, (_, number) =>
    new Lane(input, untilMs, result).run(number),
  );
  const ticking = setInterval(onCount, 2 * LOOK_EVERY_MS);
  await Promise.all(lanes);
  clearInterval(ticking);
  return { ...result, seconds: (Date.now() - begunAtMs) / 1000 };
}

class Lane {
  private readonly input: FuzzInput;
  private readonly untilMs: number;
  private readonly result: { counts: Map<string, TargetCount>; failures: Failure[] };

  constructor(input: FuzzInput, untilMs: number, result: Lane['result']) {
    this.input = input;
    this.untilMs = untilMs;
    this.result = result;
  }

  async run(firstStep: number): Promise<void> {
    let next: number | undefined = firstStep;
    while (next !== undefined) next = await this.thread(next);
  }

  /** One thread's life. @returns the step to go on with when it did not come to its end */
  private thread(firstStep: number): Promise<number | undefined> {
    const { seed, real, targets, firstNumber, mutants, lanes, imports } = this.input;
    const board = new SharedArrayBuffer(3 * 8);
    const at = new Float64Array(board);
    at[AT.begunAtMs] = Date.now();
    at[AT.phase] = 1;
    const workerData: LaneInput = {
      seed,
      real,
      readers: targets.map(({ id }) => id),
      firstNumber,
      firstStep,
      lanes,
      steps: mutants * targets.length,
      untilMs: this.untilMs,
      imports,
      board,
    };
    const worker = new Worker(this.input.script ?? SCRIPT, { workerData });
    return new Promise((resolve) => {
      const leave = (next: number | undefined): void => {
        clearInterval(watch);
        void worker.terminate().then(() => {
          resolve(next);
        });
      };
      const dead = (why: string): void => {
        this.fail(at[AT.step]!, why);
        leave(at[AT.step]! + lanes);
      };
      const watch = setInterval(() => {
        if (Date.now() - at[AT.begunAtMs]! > this.limitMs(at)) dead('Hang: it took too long.');
      }, LOOK_EVERY_MS);
      worker.on('message', (told: LaneNote) => {
        this.count(told);
        if (told.over === true) leave(undefined);
      });
      worker.on('error', (error) => {
        dead(`Crash of the thread: ${error instanceof Error ? error.message : String(error)}`);
      });
    });
  }

  private limitMs(at: Float64Array): number {
    if (at[AT.phase] === 1) return IMPORT_MS;
    const { target, number } = this.mutantAt(at[AT.step]!);
    const { leastMs = LEAST_MS } = this.input;
    if (Date.now() - at[AT.begunAtMs]! <= leastMs) return leastMs;
    const bytes = mutantOf(target, this.input.seed, number).length;
    const times = number % THOROUGH_EVERY === 0 ? THOROUGH : 1;
    return times * Math.max(leastMs, bytes * MS_PER_BYTE);
  }

  private mutantAt(step: number): { target: Target; number: number } {
    const { targets, firstNumber } = this.input;
    const target = targets[step % targets.length]!;
    return { target, number: firstNumber + Math.floor(step / targets.length) };
  }

  private fail(step: number, message: string): void {
    const { target, number } = this.mutantAt(step);
    this.result.failures.push({ target: target.id, number, message, stack: '' });
  }

  private count({ counts, failure }: LaneNote): void {
    if (failure !== undefined) this.result.failures.push(failure);
    for (const each of counts) {
      const known = this.result.counts.get(each.id);
      if (known === undefined) {
        this.result.counts.set(each.id, { ...each });
        continue;
      }
      known.mutants += each.mutants;
      known.taken += each.taken;
      known.records += each.records;
      known.rejects += each.rejects;
      known.imported += each.imported;
      known.slowestMs = Math.max(known.slowestMs, each.slowestMs);
    }
  }
}
