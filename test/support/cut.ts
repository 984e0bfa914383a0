/** Cutting bytes as the program does: pushed in pieces of any size, chunks with their places out. */
import type { Chunk, Prepared } from '#workers/readers/reader.ts';
import type { MakeCutter } from '#workers/readers/framing/framing.ts';
import type { SeededRandom } from '#workers/base/random.ts';

/** A prepared state with nothing in it but what is given. */
export function preparedWith(some: Partial<Prepared>): Prepared {
  return {
    framing: 'lines',
    skipBytes: 0,
    skipLines: 0,
    zone: { kind: 'utc', zone: 'UTC' },
    state: undefined,
    problems: [],
    ...some,
  };
}

export interface CutInput {
  readonly make: MakeCutter;
  readonly prepared: Prepared;
  readonly targetBytes: number;
  /** Sizes of the pieces; one piece when absent. */
  readonly random?: SeededRandom;
}

/** All chunks of some content. */
export function cutAll(
  content: Uint8Array,
  { make, prepared, targetBytes, random }: CutInput,
): Chunk[] {
  const cutter = make(prepared, targetBytes);
  const out: Chunk[] = [];
  for (let at = 0; at < content.length;) {
    const size = random === undefined ? content.length : 1 + (random.uint32() % 97);
    // A copy that is overwritten afterwards: cutters may not keep what they were given.
    const piece = Uint8Array.from(content.subarray(at, at + size));
    out.push(...cutter.push(piece));
    piece.fill(63);
    at += size;
  }
  out.push(...cutter.end());
  return out;
}

/** The chunks' bytes one after the other. */
export function joined(chunks: readonly Chunk[]): Buffer {
  return Buffer.concat(chunks.map(({ bytes }) => bytes));
}
