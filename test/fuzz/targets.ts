/**
 * What can be fuzzed: every reader of the registry, and the containers. Readers that are added are
 * found by themselves: each is given the samples that it recognises.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { detect, readers } from '#workers/readers/registry.ts';
import { seal } from '#test/support/evtx-writer.ts';
import { shared } from '#test/support/shared-data.ts';
import { textHash53 } from '#workers/base/hash.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { mutant, type Material } from './mutate.ts';
import { archives, samples, tokens, type Sample } from './samples.ts';

export interface Target {
  /** Reader id, or `containers`. */
  readonly id: string;
  readonly material: Material;
  /** True when no sample is recognised as its own. */
  readonly bare: boolean;
}

export const CONTAINERS = 'containers';

const TAR_BLOCK_BYTES = 512;
const EVTX_HEADER_BYTES = 4096;
const EVTX_CHUNK_BYTES = 65_536;
/** Heads of real files stay small, so that many mutants can be made. */
const HEAD_BYTES = 24_576;
const MOST_ARCHIVE_BYTES = 100_000;
const GZIP = Buffer.from('1f8b', 'hex');
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const EVTX = Buffer.from('ElfFile\0', 'latin1');

/** All targets, in the order of the registry. `real`: heads of the reference data too, when it is there. */
export function targets(real: boolean): Target[] {
  const made = Map.groupBy(samples(), ({ bytes }) => readerOf(bytes));
  const found = Map.groupBy(real ? realHeads() : [], ({ bytes }) => readerOf(bytes));
  const anything = [...made.values()].flat();
  const own = readers.map(({ id }) => {
    const seeds = mixed(made.get(id) ?? [], found.get(id) ?? []);
    const bare = seeds.length === 0;
    const pieceBytes = id === 'evtx' ? EVTX_HEADER_BYTES : 0;
    return targetOf(id, bare ? anything : seeds, pieceBytes, bare);
  });
  const packed = mixed(archives(), real ? realArchives() : []);
  return [...own, targetOf(CONTAINERS, packed, TAR_BLOCK_BYTES)];
}

function targetOf(id: string, seeds: readonly Sample[], pieceBytes: number, bare = false): Target {
  const material = { seeds: seeds.map(({ bytes }) => bytes), tokens: tokens(), pieceBytes };
  return { id, bare, material };
}

/** Real ones are larger: as many again of those that the project makes keep the rate up. */
function mixed(made: readonly Sample[], real: readonly Sample[]): Sample[] {
  if (made.length === 0 || real.length === 0) return [...made, ...real];
  const times = Math.ceil((2 * real.length) / made.length);
  return [...Array.from({ length: times }, () => made).flat(), ...real];
}

/** The mutant of a number. */
export function mutantOf(target: Target, seed: number, number: number): Buffer {
  const random = randomOf(seed, target.id, number);
  const bytes = mutant(target.material, random);
  if (target.id !== 'evtx' || random.below(2) === 0) return bytes;
  return sealed(bytes);
}

/** Sets checksums right again, so that damage gets past them. */
function sealed(bytes: Buffer): Buffer {
  const chunk = bytes.subarray(EVTX_HEADER_BYTES, EVTX_HEADER_BYTES + EVTX_CHUNK_BYTES);
  if (chunk.length === EVTX_CHUNK_BYTES) seal(chunk);
  return bytes;
}

/** Chance of its own for every seed, purpose and number. */
export function randomOf(seed: number, purpose: string, number: number): SeededRandom {
  return new SeededRandom(textHash53(`${seed} ${purpose} ${number}`));
}

function readerOf(bytes: Buffer): string {
  const head = { bytes, whole: true, text: bytes.toString('utf8'), name: 'unknown', mtimeMs: NaN };
  return detect(head)?.reader.id ?? '';
}

function realFiles(): string[] {
  const folder = shared('data');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Beginnings of real logs; of event logs the first chunk. */
function realHeads(): Sample[] {
  return realFiles().flatMap((name) => {
    const bytes = readFileSync(name);
    if (bytes.indexOf(EVTX) === 0) {
      return [{ name, bytes: bytes.subarray(0, EVTX_HEADER_BYTES + EVTX_CHUNK_BYTES) }];
    }
    if (bytes.indexOf(ZIP) === 0) return [];
    const plain = bytes.indexOf(GZIP) === 0 ? gunzipSync(bytes) : bytes;
    const end = plain.lastIndexOf(10, HEAD_BYTES) + 1;
    return [{ name, bytes: plain.subarray(0, end === 0 ? HEAD_BYTES : end) }];
  });
}

function realArchives(): Sample[] {
  return realFiles()
    .map((name) => ({ name, bytes: readFileSync(name) }))
    .filter(({ bytes }) => bytes.length < MOST_ARCHIVE_BYTES)
    .filter(({ bytes }) => bytes.indexOf(ZIP) === 0 || bytes.indexOf(GZIP) === 0);
}
