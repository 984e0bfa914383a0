/** How the bench measures and prints: every figure beside its yardstick, both taken in the same run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly yardstick: string;
  /** Undefined for figures that are only told. */
  readonly holds?: boolean;
}

/** What a child process told of one import. */
export interface ImportFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly caseBytes: number;
  readonly imported: number;
}

const figures: Figure[] = [];

/** Prints a figure at once and remembers it for the end. */
export function tell(figure: Figure): void {
  figures.push(figure);
  const verdict = figure.holds === undefined ? ' ' : figure.holds ? '✓' : '✗';
  process.stdout.write(
    `${verdict} ${figure.what.padEnd(58)} ${figure.measured.padEnd(34)} ${figure.yardstick}\n`,
  );
}

/** Figures that fell short. */
export function shortfalls(): readonly Figure[] {
  return figures.filter(({ holds }) => holds === false);
}

/** A folder for the bench's files; removed at the end of `work`. */
export async function inFolder<T>(work: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Imports in a process of its own. */
export function importElsewhere(caseFile: string, ...evidence: readonly string[]): ImportFigures {
  const script = path.resolve(import.meta.dirname, 'import-child.ts');
  for (const suffix of ['', '-wal', '-shm', '-lock'])
    rmSync(`${caseFile}${suffix}`, { force: true });
  const out = execFileSync(process.execPath, [script, caseFile, ...evidence], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return JSON.parse(out) as ImportFigures;
}

/** Runs `work` so many times and gives the milliseconds of each, ascending. */
export async function times(count: number, work: (round: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < count; round++) {
    const begun = performance.now();
    await work(round);
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b);
}

/** Median of ascending numbers. */
export function median(ascending: readonly number[]): number {
  return ascending[Math.floor(ascending.length / 2)] ?? NaN;
}

/** 95th percentile of ascending numbers. */
export function p95(ascending: readonly number[]): number {
  return ascending[Math.min(ascending.length - 1, Math.ceil(ascending.length * 0.95) - 1)] ?? NaN;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

export function perSecond(count: number, ms: number): string {
  return `${Math.round((count / ms) * 1000).toLocaleString('en')}/s`;
}
