/**
 * The same records out of a log and out of tables that tools make of it: every column is the same.
 * The tables are made here from the log's own fields, in the way of each tool.
 */
import { expect } from 'vitest';
import { tableOfRows, readTable } from '#test/support/csv-table.ts';
import { eventsOf } from '#test/support/events-of.ts';
import type { PlainEvent } from '#test/support/events-of.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';

type Texts = Readonly<Record<string, unknown>>;

interface LogDocument {
  readonly System: Texts & {
    readonly Provider: Texts;
    readonly Security?: Texts;
  };
  readonly EventData?: Texts;
  readonly UserData?: Texts;
}

const levels = ['LogAlways', 'Critical', 'Error', 'Warning', 'Info', 'Verbose'];
const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** EvtxECmd writes names for the bits that audits have. */
function keywordNames(mask: string): string {
  const bits = mask === '' ? 0n : BigInt(mask);
  if ((bits & 0x20000000000000n) !== 0n) return 'Audit success';
  return (bits & 0x10000000000000n) !== 0n ? 'Audit failure' : mask;
}

function evtxecmdRow({ time, document }: PlainEvent): Readonly<Record<string, string>> {
  const { System: system, EventData: data, UserData: user } = JSON.parse(document) as LogDocument;
  const pairs = Object.entries(data ?? {}).map(([name, value]) => ({
    '@Name': name,
    '#text': text(value),
  }));
  return {
    EventRecordId: text(system['EventRecordID']),
    TimeCreated: time.replace('T', ' ').replace('Z', ''),
    EventId: text(system['EventID']),
    Level: levels[Number(system['Level'] ?? 0)] ?? text(system['Level']),
    Provider: text(system.Provider['Name']),
    Channel: text(system['Channel']),
    ProcessId: '4242',
    Computer: text(system['Computer']),
    UserId: text(system.Security?.['UserID']),
    MapDescription: 'x',
    Keywords: keywordNames(text(system['Keywords'])),
    Payload: JSON.stringify(
      user === undefined ? { EventData: { Data: pairs } } : { UserData: user },
    ),
  };
}

function velociraptorRow({ time, document }: PlainEvent): Readonly<Record<string, string>> {
  const { System: system, EventData: data, UserData: user } = JSON.parse(document) as LogDocument;
  return {
    EventTime: time,
    Computer: text(system['Computer']),
    Channel: text(system['Channel']),
    Provider: text(system.Provider['Name']),
    EventID: text(system['EventID']),
    EventRecordID: text(system['EventRecordID']),
    UserSID: text(system.Security?.['UserID']),
    Level: text(system['Level']),
    Keywords: text(system['Keywords']),
    EventData: data === undefined ? '' : JSON.stringify(data),
    UserData: user === undefined ? '' : JSON.stringify(user),
    OSPath: 'C:\\Security.evtx',
  };
}

const tools = {
  EvtxECmd: {
    header:
      'EventRecordId,TimeCreated,EventId,Level,Provider,Channel,ProcessId,Computer,UserId,MapDescription,PayloadData1,Keywords,Payload',
    row: evtxecmdRow,
  },
  Velociraptor: {
    header:
      'EventTime,Computer,Channel,Provider,EventID,EventRecordID,UserSID,Level,Keywords,EventData,UserData,OSPath',
    row: velociraptorRow,
  },
} as const;

for (const file of [
  'security_baseline_2016-2017.evtx',
  'sysmon_workstation_2017-2018.evtx',
  'DE_1102_security_log_cleared.evtx',
  'LM_ScheduledTask_ATSVC_target_host.evtx',
  'DE_RDP_Tunnel_5156.evtx',
]) {
  for (const [tool, { header, row }] of Object.entries(tools)) {
    realTest(`data/evtx/${file}`, `${tool} of ${file} says what the log says`, async () => {
      const [log] = await readAll(realPath(`data/evtx/${file}`));
      const events = eventsOf(log!.batches).filter(({ time }) => time !== '');
      expect(events.length).toBeGreaterThan(30);
      const table = await readTable(tableOfRows(header, events.map(row)));
      expect(table.rejects).toEqual([]);
      expect(table.events).toHaveLength(events.length);
      table.events.forEach(({ time, recordId, values }, i) => {
        expect({ time, recordId, values }).toEqual({
          time: events[i]!.time,
          recordId: events[i]!.recordId,
          values: events[i]!.values,
        });
      });
    });
  }
}
