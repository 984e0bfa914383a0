/** Tables of collectors and endpoint agents: Defender XDR, Splunk, Velociraptor, syslog of Sentinel. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readTable, tableOfRows } from '#test/support/csv-table.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import {
  creation,
  logon,
  creationData,
  logonMessage,
  common,
} from '#test/support/windows-tables.ts';

test('Defender XDR: process creations and logons have the actions and types of Windows', async () => {
  const processes = await readTable(
    tableOfRows(
      'Timestamp,DeviceName,ActionType,FileName,FolderPath,ProcessId,ProcessCommandLine,AccountDomain,AccountName,InitiatingProcessFolderPath,InitiatingProcessId',
      [
        {
          Timestamp: '2025-02-25T09:19:25.3911234Z',
          DeviceName: 'ws01.contoso.com',
          ActionType: 'ProcessCreated',
          FileName: 'cmd.exe',
          FolderPath: 'C:\\Windows\\System32\\cmd.exe',
          ProcessId: '6700',
          ProcessCommandLine: 'cmd.exe /c "whoami"',
          AccountDomain: 'CONTOSO',
          AccountName: 'eve',
          InitiatingProcessFolderPath: 'C:\\Windows\\explorer.exe',
          InitiatingProcessId: '2000',
        },
      ],
    ),
  );
  expect(processes.card).toBe('defender-xdr-csv');
  const { 'event.code': _code, 'winlog.logon.id': _id, ...same } = creation;
  expect(processes.events).toMatchObject([{ time: '2025-02-25T09:19:25.3911234Z', values: same }]);
  const logons = await readTable(
    tableOfRows(
      'Timestamp,DeviceName,ActionType,LogonType,AccountDomain,AccountName,Protocol,RemoteIP,RemoteDeviceName,LogonId',
      [
        {
          Timestamp: '2025-02-25T09:20:00Z',
          DeviceName: 'ws01',
          ActionType: 'LogonSuccess',
          LogonType: 'RemoteInteractive',
          AccountDomain: 'CONTOSO',
          AccountName: 'bob',
          Protocol: 'NTLM',
          RemoteIP: '10.0.0.5',
          RemoteDeviceName: 'WS07',
        },
        { Timestamp: '2025-02-25T09:21:00Z', ActionType: 'LogonFailed', LogonType: 'Network' },
      ],
    ),
  );
  expect(logons.events).toMatchObject([
    {
      values: {
        'event.category': 'authentication',
        'event.action': 'logged-in',
        'winlog.logon.type': 10,
        'winlog.logon.authentication': 'NTLM',
        'source.ip': '10.0.0.5',
        'source.domain': 'WS07',
        'user.name': 'bob',
      },
    },
    {
      values: {
        'event.action': 'logon-failed',
        'winlog.logon.type': 3,
        'event.outcome': 'failure',
      },
    },
  ]);
});

test('Defender XDR without ActionType is told by its columns', async () => {
  const { events, card } = await readTable(
    'Timestamp,DeviceName,FileName,ProcessCommandLine,InitiatingProcessFileName\n' +
      '2025-02-25T09:19:25Z,ws01,cmd.exe,cmd.exe /c dir,explorer.exe\n',
  );
  expect(card).toBe('defender-xdr-csv');
  expect(events[0]!.values).toMatchObject({
    'event.action': 'created-process',
    'process.command_line': 'cmd.exe /c dir',
  });
});

test('Splunk: raw XML, classic text and JSON become the events that they are', async () => {
  const data = Object.entries(creationData)
    .map(([name, text]) => `<Data Name='${name}'>${text.replaceAll('&', '&amp;')}</Data>`)
    .join('');
  const xml = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4688</EventID><Level>0</Level><Keywords>0x8020000000000000</Keywords><TimeCreated SystemTime='2025-02-25T09:19:25.3911234Z'/><EventRecordID>4711</EventRecordID><Channel>Security</Channel><Computer>WS01.contoso.com</Computer><Security/></System><EventData>${data}</EventData></Event>`;
  const classic = [
    '02/25/2025 10:20:00 AM',
    'LogName=Security',
    'SourceName=Microsoft Windows security auditing.',
    'EventCode=4624',
    'EventType=0',
    'Type=Information',
    'ComputerName=WS01.contoso.com',
    'RecordNumber=4712',
    'Keywords=Audit Success',
    `Message=${logonMessage}`,
  ].join('\r\n');
  const json = JSON.stringify({
    EventID: 4688,
    Channel: 'Security',
    Hostname: 'WS01.contoso.com',
    SourceName: common['event.provider'],
    ...creationData,
  });
  const raws = [xml, classic, json, 'plain words, nothing else', '<Event><broken', '{"broken":'];
  const table = await readTable(
    tableOfRows(
      '_time,_raw,host,source,sourcetype',
      raws.map((raw) => ({
        _time: '2025-02-25T10:19:25.391+0100',
        _raw: raw,
        host: 'collector',
        sourcetype: 'WinEventLog',
      })),
    ),
  );
  expect(table).toMatchObject({ card: 'splunk-csv', codes: [], recordsSeen: 6, rejects: [] });
  expect(table.events).toMatchObject([
    { time: '2025-02-25T09:19:25.391Z', recordId: 4711, values: { ...common, ...creation } },
    { recordId: 4712, values: { ...common, ...logon } },
    { values: { ...common, ...creation } },
    { values: { 'host.name': 'collector', 'event.provider': 'WinEventLog' } },
    { values: { 'host.name': 'collector' } },
    { values: { 'host.name': 'collector' } },
  ]);
  expect(table.fields(0).get('NewProcessName')).toBe('C:\\Windows\\System32\\cmd.exe');
  expect(table.fields(1).get('WorkstationName')).toBe('WS07');
});

test('Velociraptor: event data beside the columns, or the whole event in System and EventData', async () => {
  const flat = await readTable(
    tableOfRows(
      'EventTime,Computer,Channel,Provider,EventID,EventRecordID,UserSID,Username,EventData,OSPath',
      [
        {
          EventTime: '2025-02-25T09:19:25.3911234Z',
          Computer: 'WS01.contoso.com',
          Channel: 'Security',
          Provider: common['event.provider'],
          EventID: '4688',
          EventRecordID: '4711',
          EventData: JSON.stringify(creationData),
          OSPath: 'C:\\Windows\\System32\\winevt\\Logs\\Security.evtx',
        },
      ],
    ),
  );
  const nested = await readTable(
    tableOfRows('System,EventData,Message,ClientId', [
      {
        System: JSON.stringify({
          Provider: { Name: common['event.provider'] },
          EventID: { Value: 4688 },
          TimeCreated: { SystemTime: 1740475165.391 },
          EventRecordID: 4711,
          Channel: 'Security',
          Computer: 'WS01.contoso.com',
        }),
        EventData: JSON.stringify({ ...creationData, NewProcessId: 6700, ProcessId: 2000 }),
        ClientId: 'C.1',
      },
    ]),
  );
  for (const { card, events } of [flat, nested]) {
    expect(card).toBe('velociraptor-csv');
    expect(events).toMatchObject([{ recordId: 4711, values: { ...common, ...creation } }]);
    expect(events[0]!.time).toMatch(/^2025-02-25T09:19:25\.391/);
  }
});

realTest('data/csv/sudo_data.csv', 'Sentinel’s syslog: sudo commands are processes', async () => {
  const [result] = await readAll(realPath('data/csv/sudo_data.csv'));
  const events = eventsOf(result!.batches);
  expect(events).toHaveLength(22);
  expect(events[0]).toMatchObject({
    time: '2019-07-10T15:13:25.813Z',
    values: {
      'host.name': 'squid-uk-02',
      'event.action': 'created-process',
      'user.name': 'peteb',
      'user.target.name': 'root',
      'process.command_line': '/usr/sbin/squid',
      'winlog.channel': 'authpriv',
    },
  });
  expect(events[1]!.values).toMatchObject({
    'event.action': 'session-started',
    'user.name': 'peteb',
  });
});

test('Splunk: a line of syslog is what its program says', async () => {
  const { events } = await readTable(
    tableOfRows('_time,_raw,host,sourcetype', [
      {
        _time: '1740475165.391',
        _raw: 'Feb 25 09:19:25 web01 sshd[812]: Failed password for root from 203.0.113.9 port 4711 ssh2',
        host: 'web01',
        sourcetype: 'linux_secure',
      },
    ]),
  );
  expect(events).toMatchObject([
    {
      time: '2025-02-25T09:19:25.391Z',
      values: {
        'host.name': 'web01',
        'event.action': 'logon-failed',
        'user.name': 'root',
        'source.ip': '203.0.113.9',
      },
    },
  ]);
});
