/**
 * Real logs with known content. The reference data lies beside the project; without it these tests
 * are skipped, and say so.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import type { PlainEvent } from '#test/support/events-of.ts';
import { headOf, readEvtx } from '#test/support/read-evtx.ts';
import type { EvtxContent } from '#test/support/read-evtx.ts';

const data = path.resolve(import.meta.dirname, '../../../../shared/data');
const present = existsSync(path.join(data, 'expected.json'));

interface Expected {
  readonly records_by_structure: number;
  readonly libevtx_records: number;
  readonly dirty_flag: boolean;
  readonly all_three_agree: boolean;
  readonly event_ids?: Readonly<Record<string, number>>;
  readonly channels?: Readonly<Record<string, number>>;
  readonly computers?: Readonly<Record<string, number>>;
  readonly first_utc?: string;
  readonly last_utc?: string;
}

const expected = (
  present ? JSON.parse(readFileSync(path.join(data, 'expected.json'), 'utf8')) : { evtx: {} }
) as { readonly evtx: Readonly<Record<string, Expected>> };

/** Damaged logs: records that the chunks no longer vouch for, and rejects among those they do. */
const damaged: Readonly<Record<string, { stale: number; rejects: number }>> = {
  'damaged_bad_chunk_magic.evtx': { stale: 113, rejects: 3 },
  'damaged_zero_data_size_event.evtx': { stale: 114, rejects: 0 },
  'rdp_remoteconnectionmanager_2018.evtx': { stale: 21, rejects: 1 },
};

const bytesOf = (name: string): Buffer => readFileSync(path.join(data, 'evtx', name));
const read = (name: string): EvtxContent => readEvtx(bytesOf(`${name}.evtx`));

function counts(events: readonly PlainEvent[], column: string): Record<string, number> {
  const out: Record<string, number> = {};
  for (const { values } of events) {
    const key = String(values[column] ?? '');
    if (key !== '') out[key] = (out[key] ?? 0) + 1;
  }
  return out;
}

/** Microseconds; the reference has six digits or none. */
const instant = (iso: string): number =>
  Date.parse(`${iso.slice(0, 19)}Z`) * 1000 + Number(/\.(\d{6})/.exec(iso)?.[1] ?? 0);

const named = (fields: readonly { name: string; value: string }[]): Map<string, string> =>
  new Map(fields.map(({ name, value }) => [name, value]));

/** Fields of the events with a code. */
function fieldsOf({ events }: EvtxContent, code: string): Map<string, string>[] {
  const those = events.filter(({ values }) => values['event.code'] === code);
  return those.map(({ document }) => named(evtxReader.fields(document, {})));
}

describe.skipIf(!present)('real logs (reference data beside the project)', () => {
  const whole = Object.entries(expected.evtx).filter(([name]) => damaged[name] === undefined);

  test.each(whole)(
    '%s: every record becomes an event, and all counts are right',
    (name, wanted) => {
      const bytes = bytesOf(name);
      expect(evtxReader.sniff(headOf(bytes, 'unknown'))).toBe('certain');
      const { events, rejects, problems } = readEvtx(bytes);
      expect(rejects).toEqual([]);
      expect(events).toHaveLength(wanted.records_by_structure);
      expect(problems['evtx-dirty'] ?? 0).toBe(wanted.dirty_flag ? 1 : 0);
      if (wanted.event_ids === undefined) return;
      expect(counts(events, 'event.code')).toEqual(wanted.event_ids);
      expect(counts(events, 'host.name')).toEqual(wanted.computers);
      const channels = { ...wanted.channels };
      delete channels[''];
      expect(counts(events, 'winlog.channel')).toEqual(channels);
      expectTimes(events, wanted);
    },
  );

  test.each(Object.entries(damaged))(
    '%s: as many records as other tools count; the rest only when it is to be recovered',
    (name, { stale, rejects: torn }) => {
      const wanted = expected.evtx[name]!;
      const { events, rejects, problems } = readEvtx(bytesOf(name));
      expect(rejects).toHaveLength(torn);
      expect(events).toHaveLength(wanted.libevtx_records);
      expect(counts(events, 'event.code')).toEqual(wanted.event_ids);
      expect(problems['evtx-stale-record']).toBe(stale);
      expect(Object.keys(counts(events, 'winlog.channel'))).toEqual(Object.keys(wanted.channels!));
      const recovered = readEvtx(bytesOf(name), { recover: true });
      const seen = recovered.events.length + recovered.rejects.length;
      expect(seen).toBeGreaterThanOrEqual(events.length + rejects.length + stale);
    },
  );

  test('records that are written out without a template are read', () => {
    const content = read('ID1116-1117-Defender-threat-detected');
    expect(content.events).toHaveLength(6);
    const [found] = fieldsOf(content, '1116');
    expect(found!.get('winlog.event_data.Threat Name')).toBe('HackTool:Win64/Mikatz!dha');
    expect(found!.get('winlog.event_data.FWLink')).toContain('&threatid=2147705511&');
    expect(found!.get('winlog.user.identifier')).toBe('S-1-5-18');
    expect(content.events[0]!.time).toBe('2020-12-11T12:28:01.2990045Z');
  });

  test('the services that psexec installed are found', () => {
    const services = fieldsOf(read('metasploit-psexec-native-target-system'), '7045');
    expect(services.map((fields) => fields.get('winlog.event_data.ServiceName'))).toEqual(
      expect.arrayContaining(['KgXItsbKgTJzdzwl', 'hgabms']),
    );
    const [service] = services;
    expect(service!.get('winlog.event_data.ImagePath')).toBe('%SYSTEMROOT%\\duKhLYUX.exe');
  });

  test('the one ticket without pre-authentication is found', () => {
    const tickets = fieldsOf(read('T1558.004_AS-REP-Roasting_Security'), '4768');
    const without = tickets.filter((fields) => fields.get('winlog.event_data.PreAuthType') === '0');
    expect(without).toHaveLength(1);
    expect(without[0]!.get('winlog.event_data.TargetUserName')).toBe('Alice');
    expect(without[0]!.get('winlog.event_data.IpAddress')).toBe('::ffff:192.168.1.2');
  });

  test('who cleared the log stands in UserData', () => {
    const content = read('DE_1102_security_log_cleared');
    const [cleared] = fieldsOf(content, '1102');
    expect(cleared!.get('winlog.user_data.xml_name')).toBe('LogFileCleared');
    expect(cleared!.get('winlog.user_data.SubjectUserName')).toBe('user01');
    expect(cleared!.get('winlog.user_data.SubjectLogonId')).toBe('0x17dad');
    expect(content.events[0]!.values).toMatchObject({
      'user.name': 'user01',
      'user.domain': 'EXAMPLE',
    });
  });

  test('guessed passwords are logons of type 3 from one address', () => {
    const { events } = read('smb-password-guessing-security');
    expect(counts(events, 'source.ip')).toEqual({ '192.168.198.149': 3561 });
    expect(counts(events, 'winlog.logon.type')).toEqual({ 3: 3561 });
    const fields = named(evtxReader.fields(events[0]!.document, {}));
    expect(fields.get('winlog.event_data.Status')).toBe('0xc000006d');
    expect(fields.get('winlog.keywords')).toBe('0x8010000000000000');
    expect(fields.get('winlog.activity_id')).toBe('{B864D168-0B7B-0000-89D1-64B87B0BD201}');
  });

  test('the calls of a netlogon attack stand in a log without channels', () => {
    const netlogon = fieldsOf(read('etw_rpc_zerologon'), '6').filter(
      (fields) =>
        fields.get('winlog.event_data.InterfaceUuid') === '{12345678-1234-ABCD-EF00-01234567CFFB}',
    );
    const calls = netlogon.map((fields) => fields.get('winlog.event_data.ProcNum'));
    expect(calls).toHaveLength(5);
    expect(new Set(calls)).toEqual(new Set(['4', '15', '30']));
  });

  test('truth values of unusual width are read as such', () => {
    const { documents } = read('grouppolicy_irregular_bool_values');
    const values = documents.map((document) => document.EventData?.['IsMachineBoot']);
    expect(new Set(values.filter((value) => value !== undefined))).toEqual(new Set([true, false]));
  });

  test('the service that stands in the log of the zero-size record is found', () => {
    const services = fieldsOf(read('damaged_zero_data_size_event'), '7045');
    const images = services.map((fields) => fields.get('winlog.event_data.ImagePath'));
    expect(images).toContain('C:\\CmdExecService\\cmdexsvc.exe');
  });

  test('two hundred mutants of real logs end in events and rejects', () => {
    const random = new SeededRandom(7);
    const names = [
      'DE_RDP_Tunnel_5156',
      'metasploit-psexec-native-target-system',
      'ID1116-1117-Defender-threat-detected',
      'LM_sysmon_3_12_13_1_SharpRDP',
    ];
    const originals = names.map((name) => bytesOf(`${name}.evtx`));
    for (let mutant = 0; mutant < 200; mutant++) {
      const bytes = Buffer.from(originals[mutant % originals.length]!);
      for (let i = 0; i < 40; i++)
        bytes[4096 + random.below(bytes.length - 4096)] = random.below(256);
      const { rejects } = readEvtx(bytes);
      expect(rejects.filter(({ reason }) => reason === 'evtx-reader-fault')).toEqual([]);
    }
  });
});

/** The reference went through floating point: it is some microseconds off. */
function expectTimes(events: readonly PlainEvent[], wanted: Expected): void {
  const times = events.map(({ time }) => time).filter((time) => time !== '');
  times.sort();
  expect(Math.abs(instant(times[0]!) - instant(wanted.first_utc!))).toBeLessThan(5);
  expect(Math.abs(instant(times.at(-1)!) - instant(wanted.last_utc!))).toBeLessThan(5);
}
