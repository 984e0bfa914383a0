/** Windows events out of tables of Windows itself, of KAPE and of Log Analytics become what they would be from their log. */
import { expect, test } from 'vitest';
import { csvText, readTable, tableOfRows } from '#test/support/csv-table.ts';
import {
  creation,
  logon,
  creationData,
  logonData,
  creationMessage,
  logonMessage,
  failureMessage,
  sysmonMessage,
  common,
} from '#test/support/windows-tables.ts';

const evtxecmdHeader =
  'RecordNumber,EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,ThreadId,Computer,ChunkNumber,UserId,MapDescription,UserName,RemoteHost,PayloadData1,PayloadData2,PayloadData3,PayloadData4,PayloadData5,PayloadData6,ExecutableInfo,HiddenRecord,SourceFile,Keywords,ExtraDataOffset,Payload';

const payload = (data: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    EventData: {
      Data: Object.entries(data).map(([name, text]) => ({ '@Name': name, '#text': text })),
    },
  });

const evtxecmdRows = [
  {
    RecordNumber: '1',
    EventRecordId: '4711',
    TimeCreated: '2025-02-25 09:19:25.3911234',
    EventId: '4688',
    Level: 'LogAlways',
    Provider: 'Microsoft-Windows-Security-Auditing',
    Channel: 'Security',
    ProcessId: '4',
    ThreadId: '88',
    Computer: 'WS01.contoso.com',
    MapDescription: 'A new process has been created',
    UserName: 'CONTOSO\\eve (S-1-5-21-1)',
    PayloadData1: 'PID: 0x1A2C',
    ExecutableInfo: 'cmd.exe /c "whoami"',
    Keywords: 'Audit success',
    Payload: payload(creationData),
  },
  {
    RecordNumber: '2',
    EventRecordId: '4712',
    TimeCreated: '2025-02-25 09:20:00.0000000',
    EventId: '4624',
    Level: 'LogAlways',
    Provider: 'Microsoft-Windows-Security-Auditing',
    Channel: 'Security',
    ProcessId: '748',
    Computer: 'WS01.contoso.com',
    RemoteHost: 'WS07 (10.0.0.5)',
    Keywords: 'Audit success',
    Payload: payload(logonData),
  },
];

test('EvtxECmd is read from its payload, with a BOM and CRLF, and never takes the logger’s process id', async () => {
  const table = await readTable('\ufeff' + tableOfRows(evtxecmdHeader, evtxecmdRows));
  expect(table).toMatchObject({ card: 'evtxecmd-csv', codes: [], recordsSeen: 2 });
  expect(table.events).toMatchObject([
    { time: '2025-02-25T09:19:25.3911234Z', recordId: 4711, values: { ...common, ...creation } },
    { time: '2025-02-25T09:20:00.0000000Z', recordId: 4712, values: { ...common, ...logon } },
  ]);
  expect(table.events[1]!.values).not.toHaveProperty('process.pid');
  expect(table.fields(0).get('PayloadData1')).toBe('PID: 0x1A2C');
  expect(table.fields(0).get('NewProcessName')).toBe('C:\\Windows\\System32\\cmd.exe');
  expect(table.fields(0).get('ProcessId')).toBe('4');
  expect(table.fields(0).get('Payload.ProcessId')).toBe('0x7d0');
});

test('EvtxECmd says the same in any order of columns and without PayloadData6', async () => {
  const usual = await readTable(tableOfRows(evtxecmdHeader, evtxecmdRows));
  const columns = evtxecmdHeader.split(',').filter((name) => name !== 'PayloadData6');
  const turned = await readTable(tableOfRows(columns.reverse().join(','), evtxecmdRows));
  expect(turned.events.map(({ time, values }) => [time, values])).toEqual(
    usual.events.map(({ time, values }) => [time, values]),
  );
});

test('EvtxECmd says the same whatever ends its lines', async () => {
  const text = tableOfRows(evtxecmdHeader, evtxecmdRows);
  const { events } = await readTable(text);
  for (const end of ['\n', '\r']) {
    const other = await readTable(text.replaceAll('\r\n', end));
    expect(other.card).toBe('evtxecmd-csv');
    expect(other.events.map(({ time, line, values }) => [time, line, values])).toEqual(
      events.map(({ time, line, values }) => [time, line, values]),
    );
  }
});

test('EvtxECmd: unnamed data by their places, UserData by its elements', async () => {
  const { events, fields } = await readTable(
    tableOfRows(evtxecmdHeader, [
      {
        ...evtxecmdRows[0]!,
        EventId: '1102',
        Provider: 'Microsoft-Windows-Eventlog',
        Payload: JSON.stringify({
          UserData: {
            LogFileCleared: { '@xmlns': 'x', SubjectUserName: 'eve', SubjectDomainName: 'C' },
          },
        }),
      },
      { ...evtxecmdRows[0]!, Payload: '{"EventData":{"Data":["first","second"]}}' },
    ]),
  );
  expect(events[0]!.values).toMatchObject({
    'event.action': 'audit-log-cleared',
    'user.name': 'eve',
  });
  expect(fields(1).get('param2')).toBe('second');
});

test('EvtxECmd without payloads has its summary columns', async () => {
  const columns = evtxecmdHeader.split(',').filter((name) => name !== 'Payload');
  const { events } = await readTable(tableOfRows(columns.join(','), evtxecmdRows));
  expect(events).toMatchObject([
    {
      values: {
        'event.action': 'created-process',
        'user.name': 'eve',
        'user.domain': 'CONTOSO',
        'process.command_line': 'cmd.exe /c "whoami"',
      },
    },
    { values: { 'event.action': 'logged-in', 'source.ip': '10.0.0.5', 'source.domain': 'WS07' } },
  ]);
  for (const { values } of events) expect(values).not.toHaveProperty('process.pid');
});

test('Log Analytics: NewProcessId is the child, ProcessId the parent, times are US text in UTC', async () => {
  const names = Object.keys(creationData);
  const header = ['TimeGenerated [UTC]', 'Computer', 'EventID', ...names];
  const row = [
    '2/25/2025, 9:19:25.391 AM',
    'WS01.contoso.com',
    '4688',
    ...Object.values(creationData),
  ];
  const table = await readTable(csvText([header, row]), { timeZone: 'Europe/Berlin' });
  expect(table).toMatchObject({ card: 'sentinel-windows-csv' });
  expect(table.events).toMatchObject([
    { time: '2025-02-25T09:19:25.391Z', values: { ...common, ...creation } },
  ]);
});

test('Log Analytics times are UTC unless the header says that they are local', async () => {
  const row = ['2/25/2025, 9:19:25.391 AM', 'WS01', '4688', 'CONTOSO\\eve'];
  for (const [name, time, codes] of [
    ['TimeGenerated', '2025-02-25T09:19:25.391Z', []],
    ['TimeGenerated [Local Time]', '2025-02-25T08:19:25.391Z', []],
  ] as const) {
    const header = [name, 'Computer', 'EventID', 'Account'];
    const table = await readTable(csvText([header, row]), { timeZone: 'Europe/Berlin' });
    expect(table.events[0]!.time).toBe(time);
    expect(table.codes).toEqual(codes);
  }
  const asked = await readTable(
    csvText([['TimeGenerated [Local Time]', 'Computer', 'EventID', 'Account'], row]),
  );
  expect(asked.codes).toContain('time-zone-assumed');
});

test('event data in one cell is read as XML and as JSON', async () => {
  const data = Object.entries(logonData)
    .map(([name, text]) => `<Data Name="${name}">${text}</Data>`)
    .join('');
  const xml = `<DataItem type="System.XmlData" time="2025-02-25T09:20:00Z"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${data}</EventData></DataItem>`;
  const header = 'TimeGenerated,Provider,Channel,Computer,EventID,EventData'.split(',');
  const row = [
    '2025-02-25T09:20:00Z',
    common['event.provider'],
    'Security',
    'WS01.contoso.com',
    '4624',
  ];
  const { events, card, fields } = await readTable(
    csvText([header, [...row, xml], [...row, JSON.stringify(logonData)]]),
  );
  expect(card).toBe('sentinel-windows-csv');
  expect(events).toMatchObject([{ values: logon }, { values: logon }]);
  expect(fields(0).get('WorkstationName')).toBe('WS07');
});

test('Event Viewer: the message in the column without a name, the order of day and month from the whole column', async () => {
  const header = 'Keywords,Date and Time,Source,Event ID,Task Category\r\n';
  const source = 'Microsoft-Windows-Security-Auditing';
  const rows = csvText([
    ['Audit Success', '07/02/2025 09:19:25', source, '4688', 'Process Creation', creationMessage],
    ['Audit Success', '25/02/2025 09:20:00', source, '4624', 'Logon', logonMessage],
    ['Audit Failure', '25/02/2025 09:21:00', source, '4625', 'Logon', failureMessage],
  ]);
  const table = await readTable(header + rows, { timeZone: 'Europe/Berlin' });
  expect(table).toMatchObject({ card: 'event-viewer-csv', codes: [], recordsSeen: 3 });
  expect(table.events).toMatchObject([
    { time: '2025-02-07T08:19:25Z', values: creation },
    { time: '2025-02-25T08:20:00Z', values: logon },
    {
      time: '2025-02-25T08:21:00Z',
      values: {
        'event.action': 'logon-failed',
        'event.outcome': 'failure',
        'user.name': 'mallory',
        'winlog.logon.type': 10,
        'source.ip': '198.51.100.7',
      },
    },
  ]);
  expect(table.fields(2).get('SubStatus')).toBe('0xC000006A');
  expect(table.fields(2).get('Task Category')).toBe('Logon');
  const asked = await readTable(header + rows);
  expect(asked.codes).toContain('time-zone-assumed');
});

test('Event Viewer in UTF-16 with a Level column and Sysmon’s messages', async () => {
  const text =
    'Level,Date and Time,Source,Event ID,Task Category\r\n' +
    csvText([
      [
        'Information',
        '2/25/2025 9:19:25 AM',
        'Microsoft-Windows-Sysmon',
        '1',
        'Process Create',
        sysmonMessage,
      ],
    ]);
  const { events, card } = await readTable(Buffer.from(`\ufeff${text}`, 'utf16le'));
  expect(card).toBe('event-viewer-csv');
  expect(events).toMatchObject([
    {
      time: '2025-02-25T09:19:25Z',
      values: {
        'event.category': 'process',
        'event.action': 'created-process',
        'log.level': 'information',
        'user.name': 'eve',
        'process.executable': 'C:\\Windows\\System32\\cmd.exe',
        'process.command_line': 'cmd.exe /c "whoami"',
        'process.pid': 6700,
        'process.entity_id': '{b3c7a1f0-0001-67bd-0000-0010aaaa0000}',
        'process.parent.pid': 2000,
      },
    },
  ]);
});

test('Get-WinEvent with a #TYPE line and the mask of keywords as a number', async () => {
  const header =
    '"Message","Id","Version","Qualifiers","Level","Task","Opcode","Keywords","RecordId","ProviderName","ProviderId","LogName","ProcessId","ThreadId","MachineName","UserId","TimeCreated","LevelDisplayName"';
  const row = (id: string, message: string, keywords: string): string[] => [
    message,
    id,
    '2',
    '',
    '0',
    '13312',
    '0',
    keywords,
    '4711',
    common['event.provider'],
    '54849625-5478-4994-a5ba-3e3b0328c30d',
    'Security',
    '4',
    '88',
    'WS01.contoso.com',
    '',
    '2/25/2025 9:19:25 AM',
    'Information',
  ];
  const text =
    '#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n' +
    `${header}\r\n` +
    csvText([
      row('4688', creationMessage, '-9214364837600034816'),
      row('4625', failureMessage, '-9218868437227405312'),
    ]);
  const table = await readTable(text);
  expect(table).toMatchObject({ card: 'get-winevent-csv', recordsSeen: 2 });
  expect(table.events).toMatchObject([
    {
      time: '2025-02-25T09:19:25Z',
      recordId: 4711,
      line: 3,
      values: { ...common, ...creation, 'event.outcome': 'success' },
    },
    { values: { ...common, 'event.action': 'logon-failed', 'user.name': 'mallory' } },
  ]);
});

test('Get-EventLog, with its own names for the same things', async () => {
  const { events, card } = await readTable(
    tableOfRows(
      'EventID,MachineName,Data,Index,Category,EntryType,Message,Source,InstanceId,TimeGenerated,UserName',
      [
        {
          EventID: '4624',
          MachineName: 'WS01.contoso.com',
          Index: '4712',
          EntryType: 'SuccessAudit',
          Message: logonMessage,
          Source: common['event.provider'],
          TimeGenerated: '2/25/2025 9:20:00 AM',
        },
      ],
    ),
  );
  expect(card).toBe('get-winevent-csv');
  expect(events).toMatchObject([
    {
      time: '2025-02-25T09:20:00Z',
      recordId: 4712,
      values: { ...common, ...logon, 'log.level': 'information' },
    },
  ]);
});
