/**
 * One import that goes on and on: peak memory and time for each million must not grow with what is
 * in the case already. Two million records unless told otherwise:
 * `LOUPE_BENCH_MILLIONS=10 npm run bench -- memory` (some 12 GB of disk, an hour on a slow machine).
 */
import { appendFileSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { zstdCompressSync } from 'node:zlib';
import { generateJsonLines } from './generate.ts';
import { megabytes, tell } from './measure.ts';

const MILLION = 1_000_000;
const TOLD_AT = [1, 2, 5, 10, 20, 50];
/** Records written at a time: about 90 MB, packed to a tenth. */
const PART_RECORDS = 50_000;
/** Ten times the events in at most so much more memory, and no slower than so much. */
const MOST_GROWTH = 1.5;
const MOST_SLOWDOWN = 1.5;

/** What the child tells at a milestone and at its end. */
interface Milestone {
  readonly records: number;
  readonly peakBytes: number;
  readonly wallMs: number;
}

/** The curve of memory and time over the number of events. */
export async function memory(folder: string): Promise<void> {
  const millions = Number(process.env['LOUPE_BENCH_MILLIONS'] ?? 2);
  const file = path.join(folder, 'many.jsonl.zst');
  writeEvidence(folder, file, millions * MILLION);
  const caseFile = path.join(folder, 'many.loupe');
  const wanted = [...TOLD_AT.filter((at) => at < millions), millions];
  const curve = await importAndWatch(caseFile, file, wanted);
  const first = curve[0];
  let before: Milestone = { records: 0, peakBytes: 0, wallMs: 0 };
  for (const milestone of curve) {
    const count = (milestone.records - before.records) / MILLION;
    const seconds = (milestone.wallMs - before.wallMs) / 1000 / count;
    const firstSeconds = (first?.wallMs ?? 0) / 1000 / ((first?.records ?? 1) / MILLION);
    const growth = milestone.peakBytes / (first?.peakBytes ?? 1);
    tell({
      what: `${milestone.records / MILLION} M events: peak memory, time of a million`,
      measured: `${megabytes(milestone.peakBytes)}, ${seconds.toFixed(1)} s`,
      yardstick: `at first ${megabytes(first?.peakBytes ?? 0)}, ${firstSeconds.toFixed(1)} s (≤ ${MOST_GROWTH} ×)`,
      holds: growth <= MOST_GROWTH && seconds <= MOST_SLOWDOWN * firstSeconds,
    });
    before = milestone;
  }
  const caseBytes = statSync(caseFile).size;
  tell({
    what: `${millions} M events: size of the case`,
    measured: megabytes(caseBytes),
    yardstick: `packed evidence ${megabytes(statSync(file).size)}`,
  });
}

/** Frames of zstd one after the other, so that no more than a part lies unpacked on the disk. */
function writeEvidence(folder: string, file: string, records: number): void {
  const part = path.join(folder, 'part.jsonl');
  for (let done = 0, seed = 1; done < records; done += PART_RECORDS, seed++) {
    generateJsonLines(part, { records: Math.min(PART_RECORDS, records - done) }, seed);
    appendFileSync(file, zstdCompressSync(readFileSync(part)));
  }
  rmSync(part);
}

async function importAndWatch(
  caseFile: string,
  file: string,
  millions: readonly number[],
): Promise<Milestone[]> {
  const script = path.resolve(import.meta.dirname, 'memory-child.ts');
  const at = millions.map((count) => String(count * MILLION));
  const child = spawn(process.execPath, [script, caseFile, file, ...at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const curve: Milestone[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    curve.push(JSON.parse(line) as Milestone);
  }
  return curve;
}
