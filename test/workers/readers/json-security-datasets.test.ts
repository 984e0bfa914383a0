/** Real logs of attacks: nothing is lost, everything is counted as the data's own README counts it, and the attack is found through the columns. */
import { expect } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import type { PlainEvent } from '#test/support/events-of.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realJson, realPath, realTest } from '#test/support/real-data.ts';

interface Creation {
  readonly time: string;
  readonly host: string;
  readonly event_id: number;
  readonly user: string;
  readonly parent: string;
  readonly image: string;
  readonly command_line: string;
}
interface Expected {
  readonly records: number;
  readonly hosts: Readonly<Record<string, number>>;
  readonly first: string;
  readonly last: string;
  readonly by_channel_and_event_id: Readonly<Record<string, number>>;
  readonly process_creations: number;
  readonly malicious_process_creations: readonly Creation[];
}

const files = [
  'cmd_sam_copy_esentutl.zip',
  'empire_psexec_dcerpc_tcp_svcctl.zip',
  'empire_shell_rubeus_asktgt_ptt.zip',
  'metasploit_logonpasswords_lsass_memory_dump.zip',
  'psh_lsass_memory_dump_comsvcs.zip',
  'purplesharp_ad_playbook_I.zip',
];

const expectedOf = (file: string): Expected => {
  const { mordor_json } = realJson('data/expected.json') as {
    mordor_json: Record<string, Expected>;
  };
  return mordor_json[file]!;
};

const counted = (events: readonly PlainEvent[], key: (event: PlainEvent) => string) => {
  const counts: Record<string, number> = {};
  for (const event of events) counts[key(event)] = (counts[key(event)] ?? 0) + 1;
  return counts;
};

/** "2020-10-19 12:28:23.942" and "2020-09-20T16:16:09.362Z" → ISO. */
const asIso = (text: string): string => `${text.replace(' ', 'T').replace('Z', '')}Z`;

/** The account as the ground truth writes it: Sysmon with its domain, 4688 without. */
const accountOf = ({ values }: PlainEvent): string =>
  values['event.code'] === '1'
    ? `${String(values['user.domain'])}\\${String(values['user.name'])}`
    : String(values['user.name']);

for (const file of files) {
  realTest(`data/mordor-json/${file}`, `every record of ${file} is an event`, async () => {
    const expected = expectedOf(file);
    const [member] = await readAll(realPath(`data/mordor-json/${file}`), { name: 'unknown' });
    expect(member).toMatchObject({ format: 'json-lines', error: undefined });
    expect(member!.prepared!.state).toMatchObject({ layout: 'mordor' });
    expect(member!.rejects).toEqual([]);
    expect(member!.imported).toBe(expected.records);

    const events = eventsOf(member!.batches);
    expect(counted(events, ({ values }) => String(values['host.name']))).toEqual(expected.hosts);
    expect(
      counted(
        events,
        ({ values }) => `${String(values['winlog.channel'])}|${String(values['event.code'])}`,
      ),
    ).toEqual(expected.by_channel_and_event_id);
    const times = events.map(({ time }) => time).sort();
    expect(times[0]).toBe(asIso(expected.first));
    expect(times.at(-1)).toBe(asIso(expected.last));

    const creations = events.filter(
      ({ values }) =>
        values['event.category'] === 'process' && values['event.action'] === 'created-process',
    );
    expect(creations).toHaveLength(expected.process_creations);
    const found = new Set(
      creations.map((event) =>
        JSON.stringify([
          event.time,
          event.values['host.name'],
          Number(event.values['event.code']),
          accountOf(event),
          event.values['process.parent.executable'],
          event.values['process.executable'],
          event.values['process.command_line'],
        ]),
      ),
    );
    for (const wanted of expected.malicious_process_creations) {
      const { time, host, event_id, user, parent, image, command_line } = wanted;
      const key = [asIso(time), host, event_id, user, parent, image, command_line];
      expect(found).toContain(JSON.stringify(key));
    }
  });
}

realTest(
  'data/mordor-json/psh_lsass_memory_dump_comsvcs.zip',
  'times without a zone are taken in the zone that the analyst names',
  async () => {
    const file = realPath('data/mordor-json/psh_lsass_memory_dump_comsvcs.zip');
    const [assumed] = await readAll(file);
    expect(assumed!.prepared!.zone).toEqual({ kind: 'assumed', zone: 'UTC' });
    expect(assumed!.problems.map(({ code }) => code)).toContain('time-zone-assumed');
    const [named] = await readAll(file, { timeZone: 'America/New_York' });
    expect(named!.prepared!.zone).toEqual({ kind: 'assumed', zone: 'America/New_York' });
    const [first] = eventsOf(named!.batches);
    expect(first!.time).toBe('2020-10-18T11:50:06.220Z');
  },
);

realTest(
  'data/mordor-json/purplesharp_ad_playbook_I.zip',
  'the collector’s own host, port and process are not taken for the event’s',
  async () => {
    const [member] = await readAll(realPath('data/mordor-json/purplesharp_ad_playbook_I.zip'));
    const events = eventsOf(member!.batches);
    expect(events.some(({ values }) => values['host.name'] === 'wec.internal.cloudapp.net')).toBe(
      false,
    );
    const [connection] = events.filter(({ values }) => values['event.code'] === '5156');
    expect(connection!.values).toMatchObject({
      'event.category': 'network',
      'event.outcome': 'success',
      'source.ip': '::1',
      'source.port': 49678,
      'destination.port': 389,
      'network.transport': 'tcp',
      'process.pid': 696,
    });
    expect(connection!.recordId).toBe(537111);
  },
);

realTest(
  'data/jsonl/nxlog_windows_T1047_wmi_atomic.jsonl.gz',
  'a plain NXLog file is read, and its logons and commands are found',
  async () => {
    const file = realPath('data/jsonl/nxlog_windows_T1047_wmi_atomic.jsonl.gz');
    const [member] = await readAll(file, { name: 'unknown', timeZone: 'UTC' });
    expect(member).toMatchObject({ format: 'json-lines', imported: 8220, rejects: [] });
    const events = eventsOf(member!.batches);
    const codes = counted(events, ({ values }) => String(values['event.code']));
    expect(codes).toMatchObject({ '10': 6852, '11': 338, '1': 335, '4624': 112, '4769': 59 });
    const logons = events.filter(({ values }) => values['event.action'] === 'logged-in');
    expect(logons).toHaveLength(112);
    const service = logons.find(({ values }) => values['user.name'] === 'SYSTEM');
    expect(service!.values).toMatchObject({
      'event.category': 'authentication',
      'event.outcome': 'success',
      'user.domain': 'NT AUTHORITY',
      'user.id': 'S-1-5-18',
      'winlog.logon.id': '0x3e7',
      'winlog.logon.type': 5,
      'winlog.logon.process': 'Advapi  ',
      'winlog.logon.authentication': 'Negotiate',
      'process.executable': 'C:\\Windows\\System32\\services.exe',
    });
    expect(service!.values).not.toHaveProperty('source.ip');
    const wmic = events.filter(({ values }) =>
      String(values['process.command_line']).includes('wmic process call create notepad.exe'),
    );
    expect(wmic.length).toBeGreaterThan(0);
  },
);
