/** JSON of other sources: cloud, network sensors, host queries. Counts as in the data's expected.json. */
import { expect } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';

interface Source {
  readonly file: string;
  readonly layout: string;
  readonly records: number;
  /** Of the first event. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly time: string;
}

const sources: readonly Source[] = [
  {
    file: 'data/cloud/cloudtrail_ec2_proxy_s3_exfiltration.zip',
    layout: 'cloudtrail',
    records: 103,
    time: '2020-09-14T00:44:23.000Z',
    values: {
      'user.name': 'pedro',
      'event.action': 'DescribeInstanceTypes',
      'source.ip': '1.2.3.4',
    },
  },
  {
    file: 'data/cloud/goldensaml_AADAuditEvents.zip',
    layout: 'entra',
    records: 4,
    time: '2021-08-02T13:29:25.983Z',
    values: { 'event.outcome': 'success', 'event.provider': 'Core Directory' },
  },
  {
    file: 'data/cloud/goldensaml_OfficeActivityEvents.zip',
    layout: 'm365-audit',
    records: 1,
    time: '2021-08-02T13:32:07Z',
    values: { 'event.action': 'MailItemsAccessed', 'user.name': 'pgustavo@simulandlabs.com' },
  },
  {
    file: 'data/cloud/goldensaml_Microsoft365DefenderEvents.zip',
    layout: 'defender-xdr',
    records: 9,
    time: '2021-08-02T13:11:39.7724491Z',
    values: {
      'host.name': 'adfs01.simulandlabs.com',
      'event.action': 'ldap-search',
      'user.name': 'wardog',
      'process.pid': 5692,
    },
  },
  {
    file: 'data/cloud/goldensaml_WindowsEvents.zip',
    layout: 'sentinel',
    records: 38,
    time: '2021-08-02T13:09:20.04Z',
    values: {
      'host.name': 'ADFS01.simulandlabs.com',
      'event.provider': 'AD FS Auditing',
      'event.code': '412',
      'winlog.channel': 'Security',
    },
  },
  {
    file: 'data/linux/log4shell_auoms_auditd_syslog.zip',
    layout: 'azure-syslog',
    records: 50,
    time: '2022-05-11T18:10:21Z',
    values: { 'host.name': 'UBUNTU5', 'event.code': 'AUOMS_EXECVE' },
  },
  {
    file: 'data/jsonl/osqueryd.results.log',
    layout: 'osquery',
    records: 266,
    time: '2023-03-16T03:08:58Z',
    values: { 'host.name': 'jumpvm', 'event.action': 'removed', 'process.pid': 177296 },
  },
  {
    file: 'data/zeek/wrccdc_smtp.json.gz',
    layout: 'zeek-json',
    records: 1188,
    time: '2018-03-24T17:15:21.789543Z',
    values: { 'source.ip': '10.164.94.120', 'destination.port': 25, 'event.code': 'smtp' },
  },
];

for (const { file, layout, records, time, values } of sources) {
  realTest(file, `${file} is known as ${layout} by its content`, async () => {
    const [member] = await readAll(realPath(file), { name: 'unknown' });
    expect(member).toMatchObject({ format: 'json-lines', rejects: [], imported: records });
    expect(member!.prepared!.state).toMatchObject({ layout });
    const [first] = eventsOf(member!.batches);
    expect(first!.values).toMatchObject(values);
    expect(first!.time).toBe(time);
  });
}

realTest(
  'data/zeek/apt29_day1_SCRANTON-zeek_logs.zip',
  'every log in an archive of Zeek logs is read with its times',
  async () => {
    const members = await readAll(realPath('data/zeek/apt29_day1_SCRANTON-zeek_logs.zip'));
    const counts = members.map(({ imported }) => imported);
    expect(counts.reduce((total, count) => total + count, 0)).toBe(415);
    for (const { batches, format } of members) {
      expect(format).toBe('json-lines');
      for (const event of eventsOf(batches)) expect(event.time).not.toBe('');
    }
  },
);

realTest(
  'data/jsonl/velociraptor.Windows.Sysinternals.Autoruns.json',
  'JSON of an unknown source keeps its fields and says that nobody knew it',
  async () => {
    const [member] = await readAll(
      realPath('data/jsonl/velociraptor.Windows.Sysinternals.Autoruns.json'),
      { name: 'unknown' },
    );
    expect(member).toMatchObject({ format: 'json-lines', imported: 10, rejects: [] });
    expect(member!.problems.map(({ code }) => code)).toContain('unknown-layout');
    expect(eventsOf(member!.batches)[1]!.document).toContain('autocheck autochk');
  },
);
