/**
 * Small sound evidence of every kind that the project can make by itself. A format whose reader is
 * new wants a sample here; until it has one, the fuzzer says so and damages the samples of others in
 * its name.
 */
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { cardSamples } from './card-samples.ts';
import { demoLines } from '#workers/demo/demo-evidence.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  ints,
  slot,
  value,
  type Node,
} from '#test/support/evtx-writer.ts';
import { parquetFile, type ParquetColumn } from '#test/support/parquet-writer.ts';
import { tarOf } from '#test/support/tar-writer.ts';
import { zipOf } from '#test/support/zip-writer.ts';

export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Contents that readers recognise. */
export function samples(): Sample[] {
  return [
    ...cardSamples(),
    ...logs(),
    ...tables(),
    ...Object.entries(texts()).map(([name, text]) => ({ name, bytes: text })),
  ];
}

/** Packed contents of every kind, one in another too. */
export function archives(): Sample[] {
  const lines = json(4);
  const table = csv(9);
  const log = eventLog([1, 2, 3]);
  const zip = zipOf(
    { name: 'logs/a.jsonl', content: lines },
    { name: 'logs\\b.csv', content: table, descriptor: true },
    { name: 'c.evtx', content: log.subarray(0, 12_000), method: 0 },
    { name: 'd.gz', content: gzipSync(lines), method: 0 },
  );
  const named = (name: string, bytes: Buffer): Sample => ({ name, bytes });
  return [
    named('gz', gzipSync(lines)),
    named('gz of two', Buffer.concat([gzipSync(lines), gzipSync(table)])),
    named('zst', zstdCompressSync(lines)),
    named('zst of two', Buffer.concat([zstdCompressSync(lines), zstdCompressSync(table)])),
    named('zip', zip),
    named('zip in zip', zipOf({ name: 'in.zip', content: zip }, { name: 'x', content: table })),
    named('tar', tarOf({ name: 'var/a.jsonl', content: lines }, { name: 'b.csv', content: table })),
    named('tar.gz', gzipSync(tarOf({ name: 'a/b.jsonl', content: lines }))),
    named('zip in gz', gzipSync(zip)),
  ];
}

/** Words of formats, texts and archives: structure where it does not belong. */
export function tokens(): Buffer[] {
  const words = [
    ...['"', '""', "'", ',', ';', '\t', '|', '\r', '\r\n', '\n', '\n\n', '\0', '\\', '\\u0000'],
    ...['{', '}', '[', ']', '{}', '[]', '],[', '},{', '":', '":{', 'null', 'true', '-', '.'],
    ...['__proto__', '"__proto__":{"a":1},', '"constructor":', '"EventID":', '"@timestamp":'],
    ...['2024-02-30T25:61:61Z', '1601-01-01T00:00:00Z', '9999-12-31T23:59:59.9999999Z', 'NaN'],
    ...['%%1936', '=HYPERLINK("http://x")', '\ud83d\ude00', '\u202e', '\u0000', 'é'],
    ...['#fields\t', '#separator \\x09\n', '#close\t', 'type=SYSCALL msg=audit(1:2): ', '<13>1 '],
    ...[
      '<Event>',
      '</Event>',
      '<![CDATA[',
      ']]>',
      '<!DOCTYPE a [<!ENTITY b "c">]>',
      '&#0;',
      '&lt;',
    ],
    ...['<!--', '-->', '<?xml version="1.0"?>', 'Mar 12 03:04:05 host sshd[1]: ', 'PAR1'],
    ...['ElfFile\0', 'ElfChnk\0', '**\0\0', 'PK\x01\x02', 'PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'],
  ];
  const binary = [
    '0f010100',
    '0c01',
    '4101',
    'fffe',
    'feff',
    'efbbbf',
    '1f8b08',
    '28b52ffd',
    '502a4d18',
    'c0',
    'ff',
  ];
  return [
    ...words.map((word) => Buffer.from(word)),
    ...binary.map((hex) => Buffer.from(hex, 'hex')),
  ];
}

function logs(): Sample[] {
  const one = eventLog([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  return [
    { name: 'event log', bytes: one },
    { name: 'event log, short', bytes: one.subarray(0, 4096 + 9000) },
    { name: 'chunk without header', bytes: one.subarray(4096) },
    { name: 'event log, dirty', bytes: eventLog([20, 21, 25], true) },
    {
      name: 'three chunks',
      bytes: Buffer.concat([one, eventLog([13, 14]).subarray(4096), eventLog([15]).subarray(4096)]),
    },
  ];
}

function tables(): Sample[] {
  const rows = (count: number, from: number): readonly ParquetColumn[] => {
    const numbers = Array.from({ length: count }, (_, i) => from + i);
    const meaning = { kind: 'timestamp', unit: 'us', utc: true } as const;
    return [
      {
        name: 'TimeGenerated',
        type: 'int64',
        values: numbers.map((n) => 1_715_000_000_000_000n + BigInt(n) * 1_000_000n),
        meaning,
      },
      { name: 'Computer', type: 'text', values: numbers.map((n) => `HOST-${n % 5}`) },
      { name: 'EventID', type: 'int32', values: numbers.map((n) => 4600 + (n % 90)) },
      {
        name: 'Score',
        type: 'double',
        values: numbers.map((n) => (n % 3 === 0 ? undefined : n / 7)),
      },
      { name: 'Flag', type: 'boolean', values: numbers.map((n) => n % 2 === 0) },
    ];
  };
  return (['none', 'gzip', 'zstd'] as const).map((codec) => ({
    name: `parquet, ${codec}`,
    bytes: parquetFile([rows(20, 0), rows(12, 20)], codec),
  }));
}

/** One chunk of records of several kinds. */
function eventLog(ids: readonly number[], dirty = false): Buffer {
  const named = dataTemplate(['Text', 'Number', 'Sid', 'Many']);
  const user: Node = {
    name: 'UserData',
    content: [
      {
        name: 'Own',
        content: [
          { name: 'A', content: [slot(0)] },
          { name: 'B', content: [slot(1, true, 0x21)] },
        ],
      },
    ],
  };
  const chunk = new ChunkWriter();
  for (const id of ids) {
    const sid = value.raw(0x13, Buffer.from('010100000000000512000000', 'hex'));
    const nested = value.nested({
      template: dataTemplate(['In']),
      values: [value.raw(0x94, ints(4, [1n, 2n]))],
    });
    const inside =
      id % 3 === 0
        ? { template: user, values: [value.uint32(id), nested] }
        : {
            template: named,
            values: [
              value.text(`text ${id}`),
              value.uint64(BigInt(id)),
              sid,
              value.texts('a', 'b'),
            ],
          };
    chunk.add(event(id, inside));
  }
  return evtxFile([chunk.finish()], { dirty });
}

function json(count: number): string {
  return `${demoLines()
    .slice(100, 100 + count)
    .join('\n')}\n`;
}

function csv(rows: number): string {
  const body = Array.from(
    { length: rows },
    (_, i) =>
      `2025-01-01T00:00:${String(i).padStart(2, '0')}Z,WS${i},4688,"cmd /c ""dir ${i}""","{""EventData"":{""A"":${i}}}"`,
  );
  return `${['TimeGenerated,Computer,EventID,CommandLine,Payload', ...body].join('\r\n')}\r\n`;
}

function texts(): Readonly<Record<string, Buffer>> {
  const demo = json(30).trim().split('\n');
  const nested = Array.from({ length: 12 }, (_, i) => ({
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
        EventID: i % 2 === 0 ? 1 : { '#text': 1 },
        TimeCreated: { '#attributes': { SystemTime: `2024-05-06T07:08:${10 + i}.123456Z` } },
        EventRecordID: i,
        Channel: 'Microsoft-Windows-Sysmon/Operational',
        Computer: 'HOST',
      },
      EventData: { Image: 'C:\\a.exe', ProcessId: 4 * i, CommandLine: 'a "b" c' },
    },
  }));
  const winlogbeat = Array.from({ length: 12 }, (_, i) => ({
    '@timestamp': `2024-05-06T07:08:${10 + i}.123Z`,
    event: { code: '4624', provider: 'Microsoft-Windows-Security-Auditing', outcome: 'success' },
    host: { name: 'HOST' },
    winlog: {
      channel: 'Security',
      event_id: 4624,
      record_id: i,
      event_data: { TargetUserName: 'u', LogonType: '3', IpAddress: '::1' },
    },
  }));
  const ecar = Array.from({ length: 12 }, (_, i) => ({
    action: ['CREATE', 'OPEN', 'MESSAGE', 'START'][i % 4],
    actorID: `a-${i}`,
    hostname: 'SysClient0201',
    id: `i-${i}`,
    object: ['PROCESS', 'FILE', 'FLOW', 'REGISTRY'][i % 4],
    objectID: `o-${i}`,
    pid: i,
    ppid: 1,
    principal: 'D\\u',
    properties: {
      image_path: 'C:\\a.exe',
      command_line: 'a b',
      dest_ip: '192.0.2.1',
      dest_port: '80',
    },
    tid: -1,
    timestamp: i % 2 === 0 ? `2019-09-23T10:00:${10 + i}.123-04:00` : 1_569_247_200_000 + i,
  }));
  const signIns = Array.from({ length: 12 }, (_, i) => ({
    appDisplayName: 'Portal',
    createdDateTime: `2024-05-06T07:08:${10 + i}Z`,
    ipAddress: '192.0.2.1',
    status: { errorCode: i % 2 === 0 ? 0 : 50_126 },
    userPrincipalName: 'u@example.org',
  }));
  const lines = (values: readonly unknown[]): string =>
    values.map((each) => `${JSON.stringify(each)}\n`).join('');
  const all: Record<string, string | Buffer> = {
    'demo lines': `${demo.join('\n')}\n`,
    'nested events': lines(nested),
    winlogbeat: lines(winlogbeat),
    ecar: lines(ecar),
    'array, compact': `[${demo.slice(0, 12).join(',')}]`,
    'array, printed': JSON.stringify(nested, undefined, 2),
    'array, wrapped': JSON.stringify({ Records: winlogbeat, more: 1 }),
    csv: csv(40),
    'csv with semicolons': 'Zeit;Rechner;Text\n' + '03.04.2025 05:06:07;PC;"a;b"\n'.repeat(30),
    chainsaw: lines(
      nested.map((document) => ({ group: 'g', name: 'n', document: { data: document } })),
    ),
    'chainsaw, array': JSON.stringify(
      nested.map((document) => ({ group: 'g', name: 'n', document: { data: document } })),
    ),
    'entra sign-ins': lines(signIns),
    'entra sign-ins, array': JSON.stringify(signIns),
    'plaso l2tcsv': `date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra\n${'05/06/2024,07:08:09,UTC,M...,LOG,Log,Content,u,h,short,desc,2,/a/b,1,-,winevtx,a: 1\n'.repeat(12)}`,
    'any lines': lines([{ a: 1, when: '2024-05-06T07:08:09Z' }, { a: [2, { b: null }] }]),
    'any array': '[{"a":1,"when":"2024-05-06T07:08:09Z"},{"a":[2,{"b":null}]}]',
    'utf-16': Buffer.from(`\ufeff${csv(20)}`, 'utf16le'),
    ...plainTexts(),
  };
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, Buffer.from(text)]));
}

/** Logs of systems other than Windows, and of Windows as XML. */
function plainTexts(): Readonly<Record<string, string>> {
  const each = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
  const two = (i: number): string => String(i % 60).padStart(2, '0');
  const xml = (i: number): string =>
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4688</EventID><Level>0</Level><TimeCreated SystemTime='2024-05-06T07:08:${two(i)}.1234567Z'/><EventRecordID>${i}</EventRecordID><Channel>Security</Channel><Computer>HOST</Computer></System><EventData><Data Name='NewProcessName'>C:\\a.exe</Data><Data Name='CommandLine'>a &quot;b&quot; &amp; c</Data></EventData></Event>`;
  const zeek = [
    '#separator \\x09',
    '#set_separator\t,',
    '#empty_field\t(empty)',
    '#unset_field\t-',
    '#path\tconn',
    '#open\t2024-05-06-07-08-09',
    '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\ttags',
    '#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\tinterval\tset[string]',
  ].join('\n');
  return {
    'syslog of old': each(
      40,
      (i) =>
        `Mar 12 03:04:${two(i)} host sshd[${i}]: Failed password for invalid user u${i} from 192.0.2.${i} port 5${i} ssh2`,
    ),
    'syslog of new': each(
      30,
      (i) =>
        `<34>1 2024-05-06T07:08:${two(i)}.123456+02:00 host app ${i} ID47 [x@1 a="b\\"c"] text ${i}`,
    ),
    auditd: each(
      20,
      (i) =>
        `type=SYSCALL msg=audit(1551571${400 + (i >> 1)}.52${i % 10}:${1000 + (i >> 1)}): arch=c000003e syscall=59 success=yes pid=${i} uid=0 comm="ls" exe="/bin/ls"\ntype=EXECVE msg=audit(1551571${400 + (i >> 1)}.52${i % 10}:${1000 + (i >> 1)}): argc=2 a0="ls" a1=2D6C61`,
    ),
    zeek: `${zeek}\n${each(30, (i) => `15219110${10 + i}.123456\tC${i}\t10.0.0.1\t5${i}\t192.0.2.1\t443\ttcp\t-\t0.5\t(empty)`)}#close\t2024-05-06-08-00-00\n`,
    'windows xml': `<?xml version="1.0" encoding="utf-8"?>\n<Events>\n${each(12, xml)}</Events>\n`,
    'windows xml, a line each': each(12, xml),
    'web server': each(
      30,
      (i) =>
        `192.0.2.${i} - u [06/May/2024:07:08:${two(i)} +0200] "GET /a?b=${i} HTTP/1.1" 200 ${i} "-" "Mozilla/5.0"`,
    ),
  };
}
