/** Text with characters changed at random, for readers of text: nothing is thrown, and no record is lost. */
import { expect } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import type { BatchReject } from '#workers/batch/batch.ts';
import { eventsOf } from './events-of.ts';
import type { PlainEvent } from './events-of.ts';
import { readBytes } from './read-evidence.ts';

const nasty = [
  '\n',
  '\r',
  '\0',
  '"',
  "'",
  '<',
  '>',
  '&',
  '=',
  ':',
  '[',
  ']',
  '\t',
  '\\x',
  '\xff',
  '#',
  ' ',
  ')',
];

/**
 * Reads changed copies of `seed` as `format`, cut into chunks of any size.
 * @param check what must hold of each, beyond that records are seen exactly once and in their place
 */
export async function expectMutantsSurvive(
  seed: string,
  format: string,
  rounds: number,
  check?: (text: string, events: readonly PlainEvent[], rejects: readonly BatchReject[]) => void,
): Promise<void> {
  const random = new SeededRandom(42);
  for (let round = 0; round < rounds; round++) {
    const content = mutant(seed, random);
    const chunkBytes = 1 + (random.uint32() % 4000);
    const { batches, rejects, recordsSeen, imported, error } = await readBytes(content, {
      format,
      chunkBytes,
    });
    expect(error).toBeUndefined();
    expect(recordsSeen).toBe(imported + rejects.length);
    const events = eventsOf(batches);
    const places = [...events, ...rejects];
    expect(places.every(({ offset, length }) => offset >= 0 && length > 0)).toBe(true);
    check?.(content.toString('latin1'), events, rejects);
  }
}

function mutant(seed: string, random: SeededRandom): Buffer {
  let text = seed;
  for (let i = random.uint32() % 8; i >= 0; i--) {
    const at = random.uint32() % text.length;
    const lost = random.uint32() % 3;
    text = text.slice(0, at) + nasty[random.uint32() % nasty.length]! + text.slice(at + lost);
  }
  if (random.uint32() % 6 === 0) text = text.slice(0, random.uint32() % text.length);
  return Buffer.from(text, 'latin1');
}

/** Lines that say something, as readers of lines count them. */
export function filledLines(text: string): number {
  return text.split('\n').filter((line) => /[^ \t\r]/.test(line)).length;
}
