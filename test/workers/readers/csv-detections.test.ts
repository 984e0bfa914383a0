/** Tables of matched rules: the rule by its name, the event as it would be from its log. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readTable, tableOfRows } from '#test/support/csv-table.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { creation, creationData, common } from '#test/support/windows-tables.ts';

test('Hayabusa: abbreviations are written out, details opened, rules named, local times kept right', async () => {
  const table = await readTable(
    tableOfRows(
      'Timestamp,RuleTitle,Level,Computer,Channel,EventID,RecordID,Details,ExtraFieldInfo',
      [
        {
          Timestamp: '2022-02-22 22:00:00.123 +09:00',
          RuleTitle: 'Suspicious Whoami',
          Level: 'med',
          Computer: 'WS01',
          Channel: 'Sysmon',
          EventID: '1',
          RecordID: '4711',
          Details:
            'Cmdline: cmd.exe /c "whoami" ¦ Proc: C:\\Windows\\System32\\cmd.exe ¦ User: CONTOSO\\eve ¦ ParentCmdline: C:\\Windows\\Explorer.EXE ¦ LID: 0x3e7a1 ¦ PID: 6700 ¦ PGUID: B3C7A1F0-0001-67BD-0000-0010AAAA0000',
          ExtraFieldInfo: 'IntegrityLevel: High',
        },
        {
          Timestamp: '2022-02-22T13:00:01.000000Z',
          RuleTitle: 'Logon (Network)',
          Level: 'info',
          Computer: 'WS01',
          Channel: 'Sec',
          EventID: '4624',
          Details:
            'Type: 3 - NETWORK ¦ TgtUser: bob ¦ SrcComp: WS07 ¦ SrcIP: 10.0.0.5 ¦ LID: 0xabc12',
        },
      ],
    ),
  );
  expect(table).toMatchObject({ card: 'hayabusa-csv', codes: [] });
  expect(table.events).toMatchObject([
    {
      time: '2022-02-22T13:00:00.123Z',
      recordId: 4711,
      values: {
        'rule.name': 'Suspicious Whoami',
        'log.level': 'medium',
        'winlog.channel': 'Microsoft-Windows-Sysmon/Operational',
        'event.category': 'process',
        'event.action': 'created-process',
        'user.name': 'eve',
        'process.executable': 'C:\\Windows\\System32\\cmd.exe',
        'process.command_line': 'cmd.exe /c "whoami"',
        'process.pid': 6700,
      },
    },
    {
      time: '2022-02-22T13:00:01.000000Z',
      values: {
        'rule.name': 'Logon (Network)',
        'log.level': 'informational',
        'winlog.channel': 'Security',
        'event.action': 'logged-in',
        'user.name': 'bob',
        'winlog.logon.type': 3,
        'source.ip': '10.0.0.5',
        'source.domain': 'WS07',
      },
    },
  ]);
  expect(table.fields(0).get('PGUID')).toBe('B3C7A1F0-0001-67BD-0000-0010AAAA0000');
  expect(table.fields(0).get('IntegrityLevel')).toBe('High');
});

test.each([
  ['ISO 8601', '2022-02-22T13:00:00.123456Z'],
  ['European', '22-02-2022 22:00:00.123 +09:00'],
  ['US', '02-22-2022 10:00:00.123 PM +09:00'],
  ['US military', '02-22-2022 22:00:00.123 +09:00'],
  ['RFC 2822', 'Tue, 22 Feb 2022 22:00:00 +0900'],
])('Hayabusa’s %s times are read', async (_name, Timestamp) => {
  const { events, codes } = await readTable(
    tableOfRows('Timestamp,RuleTitle,Level,Computer,Channel,EventID,Details', [
      { Timestamp, RuleTitle: 'x', Level: 'low', Computer: 'WS01', Channel: 'Sec', EventID: '1' },
    ]),
  );
  expect(events[0]!.time).toMatch(/^2022-02-22T13:00:00/);
  expect(codes).toEqual([]);
});

test('Hayabusa’s profile for Timesketch and Velociraptor’s names are the same', async () => {
  const row = {
    Level: 'crit',
    Computer: 'WS01',
    Channel: 'Sec',
    Details: 'User: eve ¦ LID: 0x1',
  };
  const sketch = await readTable(
    tableOfRows('datetime,timestamp_desc,message,Computer,Channel,EventID,Level,Details', [
      {
        ...row,
        datetime: '2022-02-22 22:00:00.123 +09:00',
        timestamp_desc: 'hayabusa',
        message: 'Log Cleared',
        EventID: '1102',
      },
    ]),
  );
  const raptor = await readTable(
    tableOfRows('Timestamp,Computer,Channel,EID,Level,Title,RecordID,Details', [
      { ...row, Timestamp: '2022-02-22T13:00:00.123Z', Title: 'Log Cleared', EID: '1102' },
    ]),
  );
  const expected = {
    time: '2022-02-22T13:00:00.123Z',
    values: {
      'event.code': '1102',
      'event.action': 'audit-log-cleared',
      'log.level': 'critical',
      'rule.name': 'Log Cleared',
      'user.name': 'eve',
    },
  };
  for (const { card, events } of [sketch, raptor]) {
    expect(card).toBe('hayabusa-csv');
    expect(events).toMatchObject([expected]);
  }
});

realTest(
  'data/csv/hayabusa-sample-evtx-results.csv.gz',
  'Hayabusa on its sample logs: every row, its rules and what the events were',
  async () => {
    const [result] = await readAll(realPath('data/csv/hayabusa-sample-evtx-results.csv.gz'));
    const events = eventsOf(result!.batches);
    expect(result).toMatchObject({ imported: 10_072, rejects: [] });
    expect(events.every(({ values }) => values['rule.name'] !== undefined)).toBe(true);
    const count = (name: string, value: string): number =>
      events.filter(({ values }) => values[name] === value).length;
    expect(count('log.level', 'critical')).toBe(134);
    expect(count('log.level', 'informational')).toBe(4414);
    expect(count('event.action', 'logon-failed')).toBe(3612);
    expect(events[0]).toMatchObject({
      time: '2013-10-23T16:16:13.843Z',
      values: { 'rule.name': 'Logon Type 0 - System', 'host.name': '37L4247D28-05' },
    });
    const types = events.filter(({ values }) => values['winlog.logon.type'] === 2);
    expect(types[0]!.values).toMatchObject({
      'rule.name': 'Logon Type 2 - Interactive',
      'user.name': 'IEUser',
      'source.domain': 'WIN-QALA5Q3KJ43',
    });
    const created = events.filter(
      ({ values }) =>
        values['event.action'] === 'created-process' &&
        values['process.command_line'] !== undefined,
    );
    expect(created.length).toBeGreaterThan(1000);
  },
);

test('Chainsaw: rules by name, the event by its data', async () => {
  const data = Object.entries(creationData)
    .map(([name, text]) => `${name}: ${text}`)
    .join('\n');
  const { card, events } = await readTable(
    tableOfRows(
      'timestamp,detections,path,count,Event.System.Provider,Event ID,Record ID,Computer,Event Data',
      [
        {
          timestamp: '2025-02-25T09:19:25.391123+00:00',
          detections: '‣ Whoami Execution\n‣ Suspicious Shell',
          path: 'Security.evtx',
          count: '1',
          'Event.System.Provider': common['event.provider'],
          'Event ID': '4688',
          'Record ID': '4711',
          Computer: 'WS01.contoso.com',
          'Event Data': data,
        },
      ],
    ),
  );
  expect(card).toBe('chainsaw-csv');
  expect(events).toMatchObject([
    {
      time: '2025-02-25T09:19:25.391123Z',
      recordId: 4711,
      values: { ...creation, 'rule.name': 'Whoami Execution; Suspicious Shell' },
    },
  ]);
  const whole = await readTable(
    tableOfRows('timestamp,detections,path,data', [
      {
        timestamp: '2025-02-25T09:19:25+00:00',
        detections: '+ Whoami Execution',
        data: JSON.stringify({
          Event: {
            System: {
              Provider_attributes: { Name: common['event.provider'] },
              EventID: 4688,
              Computer: 'WS01.contoso.com',
              Channel: 'Security',
            },
            EventData: creationData,
          },
        }),
      },
    ]),
  );
  expect(whole.events).toMatchObject([
    { values: { ...common, ...creation, 'rule.name': 'Whoami Execution' } },
  ]);
  const old = await readTable(
    tableOfRows(
      'system_time,id,detection_rules,computer_name,Event.EventData.CommandLine,event_id',
      [
        {
          system_time: '2025-02-25T09:19:25Z',
          detection_rules: 'Whoami Execution',
          computer_name: 'WS01',
          event_id: '1',
        },
      ],
    ),
  );
  expect(old.card).toBe('chainsaw-csv');
  expect(old.events[0]!.values).toMatchObject({
    'host.name': 'WS01',
    'event.code': '1',
    'rule.name': 'Whoami Execution',
  });
});

realTest(
  'data/csv/alertlist.csv',
  'Sentinel’s alerts name their rule and their machine',
  async () => {
    const [result] = await readAll(realPath('data/csv/alertlist.csv'));
    const events = eventsOf(result!.batches);
    expect(events).toHaveLength(189);
    expect(events[0]!.values).toMatchObject({
      'rule.name': 'DC local group addition - Demo',
      'event.category': 'intrusion_detection',
      'log.level': 'low',
    });
  },
);
