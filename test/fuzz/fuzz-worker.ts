/**
 * A thread that tries mutants one after the other. What it is at stands in shared memory, so that
 * whoever watches sees it even when this thread no longer answers.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { defined } from '#workers/base/assert.ts';
import { importMutants } from './import-mutants.ts';
import { targets, mutantOf, type Target } from './targets.ts';
import type { Outcome } from './promises.ts';
import { tryMutant } from './try-mutant.ts';
import { AT, type LaneInput, type LaneNote, type TargetCount } from './lanes.ts';

const input = workerData as LaneInput;
const port = defined(parentPort ?? undefined, 'a parent thread');
const board = new Float64Array(input.board);
const all = targets(input.real).filter(({ id }) => input.readers.includes(id));
const NOTE_EVERY_MS = 250;
/** Every so many mutants of a lane, the last ones go through a whole import. */
const IMPORT_EVERY = 1500;
const IMPORTED_AT_ONCE = 24;

let counts = new Map<string, TargetCount>();
let notedAtMs = 0;

function note(more: Partial<LaneNote> = {}): void {
  notedAtMs = Date.now();
  port.postMessage({ counts: [...counts.values()], ...more } satisfies LaneNote);
  counts = new Map();
}

function countOf(id: string): TargetCount {
  const known = counts.get(id);
  if (known !== undefined) return known;
  const fresh = { id, mutants: 0, taken: 0, records: 0, rejects: 0, imported: 0, slowestMs: 0 };
  counts.set(id, fresh);
  return fresh;
}

async function one(target: Target, number: number): Promise<void> {
  const begunAtMs = performance.now();
  let outcome: Outcome = { reader: '', records: 0, rejects: 0 };
  try {
    outcome = await tryMutant(target, input.seed, number);
  } catch (thrown) {
    fail(target.id, number, thrown);
  }
  const count = countOf(target.id);
  count.mutants++;
  if (outcome.reader !== '') count.taken++;
  count.records += outcome.records;
  count.rejects += outcome.rejects;
  count.slowestMs = Math.max(count.slowestMs, performance.now() - begunAtMs);
}

function fail(target: string, number: number, thrown: unknown): void {
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const stack = thrown instanceof Error ? (thrown.stack ?? '').split('\n').slice(1, 8) : [];
  note({ failure: { target, number, message, stack: stack.join('\n') } });
}

async function importSome(target: Target, last: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-fuzz-'));
  const numbers = Array.from({ length: IMPORTED_AT_ONCE }, (_, i) => last - i).filter(
    (n) => n >= 0,
  );
  try {
    await importMutants(
      folder,
      numbers.map((number) => ({
        name: String(number),
        bytes: mutantOf(target, input.seed, number),
      })),
    );
  } catch (thrown) {
    fail(`${target.id} (import)`, last, thrown);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  countOf(target.id).imported += numbers.length;
}

/** Goes on until told to stop: the number of a step says which target's which mutant it is. */
async function run(): Promise<void> {
  for (let step = input.firstStep, done = 0; step < input.steps; step += input.lanes, done++) {
    const target = all[step % all.length]!;
    const number = input.firstNumber + Math.floor(step / all.length);
    board[AT.step] = step;
    board[AT.phase] = 0;
    board[AT.begunAtMs] = Date.now();
    if (Date.now() > input.untilMs) break;
    await one(target, number);
    if (input.imports && done % IMPORT_EVERY === IMPORT_EVERY - 1) {
      board[AT.phase] = 1;
      board[AT.begunAtMs] = Date.now();
      const imported = all[Math.floor(done / IMPORT_EVERY) % all.length]!;
      await importSome(imported, number);
    }
    if (Date.now() - notedAtMs > NOTE_EVERY_MS) note();
  }
  board[AT.begunAtMs] = Infinity;
  note({ over: true });
}

await run();
