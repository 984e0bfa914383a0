/** Tables with bytes changed at random: nothing is thrown, and every byte is accounted for. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';

const nasty = [
  '"',
  ',',
  '\n',
  '\r',
  '\0',
  ';',
  '\t',
  '\\',
  '\xff',
  '\xc3',
  '{',
  '\x1a',
  '=',
  '""',
  '",\n',
];
const rows = Array.from(
  { length: 60 },
  (_, i) =>
    `2025-01-01T00:00:${String(i).padStart(2, '0')}Z,WS${i},4688,"cmd /c ""dir ${i}""","{""EventData"":{""A"":${i}}}"`,
);
const seed = ['TimeGenerated,Computer,EventID,CommandLine,Payload', ...rows].join('\r\n');

function mutant(random: SeededRandom): Buffer {
  let text = seed;
  for (let i = random.uint32() % 8; i >= 0; i--) {
    const at = random.uint32() % text.length;
    const lost = random.uint32() % 3;
    text = text.slice(0, at) + nasty[random.uint32() % nasty.length]! + text.slice(at + lost);
  }
  return Buffer.from(text, 'latin1');
}

test('rows and rejects lie one behind the other, and only line ends lie between them', async () => {
  const random = new SeededRandom(42);
  for (let round = 0; round < 400; round++) {
    const content = mutant(random);
    const chunkBytes = 1 + (random.uint32() % 2000);
    const { batches, rejects, error, prepared } = await readBytes(content, {
      format: 'csv',
      chunkBytes,
    });
    if (error !== undefined) {
      expect(error.code).toBe('unknown-format');
      continue;
    }
    const transcoded = content.some((byte) => byte > 127);
    if (transcoded) continue;
    const places = [...eventsOf(batches), ...rejects].sort((a, b) => a.offset - b.offset);
    let at = prepared!.skipBytes;
    for (const { offset, length } of places) {
      expect(content.toString('latin1', at, offset)).toMatch(/^[\r\n]*$/);
      at = offset + length;
    }
    expect(content.toString('latin1', at)).toMatch(/^[\r\n]*$/);
  }
});

test('event data nested without end is no danger', async () => {
  const deep = '{""a"":'.repeat(20_000) + '1' + '}'.repeat(20_000);
  const text = `TimeCreated,EventId,Channel,Computer,Payload\n2025-01-01,1,Security,A,"${deep}"\n`;
  const { imported, error } = await readBytes(text);
  expect(error).toBeUndefined();
  expect(imported).toBe(1);
});
