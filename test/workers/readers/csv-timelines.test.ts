/** Tables that other timelines were made of: Plaso, Timesketch, The Sleuth Kit. */
import { expect, test } from 'vitest';
import { csvText, readTable, tableOfRows } from '#test/support/csv-table.ts';

const l2tHeader =
  'date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra';

const file = {
  MACB: '.A.B',
  source: 'FILE',
  sourcetype: 'NTFS',
  type: 'Creation Time; Last Access Time',
  user: '-',
  host: 'WS01',
  filename: 'OS:/evidence/mimi.exe',
  desc: 'OS:/evidence/mimi.exe Type: file',
};

test('l2tcsv: date and clock in the zone that each row names', async () => {
  const rows = [
    ['02/25/2025', '09:19:25', 'UTC'],
    ['02/25/2025', '09:19:25', 'EST5EDT'],
    ['07/01/2025', '12:00:00', 'Europe/Berlin'],
    ['02/25/2025', '09:19:25', 'Nowhere/Land'],
    ['02/25/2025', '09:19:26', 'EST5EDT'],
  ] as const;
  const table = await readTable(
    tableOfRows(
      l2tHeader,
      rows.map(([date, time, timezone]) => ({ ...file, date, time, timezone })),
    ),
  );
  expect(table).toMatchObject({ card: 'plaso-l2tcsv', codes: ['unknown-zone'] });
  expect(table.events.map(({ time }) => time)).toEqual([
    '2025-02-25T09:19:25Z',
    '2025-02-25T14:19:25Z',
    '2025-07-01T10:00:00Z',
    '2025-02-25T09:19:25Z',
    '2025-02-25T14:19:26Z',
  ]);
  expect(table.events[0]!.values).toEqual({
    'host.name': 'WS01',
    'event.provider': 'NTFS',
    'event.category': 'file',
    'event.action': 'creation-time-last-access-time',
    'file.path': 'OS:/evidence/mimi.exe',
  });
  expect(table.fields(0).get('MACB')).toBe('.A.B');
});

test('l2tcsv: zeros, 1601 and 1970 exactly are no time, and counted as that', async () => {
  const dates = ['00/00/0000', '01/01/1601', '01/01/1970'];
  const table = await readTable(
    tableOfRows(l2tHeader, [
      { ...file, date: '02/25/2025', time: '09:19:25', timezone: 'UTC' },
      ...dates.map((date) => ({ ...file, date, time: '00:00:00', timezone: 'UTC' })),
    ]),
  );
  expect(table.events.map(({ time }) => time)).toEqual(['2025-02-25T09:19:25Z', '', '', '']);
  expect(table.codes).toEqual(['time-sentinel']);
});

const strings = [
  'S-1-5-21-1',
  'eve',
  'CONTOSO',
  '0x3e7a1',
  '0x1a2c',
  'C:\\\\Windows\\\\System32\\\\cmd.exe',
  '%%1936',
  '0x7d0',
  'cmd.exe /c dir, all',
];
const winevtx = `[4688 / 0x1250] Provider identifier: {54849625-5478-4994-a5ba-3e3b0328c30d} Source Name: Microsoft-Windows-Security-Auditing Strings: [${strings.map((text) => `'${text}'`).join(', ')}] Computer Name: WS01.contoso.com Record Number: 4711 Event Level: 0`;
const creation = {
  'event.category': 'process',
  'event.action': 'created-process',
  'event.code': '4688',
  'host.name': 'WS01.contoso.com',
  'user.name': 'eve',
  'process.executable': 'C:\\Windows\\System32\\cmd.exe',
  'process.command_line': 'cmd.exe /c dir, all',
  'process.pid': 6700,
  'process.parent.pid': 2000,
};

test('dynamic CSV: Windows events by the order of their strings, others by what their time means', async () => {
  const table = await readTable(
    tableOfRows('datetime,timestamp_desc,source,source_long,message,parser,display_name,tag', [
      {
        datetime: '2025-02-25T09:19:25.391123+00:00',
        timestamp_desc: 'Creation Time',
        source: 'EVT',
        source_long: 'WinEVTX',
        message: winevtx,
        parser: 'winevtx',
        display_name: 'OS:/evidence/Security.evtx',
      },
      {
        datetime: '2025-02-25T10:19:25.391123+01:00',
        timestamp_desc: 'Content Modification Time',
        source: 'FILE',
        source_long: 'NTFS',
        message: 'OS:/a.txt Type: file',
        parser: 'filestat',
        display_name: 'OS:/a.txt',
      },
      { datetime: '0000-00-00T00:00:00.000000+00:00', timestamp_desc: 'Not a time', source: 'LOG' },
    ]),
  );
  expect(table).toMatchObject({ card: 'plaso-dynamic-csv', codes: ['time-sentinel'] });
  expect(table.events).toMatchObject([
    { time: '2025-02-25T09:19:25.391123Z', values: creation },
    {
      time: '2025-02-25T09:19:25.391123Z',
      values: {
        'event.action': 'content-modification-time',
        'event.category': 'file',
        'file.path': 'OS:/a.txt',
      },
    },
    { time: '', values: { 'event.action': 'not-a-time' } },
  ]);
});

test('dynamic CSV with other columns: the XML of an event says more than its message', async () => {
  const xml =
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="Microsoft-Windows-Sysmon"/><EventID>1</EventID><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>WS01.contoso.com</Computer></System><EventData><Data Name="Image">C:\\x.exe</Data><Data Name="ProcessId">7</Data></EventData></Event>';
  const { card, events } = await readTable(
    tableOfRows('datetime,timestamp_desc,message,parser,hostname,username,xml_string', [
      {
        datetime: '2025-02-25T09:19:25+00:00',
        timestamp_desc: 'Content Modification Time',
        message: '[1 / 0x0001] Source Name: Microsoft-Windows-Sysmon Strings: []',
        parser: 'winevtx',
        hostname: 'old-name',
        xml_string: xml,
      },
    ]),
  );
  expect(card).toBe('plaso-dynamic-csv');
  expect(events[0]!.values).toMatchObject({
    'event.action': 'created-process',
    'host.name': 'WS01.contoso.com',
    'process.executable': 'C:\\x.exe',
    'process.pid': 7,
  });
});

test('Timesketch: datetime goes before timestamp, the description is the action', async () => {
  const table = await readTable(
    tableOfRows('message,timestamp,datetime,timestamp_desc,hostname,user', [
      {
        message: 'eve came',
        timestamp: '1740475165391123',
        datetime: '2025-02-25T09:19:25.391123+00:00',
        timestamp_desc: 'Login Time',
        hostname: 'WS01',
        user: 'eve',
      },
    ]),
  );
  expect(table).toMatchObject({ card: 'timesketch-csv', codes: [] });
  expect(table.events).toMatchObject([
    {
      time: '2025-02-25T09:19:25.391123Z',
      values: { 'event.action': 'login-time', 'host.name': 'WS01', 'user.name': 'eve' },
    },
  ]);
});

test('mactime: the letters name the event', async () => {
  const table = await readTable(
    csvText([
      ['Date', 'Size', 'Type', 'Mode', 'UID', 'GID', 'Meta', 'File Name'],
      ['Tue Feb 25 2025 09:19:25', '12', 'm...', 'r/rrwxrwxrwx', '0', '0', '64-128-2', 'C:/a.txt'],
      ['Tue Feb 25 2025 09:19:26', '12', '.acb', 'r/rrwxrwxrwx', '0', '0', '64-128-2', 'C:/a.txt'],
      ['2025-02-25T09:19:27Z', '12', '..c.', 'r/rrwxrwxrwx', '0', '0', '64-128-2', 'C:/b, c.txt'],
    ]),
  );
  expect(table).toMatchObject({ card: 'mactime-csv', codes: ['time-zone-assumed'] });
  expect(
    table.events.map(({ time, values }) => [time, values['event.action'], values['file.path']]),
  ).toEqual([
    ['2025-02-25T09:19:25Z', 'file-modified', 'C:/a.txt'],
    ['2025-02-25T09:19:26Z', 'file-created', 'C:/a.txt'],
    ['2025-02-25T09:19:27Z', 'file-metadata-changed', 'C:/b, c.txt'],
  ]);
});

test('a body file has up to four events a line, and zero is no time', async () => {
  const line = (name: string, times: string): string =>
    `0|${name}|64-128-2|r/rrwxrwxrwx|0|0|12|${times}\n`;
  const table = await readTable(
    line('C:/a.txt', '1740475165|1740475166|1740475166|1740475100') +
      line('C:/b.txt', '0|1740475166|0|0') +
      line('C:/c.txt', '0|0|0|0'),
  );
  expect(table.card).toBe('bodyfile');
  expect(table.events.map(({ time, values }) => [time, values['event.action']])).toEqual([
    ['2025-02-25T09:18:20Z', 'file-created'],
    ['2025-02-25T09:19:26Z', 'file-modified'],
    ['2025-02-25T09:19:26Z', 'file-metadata-changed'],
    ['2025-02-25T09:19:25Z', 'file-accessed'],
    ['2025-02-25T09:19:26Z', 'file-modified'],
    ['', 'file-listed'],
  ]);
  expect(table.fields(0).get('timestamp_desc')).toBe('crtime');
});
