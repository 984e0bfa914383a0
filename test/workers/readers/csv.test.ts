/** CSV in all its spellings: what is found in it, what is said about it, what is rejected. */
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { RowCells } from '#workers/readers/csv/cells.ts';
import { csvReader } from '#workers/readers/csv/reader.ts';
import { csvState } from '#workers/readers/csv/state.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';
import type { ReadAllOptions } from '#test/support/read-evidence.ts';

/** Reads a CSV text; every chunk is small, so that borders are crossed. */
async function read(text: string | Uint8Array, options: ReadAllOptions = {}) {
  const result = await readBytes(text, { chunkBytes: 200, ...options });
  return {
    ...result,
    events: eventsOf(result.batches),
    codes: result.problems.map(({ code }) => code),
  };
}

const table = (...rows: readonly string[]): string => rows.join('\n') + '\n';
const header = 'TimeGenerated,Computer,EventID,Message';

test('cells are those of papaparse for everything that a careful writer writes', () => {
  const random = new SeededRandom(11);
  const parts = ['a', 'bc', '"', ',', '\n', '\r\n', ' ', 'ü', '€', '\u{1f600}', '', '\0', '-'];
  for (let round = 0; round < 300; round++) {
    const rows = Array.from({ length: 5 }, () =>
      Array.from({ length: 4 }, () =>
        Array.from(
          { length: random.uint32() % 6 },
          () => parts[random.uint32() % parts.length],
        ).join(''),
      ),
    );
    const text = Papa.unparse(rows, { newline: round % 2 === 0 ? '\n' : '\r\n' });
    const expected = Papa.parse(text, { delimiter: ',' }).data;
    const bytes = Buffer.from(text);
    const cells = new RowCells(bytes, { delimiter: 44, newline: 10, columns: 4 });
    const found: string[][] = [];
    for (let at = 0; at < bytes.length;) {
      at = cells.next(at);
      found.push(Array.from({ length: cells.count }, (_, i) => cells.cell(i)));
    }
    expect(found).toEqual(expected);
    expect(found).toEqual(rows);
  }
});

test.each([
  ['a comma', ','],
  ['a semicolon', ';'],
  ['a tab', '\t'],
  ['a bar', '|'],
])(
  '%s is found as the delimiter, with quotes, blanks, case and a mark in the header',
  async (_n, d) => {
    const text =
      '\ufeff' +
      table(
        [' "timegenerated [UTC]" '.trim(), ' COMPUTER ', '"Event ID"', 'note'].join(d),
        ['2025-02-25 09:19:25.391', 'WS01', '4688', '"a,b;c\td|e"'].join(d),
      );
    const { format, events, codes } = await read(text);
    expect(format).toBe('csv');
    expect(events).toMatchObject([
      {
        time: '2025-02-25T09:19:25.391Z',
        line: 2,
        values: { 'host.name': 'WS01', 'event.code': '4688' },
      },
    ]);
    expect(codes).toEqual([]);
  },
);

test('each event keeps its row, its place and its line', async () => {
  const text = table(
    header,
    '2025-01-01T00:00:00Z,A,1,"two',
    'lines"',
    '',
    '2025-01-01T00:00:01Z,B,2,x',
  );
  const { events } = await read(text);
  expect(events.map(({ document, line }) => [document, line])).toEqual([
    ['2025-01-01T00:00:00Z,A,1,"two\nlines"', 2],
    ['2025-01-01T00:00:01Z,B,2,x', 5],
  ]);
  for (const { offset, length, document } of events) {
    expect(Buffer.from(text).toString('utf8', offset, offset + length)).toBe(document);
  }
});

test('fields of a kept row have the names of the header and the whole values', async () => {
  const { events, prepared } = await read(
    table('TimeGenerated,Computer,Note', '2025-01-01,WS01,"say ""hi"",\nÄ"'),
  );
  expect(csvReader.fields(events[0]!.document, prepared!.state)).toEqual([
    { name: 'TimeGenerated', value: '2025-01-01' },
    { name: 'Computer', value: 'WS01' },
    { name: 'Note', value: 'say "hi",\nÄ' },
  ]);
});

test('blank and repeated names in the header become unique', async () => {
  const { prepared } = await read(table(',Time,User,User,', '0,2025-01-01,a,b,c'));
  expect(csvState(prepared!.state).columns).toEqual([
    'column_1',
    'Time',
    'User',
    'User_2',
    'column_5',
  ]);
});

test('names that objects know already are names like any other', async () => {
  const { events, prepared } = await read(
    table('time,__proto__,constructor', '2025-01-01,polluted,x', '2025-01-02,y,z'),
  );
  expect(csvReader.fields(events[0]!.document, prepared!.state)[1]).toEqual({
    name: '__proto__',
    value: 'polluted',
  });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('Excel’s line with the separator is no header', async () => {
  const { events, prepared } = await read('sep=;\r\nTime;Computer\r\n2025-01-01;A\r\n');
  expect(prepared).toMatchObject({ skipLines: 2 });
  expect(events).toMatchObject([{ line: 3, values: { 'host.name': 'A' } }]);
});

test('values keep their blanks, controls and NULs', async () => {
  const value = 'Advapi  \u0000\u0007';
  const { events, prepared } = await read(
    table('Time,Computer,LogonProcessName,x', `2025-01-01,A,${value},y`, '2025-01-01,B,b,c'),
  );
  expect(events[0]!.values['winlog.logon.process']).toBe(value);
  expect(csvReader.fields(events[0]!.document, prepared!.state)[2]!.value).toBe(value);
});

test('rows with too few or too many cells are events, and counted', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `2025-01-01,A,${i},x`);
  const { events, problems, prepared } = await read(
    table(header, ...rows, '2025-01-02,B', '2025-01-03,C,7,x,extra,more'),
  );
  expect(events).toHaveLength(22);
  expect(events[20]!.values).toEqual({ 'host.name': 'B' });
  expect(events[21]!.values).toMatchObject({ 'host.name': 'C', 'event.code': '7' });
  expect(problems.find(({ code }) => code === 'ragged-row')).toMatchObject({
    count: 2,
    firstLocator: 'line 22',
  });
  const names = csvReader.fields(events[21]!.document, prepared!.state).map(({ name }) => name);
  expect(names.slice(4)).toEqual(['column_5', 'column_6']);
});

test('a delimiter at the end of every row is no cell', async () => {
  const { events, codes } = await read(
    table('Time,Computer', '2025-01-01T00:00:00Z,A,', '2025-01-01T00:00:00Z,B,'),
  );
  expect(events).toHaveLength(2);
  expect(codes).toEqual([]);
});

test('a quote that never closes is rejected with its row, the rows after it are read', async () => {
  const text = table(
    header,
    '2025-01-01,A,1,ok',
    '2025-01-01,A,2,"bad',
    '2025-01-01,A,3,ok',
    '2025-01-01,A,4,ok',
  );
  for (const chunkBytes of [1, 1 << 20]) {
    const { events, rejects, recordsSeen } = await read(text, { chunkBytes });
    expect(events.map(({ values }) => values['event.code'])).toEqual(['1', '3', '4']);
    expect(rejects).toMatchObject([
      { reason: 'csv-unbalanced-quote', line: 3, raw: '2025-01-01,A,2,"bad' },
    ]);
    expect(recordsSeen).toBe(4);
  }
});

test('the header again in the middle, as in files put together, is rejected as such', async () => {
  const { events, rejects } = await read(
    table(header, '2025-01-01,A,1,x', header, '2025-01-02,B,2,y'),
  );
  expect(events).toHaveLength(2);
  expect(rejects).toMatchObject([{ reason: 'csv-repeated-header', line: 3 }]);
});

test('quotes inside cells that are not quoted mean themselves', async () => {
  const { events } = await read(
    table(
      'Time,Computer,CommandLine,n',
      '2025-01-01,A,cmd /c "dir",1',
      '2025-01-01,B,"say "hi" now",2',
    ),
  );
  expect(events.map(({ values }) => values['process.command_line'])).toEqual([
    'cmd /c "dir"',
    'say "hi" now',
  ]);
});

test('more cells than allowed are a rejected row', async () => {
  const wide = `2025-01-01,A,1,${','.repeat(5000)}`;
  const { rejects, events } = await read(
    table(header, ...Array<string>(10).fill('2025-01-01,A,1,x'), wide),
  );
  expect(events).toHaveLength(10);
  expect(rejects).toMatchObject([{ reason: 'csv-too-many-cells' }]);
});

test('UTF-16, as PowerShell writes it, is read', async () => {
  const text = table(header, '2025-01-01T00:00:00Z,WS-Ä,1,x').replaceAll('\n', '\r\n');
  const { events, problems } = await read(Buffer.from(`\ufeff${text}`, 'utf16le'));
  expect(events).toMatchObject([{ line: 2, values: { 'host.name': 'WS-Ä' } }]);
  expect(problems).toMatchObject([{ code: 'transcoded' }]);
});

test('the generic columns of common exports go where they belong', async () => {
  const { events } = await read(
    table(
      'CreationDate,UserIds,Operations,ClientIP,ResultStatus,LogonType',
      '2025-01-01T00:00:00Z,CONTOSO\\eve,New-InboxRule,[2001:db8::1]:443,Succeeded,3',
      '2025-01-01T00:00:00Z,eve@contoso.com,Remove-Mailbox,10.0.0.5:49152,Failed,-',
    ),
  );
  expect(events.map(({ values }) => values)).toEqual([
    {
      'user.name': 'eve',
      'user.domain': 'CONTOSO',
      'event.action': 'New-InboxRule',
      'source.ip': '2001:db8::1',
      'source.port': 443,
      'event.outcome': 'success',
      'winlog.logon.type': 3,
    },
    {
      'user.name': 'eve@contoso.com',
      'event.action': 'Remove-Mailbox',
      'source.ip': '10.0.0.5',
      'source.port': 49152,
      'event.outcome': 'failure',
    },
  ]);
});

test('rows of the Security log that name their account only once have a user', async () => {
  const { events, prepared } = await read(
    table(
      'TimeGenerated [UTC],Computer,EventID,Account,NewProcessName,CommandLine,LogonType',
      '"2/25/2025, 9:19:25.391 AM",WS01,4688,CONTOSO\\eve,C:\\Windows\\cmd.exe,cmd /c dir,',
      '"2/25/2025, 9:20:00.000 AM",WS01,4624,CONTOSO\\adam,,,3',
    ),
  );
  expect(csvState(prepared!.state).profile).toBe('sentinel-windows-csv');
  expect(prepared!.zone).toEqual({ kind: 'utc', zone: 'UTC' });
  expect(events).toMatchObject([
    {
      time: '2025-02-25T09:19:25.391Z',
      values: {
        'event.code': '4688',
        'event.provider': 'Microsoft-Windows-Security-Auditing',
        'winlog.channel': 'Security',
        'user.name': 'eve',
        'user.domain': 'CONTOSO',
        'process.executable': 'C:\\Windows\\cmd.exe',
        'process.command_line': 'cmd /c dir',
      },
    },
    { values: { 'event.code': '4624', 'user.name': 'adam', 'winlog.logon.type': 3 } },
  ]);
});

test('event data kept as JSON in one column is read, as EvtxECmd writes it', async () => {
  const data = (pairs: Record<string, string>): string =>
    JSON.stringify({
      EventData: {
        Data: Object.entries(pairs).map(([name, text]) => ({ '@Name': name, '#text': text })),
      },
    }).replaceAll('"', '""');
  const payload = data({
    SubjectUserName: 'eve',
    NewProcessName: 'C:\\x.exe',
    CommandLine: 'x "1"',
  });
  const { events } = await read(
    table(
      'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,Computer,Payload',
      `1,4711,2025-01-01 00:00:00.1234567,4688,LogAlways,Microsoft-Windows-Security-Auditing,Security,WS01,"${payload}"`,
    ),
  );
  expect(events).toMatchObject([
    {
      recordId: 4711,
      time: '2025-01-01T00:00:00.1234567Z',
      values: {
        'user.name': 'eve',
        'process.executable': 'C:\\x.exe',
        'process.command_line': 'x "1"',
      },
    },
  ]);
});

test('rows of Defender XDR hunting are read under Microsoft’s names', async () => {
  const { events } = await read(
    table(
      'Timestamp,DeviceName,ActionType,FileName,FolderPath,ProcessCommandLine,AccountName,AccountDomain',
      '2025-01-01T00:00:00.1234567Z,ws01,ProcessCreated,cmd.exe,C:\\Windows\\cmd.exe,cmd /c dir,eve,contoso',
    ),
  );
  expect(events).toMatchObject([
    {
      time: '2025-01-01T00:00:00.1234567Z',
      values: {
        'host.name': 'ws01',
        'event.code': 'ProcessCreated',
        'process.command_line': 'cmd /c dir',
      },
    },
  ]);
});

test('logons of the Los Alamos data, which have no header, are read under their published names', async () => {
  const rows = Array.from(
    { length: 5 },
    (_, i) => `${i + 1},U${i}@DOM1,U${i}@DOM1,C${i},C586,NTLM,Network,LogOn,Success`,
  );
  const { events, codes, prepared } = await read(table(...rows));
  expect(codes).toEqual(['relative-time']);
  expect(csvState(prepared!.state).columns[3]).toBe('src_computer');
  expect(events[4]).toMatchObject({
    time: '1970-01-01T00:00:05Z',
    values: {
      'source.domain': 'C4',
      'host.name': 'C586',
      'winlog.logon.type': 3,
      'event.outcome': 'success',
    },
  });
});

test('text that is no table is refused when CSV is asked for by name', async () => {
  const { error, format } = await read('just some words\nand some more\n', { format: 'csv' });
  expect(format).toBe('csv');
  expect(error).toMatchObject({ code: 'unknown-format' });
});

test('what the analyst says about the columns goes before what their names say', async () => {
  const text = table(
    'Server,When,Computer,Who',
    'DC01,25/12/2024 10:00,x,eve',
    'DC02,01/12/2024 11:00,y,adam',
  );
  const mapping = {
    time: 'when',
    dateOrder: 'day-first',
    columns: { 'host.name': 'Server', 'user.name': 'WHO', 'service.name': 'Missing' },
  };
  const { events, problems } = await read(text, { mapping });
  expect(events.map(({ time, values }) => [time, values])).toEqual([
    ['2024-12-25T10:00:00Z', { 'host.name': 'DC01', 'user.name': 'eve' }],
    ['2024-12-01T11:00:00Z', { 'host.name': 'DC02', 'user.name': 'adam' }],
  ]);
  expect(problems[0]).toMatchObject({ code: 'mapping-column-missing' });
  expect(problems[0]!.message).toContain('Missing');
});

test.each([
  [[]],
  [{ tme: 'x' }],
  [{ time: 7 }],
  [{ columns: { 'no.such': 'x' } }],
  [{ dateOrder: 'x' }],
])('the mapping %j is refused', async (mapping) => {
  const { error } = await read(table(header, '2025-01-01,A,1,x'), { mapping });
  expect(error).toMatchObject({ code: 'bad-parameter' });
});
