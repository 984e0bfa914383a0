import { expect, test } from 'vitest';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  filetime,
  ints,
  slot,
  value,
} from '#test/support/evtx-writer.ts';
import type { Instance, Node, RecordInput, Value } from '#test/support/evtx-writer.ts';
import { readEvtx } from '#test/support/read-evtx.ts';

function read(...records: readonly RecordInput[]): ReturnType<typeof readEvtx> {
  const chunk = new ChunkWriter();
  for (const record of records) chunk.add(record);
  return readEvtx(evtxFile([chunk.finish()]));
}

/** What a value looks like in the document of an event that holds just it. */
function shown(given: Value): unknown {
  const { documents, rejects } = read(event(1, { template: dataTemplate(['X']), values: [given] }));
  expect(rejects).toEqual([]);
  return documents[0]!.EventData!['X'];
}

const raw = (type: number, hex: string): Value => value.raw(type, Buffer.from(hex, 'hex'));

test('an event has its system fields, its data, its time to 100 ns and its place', () => {
  const data = { template: dataTemplate(['A', 'B']), values: [value.text('x'), value.uint32(7)] };
  const { events, documents, rejects, problems } = read(event(77, data));
  expect(rejects).toEqual([]);
  expect(problems).toEqual({});
  expect(documents[0]).toEqual({
    System: {
      Provider: { Name: 'Test-Provider' },
      EventID: 4242,
      Level: 4,
      Keywords: '0x8020000000000000',
      TimeCreated: '2024-05-06T07:08:09.1234567Z',
      EventRecordID: 77,
      Execution: { ProcessID: 1234, ThreadID: 5678 },
      Channel: 'Test/Operational',
      Computer: 'HOST-1',
      Security: { UserID: 'S-1-5-18' },
    },
    EventData: { A: 'x', B: 7 },
  });
  expect(events[0]).toMatchObject({
    time: '2024-05-06T07:08:09.1234567Z',
    offset: 4096 + 512,
    recordId: 77,
    line: -1,
    values: {
      'host.name': 'HOST-1',
      'event.code': '4242',
      'event.provider': 'Test-Provider',
      'winlog.channel': 'Test/Operational',
      'user.id': 'S-1-5-18',
    },
  });
});

test.each([
  ['text', value.text('Grüße 😀 "\\\n\u0001'), 'Grüße 😀 "\\\n\u0001'],
  ['text with zero characters at its end', value.text('abc\0\0'), 'abc'],
  ['text with a zero character inside', value.text('a\0b'), 'a\0b'],
  ['text with half a pair', value.text('a\ud800b\udc00'), 'a\ud800b\udc00'],
  ['an empty text', value.text(''), ''],
  ['no value', value.none(), ''],
  ['ANSI text of code page 1252', raw(0x02, '8041e9009f'), '€Aé\0Ÿ'],
  ['int8', raw(0x03, 'ff'), -1],
  ['uint8', raw(0x04, 'ff'), 255],
  ['int16', raw(0x05, '0080'), -32768],
  ['uint16', raw(0x06, 'ffff'), 65535],
  ['int32', raw(0x07, 'bd060780'), -2147023171],
  ['uint32', raw(0x08, 'ffffffff'), 4294967295],
  ['int64', raw(0x09, 'feffffffffffffff'), -2],
  ['int64 beyond a double', raw(0x09, '0100000000000080'), '-9223372036854775807'],
  ['uint64 within a double', raw(0x0a, 'ffffffffffff1f00'), 9007199254740991],
  ['uint64 beyond a double', raw(0x0a, 'ffffffffffffffff'), '18446744073709551615'],
  ['real32', value.raw(0x0b, Buffer.from(Float32Array.of(0.1).buffer)), '0.1'],
  ['real64', value.raw(0x0c, Buffer.from(Float64Array.of(-1.5e300).buffer)), '-1.5e+300'],
  ['real64 without a number', value.raw(0x0c, Buffer.from(Float64Array.of(NaN).buffer)), 'NaN'],
  ['truth', raw(0x0d, '01000000'), true],
  ['truth in one byte', raw(0x0d, '01'), true],
  ['untruth in eight bytes', raw(0x0d, '0000000000000000'), false],
  ['truth of another bit', raw(0x0d, '00ff0000'), true],
  ['bytes', raw(0x0e, 'deadbeef00'), 'DEADBEEF00'],
  ['GUID', raw(0x0f, '2596845478549449a5ba3e3b0328c30d'), '{54849625-5478-4994-A5BA-3E3B0328C30D}'],
  ['size of 32 bits', raw(0x10, '00100000'), '0x1000'],
  ['size of 64 bits', raw(0x10, '0000000001000000'), '0x100000000'],
  ['FILETIME', value.filetime('1999-12-31T23:59:59.9999999Z'), '1999-12-31T23:59:59.9999999Z'],
  ['FILETIME of zero', raw(0x11, '0000000000000000'), '1601-01-01T00:00:00.0000000Z'],
  ['the last FILETIME', raw(0x11, 'ffffffffffffffff'), '60056-05-28T05:36:10.9551615Z'],
  ['a leap day', value.filetime('2000-02-29T12:00:00Z'), '2000-02-29T12:00:00.0000000Z'],
  [
    'SYSTEMTIME',
    raw(0x12, 'e80705000100060007000800090084 00'.replace(' ', '')),
    '2024-05-06T07:08:09.132Z',
  ],
  [
    'SID',
    raw(0x13, '010500000000000515000000' + '020e975e6a1bc458b3d0b43d52040000'),
    'S-1-5-21-1586957826-1489247082-1035260083-1106',
  ],
  ['SID of a large authority', raw(0x13, '0101123456789abc01000000'), 'S-1-0x123456789ABC-1'],
  ['a SID cut short', raw(0x13, '01050000000000'), '01050000000000'],
  ['hex of 32 bits', raw(0x14, '6d0000c0'), '0xc000006d'],
  ['hex of zero', raw(0x14, '00000000'), '0x0'],
  ['hex of 64 bits', raw(0x15, 'e703000000000080'), '0x80000000000003e7'],
  ['handle', raw(0x20, '1000000000000000'), '0x10'],
  ['XML as text', value.raw(0x23, Buffer.from('<a/>', 'utf16le')), '<a/>'],
  ['a type that nobody knows', raw(0x1f, '0102'), '0102'],
  ['a GUID of the wrong length', raw(0x0f, '0102'), '0102'],
  ['a number of an odd length', raw(0x08, '010203'), '010203'],
  ['texts', value.texts('a', '', 'c'), ['a', '', 'c']],
  ['a single one of texts', value.texts('a'), 'a'],
  ['none of texts', value.raw(0x81, new Uint8Array(0)), ''],
  ['numbers', value.raw(0x88, ints(4, [1n, 2n, 4294967295n])), [1, 2, 4294967295]],
  ['large numbers', value.raw(0x8a, ints(8, [1n, 2n ** 64n - 1n])), [1, '18446744073709551615']],
  [
    'GUIDs',
    value.raw(0x8f, Buffer.alloc(32)),
    Array<string>(2).fill('{00000000-0000-0000-0000-000000000000}'),
  ],
  [
    'SIDs',
    raw(0x93, '010100000000000512000000' + '010100000000000100000000'),
    ['S-1-5-18', 'S-1-1-0'],
  ],
  ['hex numbers', raw(0x94, '0100000002000000'), ['0x1', '0x2']],
  ['ANSI texts', raw(0x82, '610062'), ['a', 'b']],
  [
    'times',
    value.raw(0x91, ints(8, [0n, filetime('2020-01-01T00:00:00Z')])),
    ['1601-01-01T00:00:00.0000000Z', '2020-01-01T00:00:00.0000000Z'],
  ],
])('%s is shown as Windows shows it, without loss', (_, given, expected) => {
  expect(shown(given)).toEqual(expected);
});

test('a FILETIME of zero in System is no time', () => {
  const data = { template: dataTemplate([]), values: [] };
  const { events, documents } = read(event(1, data, { time: '1601-01-01T00:00:00.0000000Z' }));
  expect(events[0]!.time).toBe('');
  expect(documents[0]!.System['TimeCreated']).toBe('1601-01-01T00:00:00.0000000Z');
});

test('a time before 1970 is a time', () => {
  const data = { template: dataTemplate([]), values: [] };
  const { events } = read(event(1, data, { time: '1969-12-31T23:59:59.0000001Z' }));
  expect(events[0]!.time).toBe('1969-12-31T23:59:59.0000001Z');
});

test('unnamed Data keep their order, and what is optional and has no value is not there', () => {
  const template: Node = {
    name: 'EventData',
    content: [
      { name: 'Data', content: [slot(0, true)] },
      { name: 'Data', content: ['fixed'] },
      { name: 'Binary', content: [slot(1, true, 0x0e)] },
    ],
  };
  const values = [value.texts('one', 'two'), value.none()];
  const { documents } = read(event(1, { template, values }));
  expect(documents[0]!.EventData).toEqual({ Data: ['one', 'two', 'fixed'] });
});

test('values of one name are all kept, in a list', () => {
  const data = {
    template: dataTemplate(['A', 'B', 'A']),
    values: [value.text('1'), value.text('2'), value.text('3')],
  };
  expect(read(event(1, data)).documents[0]!.EventData).toEqual({ A: ['1', '3'], B: '2' });
});

test('a name that only the record knows does not hide another', () => {
  const template: Node = {
    name: 'EventData',
    content: [
      { name: 'Data', attributes: { Name: slot(0) }, content: [slot(1)] },
      { name: 'Data', attributes: { Name: slot(2) }, content: [slot(3)] },
    ],
  };
  const values = [value.text('N'), value.text('1'), value.text('N'), value.text('2')];
  expect(read(event(1, { template, values })).documents[0]!.EventData).toEqual({
    Data: [
      { '@Name': 'N', '#text': '1' },
      { '@Name': 'N', '#text': '2' },
    ],
  });
});

test('text around values, entities and values in line are put together', () => {
  const template: Node = {
    name: 'EventData',
    content: [
      {
        name: 'Data',
        attributes: { Name: 'A' },
        content: ['<', slot(0), ' & ', slot(1), { entity: 'gt' }],
      },
      { name: 'Data', attributes: { Name: 'B' }, content: [{ inline: value.uint32(5) }] },
    ],
  };
  const values = [value.text('"x"'), value.raw(0x88, ints(4, [1n, 2n]))];
  expect(read(event(1, { template, values })).documents[0]!.EventData).toEqual({
    A: '<"x" & 1, 2>',
    B: '5',
  });
});

test('UserData keeps its own names, attributes and depth', () => {
  const inside: Node = {
    name: 'UserData',
    content: [
      {
        name: 'LogFileCleared',
        attributes: { xmlns: 'http://somewhere', Kind: 'full' },
        content: [
          { name: 'SubjectUserName', content: ['user01'] },
          { name: 'Deep', content: [{ name: 'Deeper', content: [slot(0)] }] },
          { name: 'Empty' },
          { name: 'Item', content: ['1'] },
          { name: 'Item', content: ['2'] },
        ],
      },
    ],
  };
  const { documents } = read(event(1, { template: inside, values: [value.uint64(5n)] }));
  expect(documents[0]!.UserData).toEqual({
    LogFileCleared: {
      '@Kind': 'full',
      SubjectUserName: 'user01',
      Deep: { Deeper: 5 },
      Empty: '',
      Item: ['1', '2'],
    },
  });
});

test('a record written without a template is read like any other', () => {
  const body: Node = {
    name: 'Event',
    attributes: { xmlns: 'x' },
    content: [
      {
        name: 'System',
        content: [
          { name: 'Provider', attributes: { Name: 'Plain' } },
          { name: 'EventID', content: ['1116'] },
          { name: 'TimeCreated', attributes: { SystemTime: '2020-12-11T12:28:01.2990045Z' } },
          { name: 'EventRecordID', content: ['171'] },
          { name: 'Computer', content: ['007'] },
        ],
      },
      {
        name: 'EventData',
        content: [{ name: 'Data', attributes: { Name: 'Path' }, content: ['C:\\x'] }],
      },
    ],
  };
  const { events, documents } = read({ id: 1, body });
  expect(documents[0]).toEqual({
    System: {
      Provider: { Name: 'Plain' },
      EventID: 1116,
      TimeCreated: '2020-12-11T12:28:01.2990045Z',
      EventRecordID: 171,
      Computer: '007',
    },
    EventData: { Path: 'C:\\x' },
  });
  expect(events[0]).toMatchObject({ time: '2020-12-11T12:28:01.2990045Z', recordId: 171 });
});

test('nested binary XML is found where a text was announced, and twice of a name is kept twice', () => {
  const inner: Node = { name: 'System', content: [{ name: 'EventID', content: ['666'] }] };
  const twice: Node = {
    name: 'EventData',
    content: [{ name: 'Data', attributes: { Name: 'X' }, content: [slot(0)] }],
  };
  const { documents, events } = read(
    event(1, inner),
    event(2, { template: twice, values: [value.nested({ name: 'Inside', content: ['deep'] })] }),
  );
  expect(documents[0]).toMatchObject({ System: { EventID: 4242 }, System_2: { EventID: 666 } });
  expect(events[0]!.values['event.code']).toBe('4242');
  expect(documents[1]!.EventData).toEqual({ X: { Inside: 'deep' } });
});

test('names that mean something to JavaScript are names like others', () => {
  const data: Instance = {
    template: dataTemplate(['__proto__', 'constructor', 'toString']),
    values: [value.text('a'), value.text('b'), value.text('c')],
  };
  const { events } = read(event(1, data));
  expect(events[0]!.document).toContain('{"__proto__":"a","constructor":"b","toString":"c"}');
  const fields = new Map(
    evtxReader.fields(events[0]!.document, {}).map(({ name, value: text }) => [name, text]),
  );
  expect(fields.get('winlog.event_data.__proto__')).toBe('a');
  expect(fields.get('winlog.event_data.toString')).toBe('c');
});

test('fields of a document have the names that Winlogbeat gives them', () => {
  const data: Instance = {
    template: {
      name: 'EventData',
      content: [
        { name: 'Data', attributes: { Name: 'LogonType' }, content: [slot(0)] },
        { name: 'Data', content: ['first'] },
        { name: 'Data', content: ['second'] },
      ],
    },
    values: [value.uint32(3)],
  };
  const user: Node = {
    name: 'UserData',
    content: [{ name: 'Cleared', content: [{ name: 'Who', content: ['me'] }] }],
  };
  const { events } = read(event(9, data), event(10, user));
  const fieldsOf = (index: number): string[] =>
    evtxReader
      .fields(events[index]!.document, {})
      .map(({ name, value: text }) => `${name}=${text}`);
  expect(fieldsOf(0)).toEqual([
    'winlog.provider_name=Test-Provider',
    'winlog.event_id=4242',
    'winlog.level=4',
    'winlog.keywords=0x8020000000000000',
    'winlog.time_created=2024-05-06T07:08:09.1234567Z',
    'winlog.record_id=9',
    'winlog.process.pid=1234',
    'winlog.process.thread.id=5678',
    'winlog.channel=Test/Operational',
    'winlog.computer_name=HOST-1',
    'winlog.user.identifier=S-1-5-18',
    'winlog.event_data.LogonType=3',
    'winlog.event_data.param1=first',
    'winlog.event_data.param2=second',
  ]);
  expect(fieldsOf(1).slice(-2)).toEqual([
    'winlog.user_data.xml_name=Cleared',
    'winlog.user_data.Who=me',
  ]);
});
