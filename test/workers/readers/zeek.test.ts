/** Zeek's tab-separated logs, alone and put together; times to the digit, the same names as Zeek's JSON. */
import { expect, test } from 'vitest';
import { makeZeekCutter } from '#workers/readers/framing/zeek.ts';
import { zeekReader } from '#workers/readers/zeek/reader.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { expectMutantsSurvive, filledLines } from '#test/support/text-mutants.ts';

const real = [
  {
    file: 'data/zeek/wrccdc_dns.log.gz',
    records: 53_615,
    time: '2018-03-24T17:15:20.865716Z',
    values: {
      'event.action': 'dns-query',
      'destination.domain': 'ise.wrccdc.org',
      'source.ip': '10.47.1.100',
      'source.port': 41772,
      'network.transport': 'udp',
    },
  },
  {
    file: 'data/zeek/wrccdc_rdp.log.gz',
    records: 4122,
    time: '2018-03-24T17:15:21.258458Z',
    values: { 'event.action': 'rdp-connection', 'destination.port': 3389 },
  },
  {
    file: 'data/zeek/wrccdc_ntlm.log.gz',
    records: 422,
    time: '2018-03-24T17:15:21.608646Z',
    values: {
      'event.category': 'authentication',
      'event.action': 'logged-in',
      'event.outcome': 'success',
      'winlog.logon.authentication': 'NTLM',
    },
  },
  {
    file: 'data/zeek/wrccdc_notice.log.gz',
    records: 207,
    time: '2018-03-24T17:15:20.629574Z',
    values: { 'rule.name': 'SSL::Invalid_Server_Cert', 'event.category': 'intrusion_detection' },
  },
] as const;

for (const { file, records, time, values } of real) {
  realTest(file, `${file} is read row by row, by its content`, async () => {
    const [member] = await readAll(realPath(file), { name: 'unknown' });
    expect(member).toMatchObject({ format: 'zeek', imported: records, rejects: [], problems: [] });
    const [first] = eventsOf(member!.batches.slice(0, 1));
    expect(first).toMatchObject({ time, values: { 'event.provider': 'Zeek', ...values } });
  });
}

function log(
  path: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly (readonly string[])[],
): string {
  return [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    `#path\t${path}`,
    '#open\t2024-01-01-00-00-00',
    ['#fields', ...Object.keys(columns)].join('\t'),
    ['#types', ...Object.values(columns)].join('\t'),
    ...rows.map((cells) => cells.join('\t')),
    '#close\t2024-01-01-01-00-00',
    '',
  ].join('\n');
}

const ends = {
  ts: 'time',
  uid: 'string',
  'id.orig_h': 'addr',
  'id.orig_p': 'port',
  'id.resp_h': 'addr',
  'id.resp_p': 'port',
};
const from = ['1700000000.000001', 'C1', '10.0.0.1', '1111', '10.0.0.2', '445'];
const http = log(
  'http',
  { ...ends, host: 'string', uri: 'string', user_agent: 'string', tags: 'set[enum]' },
  [[...from, 'a.example', '/x\\x09y', 'curl/8 \\xc3\\xa9', '(empty)']],
);
const kerberos = log(
  'kerberos',
  { ...ends, request_type: 'string', client: 'string', service: 'string', success: 'bool' },
  [[...from, 'TGS', 'ann/CORP.LOCAL', 'cifs/fs1', 'T']],
);
const files = log(
  'files',
  { ts: 'time', fuid: 'string', tx_hosts: 'set[addr]', rx_hosts: 'set[addr]', filename: 'string' },
  [['1700000001.5', 'F1', '10.0.0.2,10.0.0.3', '10.0.0.1', 'a.exe']],
);
const shared = log('smb_files', { ...ends, action: 'enum', path: 'string', name: 'string' }, [
  [...from, 'SMB::FILE_DELETE', '\\\\fs1\\c$', 'x\\y.txt'],
]);
const ssh = log('ssh', { ...ends, auth_success: 'bool', client: 'string' }, [
  [...from, 'F', 'SSH-2.0-Go'],
  [...from, '-', 'SSH-2.0-Go'],
]);

test('logs that were put together keep their own columns, at any size of chunk', async () => {
  const text = [http, kerberos, files, shared, ssh].join('');
  for (const chunkBytes of [1, 200, 100_000]) {
    const { batches, rejects, format } = await readBytes(text, { chunkBytes });
    expect({ format, rejects }).toEqual({ format: 'zeek', rejects: [] });
    const events = eventsOf(batches);
    expect(events.map(({ values }) => values['event.code'])).toEqual([
      'http',
      'kerberos',
      'files',
      'smb_files',
      'ssh',
      'ssh',
    ]);
    expect(events.map(({ time }) => time)).toEqual([
      '2023-11-14T22:13:20.000001Z',
      '2023-11-14T22:13:20.000001Z',
      '2023-11-14T22:13:21.5Z',
      ...Array.from({ length: 3 }, () => '2023-11-14T22:13:20.000001Z'),
    ]);
    const values = events.map((event) => event.values);
    expect(values[0]).toMatchObject({
      'destination.domain': 'a.example',
      'user_agent.original': 'curl/8 é',
    });
    expect(values[1]).toMatchObject({
      'event.action': 'kerberos-service-ticket-requested',
      'user.name': 'ann',
      'user.domain': 'CORP.LOCAL',
      'service.name': 'cifs/fs1',
    });
    expect(values[2]).toMatchObject({
      'source.ip': '10.0.0.2',
      'destination.ip': '10.0.0.1',
      'file.path': 'a.exe',
    });
    expect(values[3]).toMatchObject({
      'event.action': 'deleted-file',
      'file.path': '\\\\fs1\\c$\\x\\y.txt',
    });
    expect(values[4]).toMatchObject({ 'event.action': 'logon-failed', 'event.outcome': 'failure' });
    expect(values[5]).toMatchObject({ 'event.action': 'logon-attempted' });
  }
});

test('kept rows can be read on their own, also those under a later header', async () => {
  const { batches, prepared } = await readBytes(http + kerberos);
  const [first, second] = eventsOf(batches);
  expect(first!.document.startsWith('1700000000')).toBe(true);
  const fields = zeekReader.fields(first!.document, prepared!.state);
  expect(fields).toContainEqual({ name: 'uri', value: '/x\ty' });
  expect(fields).toContainEqual({ name: 'tags', value: '' });
  expect(zeekReader.fields(second!.document, prepared!.state)).toContainEqual({
    name: 'client',
    value: 'ann/CORP.LOCAL',
  });
});

test('going on behind a part that is done knows the header all the same', () => {
  const text = http + kerberos;
  const done = text.indexOf(from[0]!, http.length);
  const head = { bytes: Buffer.from(text), whole: true, text, name: '', mtimeMs: NaN };
  const prepared = zeekReader.prepare(head, {
    timeZone: undefined,
    recover: false,
    mapping: undefined,
  });
  const cutter = makeZeekCutter({ ...prepared, skipBytes: done, skipLines: 18 }, 1000);
  const bytes = Buffer.from(text);
  const chunks = [
    ...cutter.push(bytes.subarray(0, 300)),
    ...cutter.push(bytes.subarray(300)),
    ...cutter.end(),
  ];
  expect(chunks).toHaveLength(1);
  expect(chunks[0]!.context).toContain('#path\tkerberos');
  expect(chunks[0]!.context).not.toContain('http');
});

test('another separator and other words for nothing are honoured', async () => {
  const text =
    '#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NONE\n#path|dns\n#fields|ts|uid|query\n#types|time|string|string\n1700000000.5|C1|NONE\n';
  const { batches } = await readBytes(text);
  const [event] = eventsOf(batches);
  expect(event!.time).toBe('2023-11-14T22:13:20.5Z');
  expect(event!.values['destination.domain']).toBeUndefined();
});

test('rows with other columns than the header, and rows before any, are rejected', async () => {
  const { rejects, imported } = await readBytes(
    `x\ty\n${http.replace('#close', 'short\trow\n#close')}`,
    { format: 'zeek' },
  );
  expect(imported).toBe(1);
  expect(rejects).toMatchObject([
    { reason: 'zeek-no-header', line: 1 },
    { reason: 'zeek-columns', message: 'The row has 2 columns instead of 10.' },
  ]);
});

test('a row of millions of columns is one rejected row', async () => {
  const begun = performance.now();
  const { rejects } = await readBytes(`${http}x${'\t'.repeat(5_000_000)}`, { format: 'zeek' });
  expect(rejects[0]!.message).toBe('The row has 5000001 columns instead of 10.');
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('logs changed at random lose no row', async () => {
  await expectMutantsSurvive(http + kerberos + ssh, 'zeek', 200, (text, events, rejects) => {
    const notes = text.split('\n').filter((line) => line.startsWith('#')).length;
    expect(events.length + rejects.length).toBe(filledLines(text) - notes);
  });
});
