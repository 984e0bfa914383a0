/** One mutant on the way that its number chooses, and what came of it. */
import { createHash } from 'node:crypto';
import { toWireError, WorkbenchError } from '#contract/errors.ts';
import { UnpackMeter, defaultLimits } from '#workers/containers/limits.ts';
import { Unwrapper, type Member } from '#workers/containers/members.ts';
import { MemoryBytes } from '#workers/containers/random-bytes.ts';
import { readerById } from '#workers/readers/registry.ts';
import { Broken, examine, type Outcome, type Way } from './promises.ts';
import { CONTAINERS, mutantOf, randomOf, type Target } from './targets.ts';

/** Every so many mutants are read again, cut elsewhere and gone on with. */
export const THOROUGH_EVERY = 16;
const ZONES = [undefined, undefined, 'Europe/Berlin', 'America/St_Johns'];
/** Members of an archive that go on to a reader. */
const READ_MEMBER_BYTES = 65_536;
const LIMITS = {
  ...defaultLimits,
  ratioFreeBytes: 4_000_000,
  totalBytes: 32_000_000,
  nestedZipBytes: 4_000_000,
  entries: 300,
};
const TOLD = ['damaged', 'hostile-archive', 'unreadable', 'empty-file'];

/** The way of a mutant. */
export function wayOf({ id, bare }: Target, seed: number, number: number): Way {
  const random = randomOf(seed, 'way', number);
  const forced = id !== CONTAINERS && (bare || random.below(4) !== 0);
  const thorough = number % THOROUGH_EVERY === 0;
  return {
    reader: forced ? readerById(id) : undefined,
    timeZone: ZONES[random.below(ZONES.length)],
    recover: random.below(2) === 0,
    chunks: 1 + random.below(thorough ? 8 : 3),
    thorough,
  };
}

/** Reads the mutant of a number. Throws what is wrong. */
export async function tryMutant(target: Target, seed: number, number: number): Promise<Outcome> {
  return tryBytes(target, mutantOf(target, seed, number), wayOf(target, seed, number));
}

/** Reads bytes as a target's. Throws what is wrong. */
export async function tryBytes(target: Target, bytes: Uint8Array, way: Way): Promise<Outcome> {
  if (target.id !== CONTAINERS) return examine(bytes, way);
  const first = await unpack(bytes, way);
  if (!way.thorough) return first.outcome;
  const again = await unpack(bytes, { ...way, thorough: false });
  if (again.sum !== first.sum) throw new Broken('Not kept: the same archive unpacks to the same.');
  return first.outcome;
}

async function unpack(bytes: Uint8Array, way: Way): Promise<{ outcome: Outcome; sum: string }> {
  const content = new MemoryBytes(bytes);
  const whole = {
    name: '',
    sizeBytes: bytes.length,
    mtimeMs: NaN,
    open: () => content.pieces(0, bytes.length),
    random: () => Promise.resolve(content),
  };
  const unwrapper = new Unwrapper('mutant', new UnpackMeter(bytes.length, LIMITS));
  const sum = createHash('sha256');
  const names = new Set<string>();
  let records = 0;
  let rejects = 0;
  try {
    for await (const member of unwrapper.members(whole, { packings: 0, zips: 0 })) {
      if (names.has(member.name)) throw new Broken(`Not kept: two members are ${member.name}.`);
      names.add(member.name);
      const inside = await contentOf(member);
      sum.update(member.name).update(inside);
      if (inside.length === 0 || inside.length > READ_MEMBER_BYTES) continue;
      const outcome = await examine(inside, way);
      records += outcome.records;
      rejects += outcome.rejects;
    }
  } catch (thrown) {
    sum.update(told(thrown));
  }
  const outcome = { reader: names.size > 0 ? CONTAINERS : '', records, rejects };
  return { outcome, sum: sum.digest('hex') };
}

async function contentOf(member: Member): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of member.open()) {
      bytes += piece.length;
      if (bytes > LIMITS.totalBytes * 2) throw new Broken('Not kept: what comes out is limited.');
      if (bytes <= 1_000_000) pieces.push(piece);
    }
  } catch (thrown) {
    told(thrown);
  }
  return Buffer.concat(pieces);
}

/** The error's code when it is one for the analyst; everything else goes on its way. */
function told(thrown: unknown): string {
  if (!(thrown instanceof WorkbenchError)) throw thrown;
  const { code, hint, message } = toWireError(thrown);
  if (!TOLD.includes(code) || hint === '') throw new Broken(`Not kept: told in words: ${message}`);
  return code;
}
