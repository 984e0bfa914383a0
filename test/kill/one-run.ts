/** One run of the kill test: an import that is killed again and again, or finds the disk full, until it is done. */
import { existsSync, rmSync } from 'node:fs';
import type { SeededRandom } from '#workers/base/random.ts';
import { importElsewhere, type Told } from './child.ts';
import { contentOf, differences, faultsOf, type Content } from './content.ts';

/** What an import that nobody disturbs looks like. */
export interface Undisturbed {
  readonly content: Content;
  readonly told: Told;
  readonly caseBytes: number;
}

export interface RunReport {
  readonly kills: number;
  readonly diskFull: number;
  /** Records that were in the case after each interruption. */
  readonly stops: readonly number[];
  /** What does not hold; nothing when the run passed. */
  readonly faults: readonly string[];
}

export interface RunInput {
  readonly caseFile: string;
  readonly evidence: string;
  readonly random: SeededRandom;
  readonly undisturbed: Undisturbed;
}

const MOST_KILLS = 3;

/** Interrupts an import up to three times, then lets it finish and compares the case. */
export async function oneRun(input: RunInput): Promise<RunReport> {
  const { caseFile, evidence, random, undisturbed } = input;
  clear(caseFile);
  const faults: string[] = [];
  const stops: number[] = [];
  let kills = 0;
  let diskFull = 0;
  for (let i = 1 + random.below(MOST_KILLS); i > 0; i--) {
    const full = process.platform !== 'win32' && random.below(5) === 0;
    const told = await importElsewhere(caseFile, evidence, full ? limit(input) : death(input));
    stops.push(told.records);
    if (full) diskFull++;
    else kills++;
    if (full && told.state === 'failed' && told.code !== 'disk-full')
      faults.push(`a full disk was told as ${told.code}`);
    if (told.state === 'crashed') faults.push(`it crashed: ${told.code}`);
    faults.push(...(await stateFaults(caseFile)));
  }
  const last = await importElsewhere(caseFile, evidence);
  if (last.state !== 'done') faults.push(`it did not finish: ${last.state} ${last.code}`);
  faults.push(...(await stateFaults(caseFile)));
  if (faults.length === 0) {
    faults.push(
      ...differences(undisturbed.content, contentOf(caseFile)).map((part) => `differs: ${part}`),
    );
  }
  for (const suffix of ['-wal', '-shm', '-journal', '-lock'])
    if (existsSync(`${caseFile}${suffix}`)) faults.push(`${suffix} was left beside the case`);
  clear(caseFile);
  return { kills, diskFull, stops, faults };
}

/** A moment between the first sign of life and a little after the end, by the clock or by records. */
function death({
  random,
  undisturbed: { told },
}: RunInput): { killAfterMs: number } | { killAtRecords: number } {
  if (random.below(3) === 0)
    return { killAtRecords: Math.floor(random.unit() * random.unit() * told.records) };
  const from = told.firstMs * 0.4;
  // Rather early than late: what is done already leaves the next ones less to do.
  const share = random.below(4) === 0 ? random.unit() : random.unit() * random.unit();
  return { killAfterMs: from + share * (told.totalMs * 1.05 - from) };
}

function limit({ random, undisturbed: { caseBytes } }: RunInput): { fileLimitKiB: number } {
  return { fileLimitKiB: 64 + Math.floor((random.unit() * caseBytes * 1.2) / 1024) };
}

/** What a case that was interrupted must be already: sound, and every committed record accounted for. */
async function stateFaults(caseFile: string): Promise<readonly string[]> {
  if (!existsSync(caseFile)) return [];
  try {
    return await faultsOf(caseFile);
  } catch (thrown) {
    const { code } = thrown as { code?: string };
    // Killed before the case had its form: the next import makes it.
    if (code === 'not-a-case') return [];
    return [`it cannot be opened: ${String(thrown)}`];
  }
}

function clear(caseFile: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal', '-lock'])
    rmSync(`${caseFile}${suffix}`, { force: true });
}
