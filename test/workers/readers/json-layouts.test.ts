/** The same event in the clothes of several tools: detection by content, equal columns. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import type { PlainEvent } from '#test/support/events-of.ts';
import { readBytes } from '#test/support/read-evidence.ts';

const eventData = {
  SubjectUserSid: 'S-1-5-21-1-2-3-1001',
  SubjectUserName: 'ann',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x3e7',
  NewProcessId: '0x1a2c',
  NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
  TokenElevationType: '%%1936',
  ProcessId: '0x4d2',
  CommandLine: 'cmd.exe /c "whoami > C:\\Temp\\ä.txt"',
  TargetUserName: '-',
  ParentProcessName: 'C:\\Windows\\explorer.exe',
};

const wanted = {
  'host.name': 'PC01.corp.example',
  'event.code': '4688',
  'event.provider': 'Microsoft-Windows-Security-Auditing',
  'winlog.channel': 'Security',
  'event.category': 'process',
  'event.action': 'created-process',
  'user.name': 'ann',
  'user.domain': 'CORP',
  'user.id': 'S-1-5-21-1-2-3-1001',
  'winlog.logon.id': '0x3e7',
  'process.executable': 'C:\\Windows\\System32\\cmd.exe',
  'process.command_line': 'cmd.exe /c "whoami > C:\\Temp\\ä.txt"',
  'process.pid': 0x1a2c,
  'process.parent.pid': 0x4d2,
  'process.parent.executable': 'C:\\Windows\\explorer.exe',
};

const evtxDump = {
  Event: {
    '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
    System: {
      Provider: {
        '#attributes': {
          Name: 'Microsoft-Windows-Security-Auditing',
          Guid: '54849625-5478-4994-A5BA-3E3B0328C30D',
        },
      },
      EventID: 4688,
      Level: 0,
      Keywords: '0x8020000000000000',
      TimeCreated: { '#attributes': { SystemTime: '2019-03-19T00:02:00.383090Z' } },
      EventRecordID: 6272,
      Channel: 'Security',
      Computer: 'PC01.corp.example',
      Security: null,
    },
    EventData: eventData,
  },
};

const attributesApart = {
  Event: {
    System: {
      Provider_attributes: { Name: 'Microsoft-Windows-Security-Auditing' },
      EventID: { '#attributes': { Qualifiers: 0 }, '#text': 4688 },
      TimeCreated_attributes: { SystemTime: '2019-03-19T00:02:00.383090Z' },
      EventRecordID: '6272',
      Channel: 'Security',
      Computer: 'PC01.corp.example',
    },
    EventData: {
      Data: Object.entries(eventData).map(([name, text]) => ({ '@Name': name, '#text': text })),
    },
  },
};

const velociraptor = {
  System: {
    Provider: { Name: 'Microsoft-Windows-Security-Auditing' },
    EventID: { Value: 4688 },
    TimeCreated: { SystemTime: 1552953720.38309 },
    EventRecordID: 6272,
    Channel: 'Security',
    Computer: 'PC01.corp.example',
  },
  EventData: eventData,
  _Source: 'Windows.EventLogs.Evtx',
};

const winlogbeat = {
  '@timestamp': '2019-03-19T00:02:00.383Z',
  ecs: { version: '8.0.0' },
  event: { code: '4688', kind: 'event', action: 'Process Creation', outcome: 'success' },
  host: { name: 'PC01.corp.example' },
  log: { level: 'information' },
  winlog: {
    channel: 'Security',
    computer_name: 'PC01.corp.example',
    event_id: '4688',
    provider_name: 'Microsoft-Windows-Security-Auditing',
    record_id: 6272,
    keywords: ['Audit Success'],
    event_data: eventData,
  },
};

const dotted = {
  '@timestamp': '2019-03-19T00:02:00.383Z',
  'host.name': 'PC01.corp.example',
  'log.level': 'information',
  'winlog.channel': 'Security',
  'winlog.computer_name': 'PC01.corp.example',
  'winlog.event_id': 4688,
  'winlog.provider_name': 'Microsoft-Windows-Security-Auditing',
  'winlog.record_id': '6272',
  ...Object.fromEntries(
    Object.entries(eventData).map(([name, text]) => [`winlog.event_data.${name}`, text]),
  ),
};

const nxlog = {
  EventTime: '2019-03-19 01:02:00',
  '@timestamp': '2019-03-19T00:02:00.383Z',
  Hostname: 'PC01.corp.example',
  EventType: 'AUDIT_SUCCESS',
  Keywords: -9214364837600034816,
  EventID: 4688,
  SourceName: 'Microsoft-Windows-Security-Auditing',
  RecordNumber: 6272,
  ProcessID: 4,
  Channel: 'Security',
  ...eventData,
  EventReceivedTime: '2019-03-19 01:02:09',
};

const clothes = {
  'evtx-dump': [evtxDump, attributesApart, velociraptor],
  winlogbeat: [winlogbeat, dotted],
  mordor: [nxlog],
};

async function only(text: string): Promise<PlainEvent> {
  const member = await readBytes(text);
  expect(member.rejects).toEqual([]);
  const events = eventsOf(member.batches);
  expect(events).toHaveLength(1);
  return events[0]!;
}

for (const [layout, records] of Object.entries(clothes)) {
  for (const [at, record] of records.entries()) {
    test(`a process creation as ${layout}, variant ${at + 1}, fills the same columns`, async () => {
      const text = JSON.stringify(record);
      const member = await readBytes(`${text}\n${text}\n`);
      expect(member).toMatchObject({ format: 'json-lines', imported: 2 });
      expect(member.prepared!.state).toMatchObject({ layout });
      const [event] = eventsOf(member.batches);
      expect(event!.values).toMatchObject(wanted);
      expect(event!.values).not.toHaveProperty(['user.target.name']);
      expect(event!.time).toMatch(/^2019-03-19T00:02:00\.383/);
      expect(event!.recordId).toBe(6272);
      expect(event!.document).toBe(text);
    });
  }
}

test('audit keywords tell the outcome, as a mask, as words and as NXLog’s type', async () => {
  for (const record of [evtxDump, winlogbeat, nxlog]) {
    const { values } = await only(JSON.stringify(record));
    expect(values['event.outcome']).toBe('success');
  }
});

test('a document that the shipper normalised keeps its columns where our rules say nothing', async () => {
  const other = {
    '@timestamp': '2021-01-01T00:00:00Z',
    ecs: { version: '8.0' },
    event: { category: ['process'], type: ['start'], action: 'exec', outcome: 'success' },
    host: { name: 'web1' },
    user: { name: 'root', id: '0' },
    process: {
      pid: 4242,
      entity_id: 'abc',
      executable: '/usr/bin/curl',
      command_line: 'curl http://evil',
      parent: { pid: 1, executable: '/sbin/init' },
    },
    source: { ip: '10.0.0.5', port: 51000 },
  };
  const event = await only(JSON.stringify(other));
  expect(event.values).toEqual({
    'host.name': 'web1',
    'event.category': 'process',
    'event.action': 'created-process',
    'event.outcome': 'success',
    'user.name': 'root',
    'user.id': '0',
    'process.executable': '/usr/bin/curl',
    'process.command_line': 'curl http://evil',
    'process.pid': 4242,
    'process.entity_id': 'abc',
    'process.parent.executable': '/sbin/init',
    'process.parent.pid': 1,
    'source.ip': '10.0.0.5',
    'source.port': 51000,
  });
});

test('a file of several shapes is read shape by shape', async () => {
  const lines = [nxlog, evtxDump, winlogbeat, { ts: 1, unknown: true }, nxlog];
  const member = await readBytes(lines.map((line) => JSON.stringify(line)).join('\n'));
  expect(member).toMatchObject({ imported: 5, rejects: [] });
  const events = eventsOf(member.batches);
  expect(events.map(({ values }) => values['event.action'] ?? '')).toEqual([
    'created-process',
    'created-process',
    'created-process',
    '',
    'created-process',
  ]);
});

test('an unknown shape has its time found by name before by value', async () => {
  const row = (n: number) => ({
    created: `2020-01-0${n}T00:00:00Z`,
    details: { eventTime: `2021-05-0${n} 10:00:00.25` },
    user: { name: 'ann' },
    count: 1600000000,
  });
  const member = await readBytes([1, 2, 3].map((n) => JSON.stringify(row(n))).join('\n'));
  expect(member.prepared!.state).toMatchObject({
    layout: 'generic',
    timePath: ['details', 'eventTime'],
  });
  expect(member.problems.map(({ code }) => code).sort()).toEqual([
    'time-zone-assumed',
    'unknown-layout',
  ]);
  const [event] = eventsOf(member.batches);
  expect(event!.time).toBe('2021-05-01T10:00:00.25Z');
  expect(event!.values).toEqual({ 'user.name': 'ann' });
});

test('records without a time are events, and counted', async () => {
  const member = await readBytes('{"EventID":1,"Hostname":"A"}\n{"EventID":2,"Hostname":"A"}');
  expect(member).toMatchObject({ imported: 2, rejects: [] });
  expect(eventsOf(member.batches).map(({ time }) => time)).toEqual(['', '']);
  expect(member.problems).toEqual([
    { code: 'no-time', message: 'Records without a time.', count: 2, firstLocator: 'line 1' },
  ]);
});
