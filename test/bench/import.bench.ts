/** Importing: rate against a bare split + JSON.parse, packed input, growth, memory, size of the case. */
import {
  closeSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import Papa from 'papaparse';
import { generateCsv } from './generate-csv.ts';
import { generateJsonLines } from './generate.ts';
import { NO_SHARED, hasShared, shared } from '#test/support/shared-data.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import { importElsewhere, median, megabytes, perSecond, tell } from './measure.ts';

const PIECE_BYTES = 8 * 1024 * 1024;

/** What an import is measured by: one thread that reads the file and keeps nothing. */
interface Yardstick {
  readonly name: string;
  readonly bare: string;
  /** @returns records of the file */
  readonly bareLoop: (file: string) => number;
}

const jsonLoop = { bare: 'bare split + JSON.parse', bareLoop: bareJson };
const csvLoop = { bare: 'bare papaparse', bareLoop: bareCsv };

/** Piece by piece, split at line ends, each line parsed. */
function bareJson(file: string): number {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const handle = openSync(file, 'r');
  let records = 0;
  let rest = '';
  for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
    const lines = (rest + piece.toString('utf8', 0, read)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      JSON.parse(line);
      records++;
    }
  }
  closeSync(handle);
  return records;
}

/** Piece by piece, cut behind the last line end. */
function bareCsv(file: string): number {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const handle = openSync(file, 'r');
  let rows = -1;
  let rest = '';
  for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
    const text = rest + piece.toString('utf8', 0, read);
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    rows += Papa.parse(text.slice(0, end), { delimiter: ',', skipEmptyLines: true }).data.length;
  }
  closeSync(handle);
  return rows;
}

/** A table of security events; none of its cells spans lines, which the bare pass could not bear. */
export function csvRate(folder: string): void {
  realCsv(folder);
  const file = path.join(folder, 'rate.csv');
  generateCsv(file, 800_000);
  against(folder, file, { ...csvLoop, name: 'generated CSV' });
}

/** A real export of process creations beside the project, two thousand times over. */
function realCsv(folder: string): void {
  if (!hasShared) {
    tell({ what: 'real CSV', measured: 'skipped', yardstick: NO_SHARED });
    return;
  }
  const table = readFileSync(shared('data', 'csv', 'processes_on_host.csv'));
  const header = table.indexOf(10) + 1;
  const file = path.join(folder, 'real.csv');
  const handle = openSync(file, 'w');
  writeSync(handle, table.subarray(0, header));
  for (let copy = 0; copy < 2000; copy++) writeSync(handle, table.subarray(header));
  closeSync(handle);
  against(folder, file, { ...csvLoop, name: 'real CSV (process creations)' });
}

/** Generated records: more that never repeats than real hosts show, and easy for JSON.parse: the hard case. */
export function generatedRate(folder: string): void {
  const file = path.join(folder, 'rate.jsonl');
  generateJsonLines(file, { records: 400_000 });
  const importMs = against(folder, file, { ...jsonLoop, name: 'generated JSON lines' });
  packed(folder, file, importMs);
}

/** Real records, from the Security-Datasets beside the project, six times over: where they are missing it says so. */
export async function realRate(folder: string): Promise<void> {
  if (!hasShared) {
    tell({ what: 'real JSON lines', measured: 'skipped', yardstick: NO_SHARED });
    return;
  }
  const file = path.join(folder, 'real.jsonl');
  const zip = shared('data', 'mordor-json', 'metasploit_logonpasswords_lsass_memory_dump.zip');
  const handle = openSync(file, 'w');
  for (let copy = 0; copy < 6; copy++) {
    const evidence = await openEvidence(zip);
    for await (const member of evidence.members()) {
      for await (const piece of member.open()) writeSync(handle, piece);
    }
    await evidence.close();
  }
  closeSync(handle);
  against(folder, file, { ...jsonLoop, name: 'real JSON lines (Security-Datasets)' });
}

/** File to closed case against the bare loop over the same file, in turn, medians of three. @returns milliseconds of the import */
function against(folder: string, file: string, { name, bare, bareLoop }: Yardstick): number {
  const bytes = statSync(file).size;
  const caseFile = path.join(folder, 'rate.loupe');
  const bareRuns: number[] = [];
  const ours: number[] = [];
  let caseBytes = 0;
  let records = 0;
  for (let round = 0; round < 3; round++) {
    const begun = performance.now();
    records = bareLoop(file);
    bareRuns.push(performance.now() - begun);
    const figures = importElsewhere(caseFile, file);
    ours.push(figures.wallMs);
    caseBytes = figures.caseBytes;
  }
  const bareMs = median(bareRuns.sort((a, b) => a - b));
  const importMs = median(ours.sort((a, b) => a - b));
  const share = bareMs / importMs;
  const rate = (ms: number): string => `${(bytes / 1e3 / ms).toFixed(0)} MB/s`;
  tell({
    what: `${name}: file to closed case`,
    measured: `${rate(importMs)}, ${perSecond(records, importMs)}`,
    yardstick: `${bare} ${rate(bareMs)}: ${(100 * share).toFixed(0)} % (≥ 60 %)`,
    holds: share >= 0.6,
  });
  tell({
    what: `${name}: size of the case with full text`,
    measured: megabytes(caseBytes),
    yardstick: `${(caseBytes / bytes).toFixed(2)} × of the file (≤ 1.5 ×)`,
    holds: caseBytes <= 1.5 * bytes,
  });
  return importMs;
}

function packed(folder: string, file: string, plainMs: number): void {
  const bytes = readFileSync(file);
  for (const [name, content] of [
    ['gz', gzipSync(bytes, { level: 6 })],
    ['zst', zstdCompressSync(bytes)],
  ] as const) {
    const packedFile = path.join(folder, `rate.jsonl.${name}`);
    writeFileSync(packedFile, content);
    const runs = [1, 2, 3].map(
      () => importElsewhere(path.join(folder, 'packed.loupe'), packedFile).wallMs,
    );
    const ms = median(runs.sort((a, b) => a - b));
    tell({
      what: `the same as ${name}`,
      measured: `${(ms / 1000).toFixed(1)} s`,
      yardstick: `plain ${(plainMs / 1000).toFixed(1)} s: ${(ms / plainMs).toFixed(2)} × (≤ 1.15 ×)`,
      holds: ms <= 1.15 * plainMs,
    });
  }
}

/** Ten times the records against once, and the peak memory over a file of 1 GB. */
export function growth(folder: string): void {
  const small = path.join(folder, 'small.jsonl');
  const large = path.join(folder, 'large.jsonl');
  const less = generateJsonLines(small, { records: 75_000 });
  const more = generateJsonLines(large, { records: 750_000 });
  const one = importElsewhere(path.join(folder, 'small.loupe'), small);
  const ten = importElsewhere(path.join(folder, 'large.loupe'), large);
  tell({
    what: `${more.records.toLocaleString('en')} records against ${less.records.toLocaleString('en')}`,
    measured: `${(ten.wallMs / 1000).toFixed(1)} s against ${(one.wallMs / 1000).toFixed(1)} s`,
    yardstick: `${(ten.wallMs / one.wallMs).toFixed(1)} × the time (≤ 11 ×)`,
    holds: ten.wallMs <= 11 * one.wallMs,
  });
  tell({
    what: `peak memory over ${megabytes(statSync(large).size)}`,
    measured: megabytes(ten.peakBytes),
    yardstick: `< 700 MB; over ${megabytes(statSync(small).size)}: ${megabytes(one.peakBytes)}`,
    holds: ten.peakBytes < 700e6,
  });
}
