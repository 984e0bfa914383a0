/**
 * `npm run fuzz -- --minutes 10 [--seed S] [--reader ID] [--mutants N]`: damages small evidence of
 * every format and reads it. Every failure is told with the command that repeats it, and its mutant
 * is kept in test-results/fuzz.
 *
 * --only N          the mutant of one number, e.g. to look at a failure
 * --lanes N         threads, 2 unless told
 * --without-shared  only samples that the project makes itself
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, type Failure, type FuzzResult } from './lanes.ts';
import { mutantOf, targets, type Target } from './targets.ts';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    reader: { type: 'string' },
    mutants: { type: 'string' },
    only: { type: 'string' },
    lanes: { type: 'string', default: '2' },
    'without-shared': { type: 'boolean', default: false },
  },
});
const KEPT_OF_A_KIND = 3;
const folder = path.resolve(import.meta.dirname, '../../test-results/fuzz');
const seed = Number(options.seed);
const real = !options['without-shared'];
const chosen = targets(real).filter(
  ({ id }) => options.reader === undefined || id === options.reader,
);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Failures that differ only in their numbers are of one kind. */
function kindOf({ target, message, stack }: Failure): string {
  const at = /at .*?(\w[\w-]*\.ts:\d+)/.exec(stack)?.[1] ?? '';
  return `${target}: ${message.replace(/\d+/g, 'N').slice(0, 160)} ${at}`;
}

function repeatWith(target: string, number: number): string {
  const shared = real ? '' : ' --without-shared';
  return `npm run fuzz -- --seed ${seed} --reader ${target} --only ${number}${shared}`;
}

function keep(target: Target, number: number): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${target.id}-${seed}-${number}.bin`);
  writeFileSync(file, mutantOf(target, seed, number));
  return path.relative(process.cwd(), file);
}

function tellFailures({ failures }: FuzzResult): void {
  for (const [kind, all] of Map.groupBy(failures, kindOf)) {
    say(`\n✗ ${all.length} × ${kind}`);
    say(all[0]?.stack.replaceAll(/^ */gm, '      ') ?? '');
    for (const { target: name, number, message } of all.slice(0, KEPT_OF_A_KIND)) {
      const target = chosen.find(({ id }) => name.startsWith(id));
      if (target === undefined) continue;
      say(`    ${message.slice(0, 300)}`);
      say(`    ${repeatWith(target.id, number)}`);
      say(`    kept as ${keep(target, number)}`);
    }
  }
}

function tellCounts({ counts, seconds, failures }: FuzzResult): void {
  const width = Math.max(8, ...chosen.map(({ id }) => id.length));
  const row = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, i) => (i === 0 ? String(cell).padEnd(width) : String(cell).padStart(10)))
      .join(' ');
  const headings = ['reader', 'mutants', 'read', 'records', 'rejects', 'imported', 'slowest'];
  say(`\n${row(headings)}`);
  let total = 0;
  for (const { id, bare } of chosen) {
    const count = counts.get(id);
    if (count === undefined) continue;
    total += count.mutants;
    const { mutants, taken, records, rejects, imported, slowestMs } = count;
    const slowest = `${Math.round(slowestMs)} ms`;
    const remark = bare ? '   no sample is its own' : '';
    say(row([id, mutants, taken, records, rejects, imported, slowest]) + remark);
  }
  say(
    `\n${total} mutants in ${Math.round(seconds)} s (${Math.round(total / seconds)}/s), seed ${seed}: ${failures.length} failures`,
  );
}

function numberOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : Number(text);
}

const only = options.only === undefined ? undefined : Number(options.only);
const bounded = only !== undefined || options.mutants !== undefined;
let seen = 0;
const result = await fuzz(
  {
    seed,
    real,
    targets: chosen,
    firstNumber: only ?? 0,
    mutants: only === undefined ? numberOf(options.mutants, 1_000_000) : 1,
    minutes: numberOf(options.minutes, bounded ? 600 : 5),
    lanes: only === undefined ? Number(options.lanes) : 1,
    imports: only === undefined,
  },
  () => {
    if (++seen % 30 === 0) say(`… ${seen} s`);
  },
);
tellFailures(result);
tellCounts(result);
process.exitCode = result.failures.length === 0 ? 0 : 1;
