/** Tables with bytes changed at random: nothing is thrown, and every byte is accounted for. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { csvReader } from '#workers/readers/csv/reader.ts';
import { headers } from '#test/support/csv-headers.ts';
import { csvText } from '#test/support/csv-table.ts';
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

/** Cells that each profile's readings could stumble over. */
const hostile = [
  '',
  '-',
  '?',
  'null',
  '%%1936',
  '__proto__',
  '2025-02-25T09:19:25Z',
  '1601-01-01 00:00:00',
  '02/30/2025',
  '45713.39',
  '{"__proto__":{"a":1},"EventData":{"Data":[null,1,{"@Name":1}]}}',
  '{"Operation":{"a":[]},"CreationTime":{},"Parameters":{"Name":"x"}}',
  '[{"Name":null},{"Name":"a"},7]',
  '<Event><System>',
  '<Event xmlns="x"><System><EventID>4688</EventID></System><EventData><Data Name="__proto__">x</Data></EventData></Event>',
  '<EventData><Data Name="a">&#0;&bogus;</Data></EventData>',
  "[4688 / 0x1250] Source Name: Microsoft-Windows-Security-Auditing Strings: ['a, 'b\\', 'c",
  'LogName=Security\nEventCode=4688\nMessage=x:\ty\n\nSubject:\n\tAccount Name:\t\teve',
  'a \u00a6 : \u00a6 Cmdline: \u00a6 :: \u00a6 PID: 0xzz',
  'Subject:\r\n\tAccount Name:',
  'C:\\a\\b,c;d|e\tf"g',
  '\ud800\u0000\u202e\uffff',
  '0x1a2c',
  '99999999999999999999',
  '[::1]:70000',
  'U1@DOM1@x',
];

test.each(Object.keys(headers))('hostile cells are no danger to %s', async (id) => {
  const random = new SeededRandom(7);
  for (const header of headers[id]!) {
    const names = header.split(',');
    const rows = Array.from({ length: 60 }, () =>
      names.map(() => hostile[random.uint32() % hostile.length]!),
    );
    const { error, batches, rejects, prepared } = await readBytes(csvText([names, ...rows]), {
      format: 'csv',
      chunkBytes: 4000,
    });
    expect(error).toBeUndefined();
    expect(csvReader.cardOf(prepared!.state)).toBe(id);
    const events = eventsOf(batches);
    const lines = new Set(events.map(({ offset }) => offset));
    expect(lines.size + rejects.length).toBe(60);
    for (const { document } of events) {
      expect(csvReader.fields(document, prepared!.state).length).toBeGreaterThanOrEqual(
        names.length,
      );
    }
  }
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});
