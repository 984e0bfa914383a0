/** Syslog and auth.log: three forms of lines, years that nobody wrote, and what programs say. */
import { expect, test } from 'vitest';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { makeSyslogCutter } from '#workers/readers/framing/syslog.ts';
import { syslogReader } from '#workers/readers/syslog/reader.ts';
import { writtenTime } from '#workers/readers/written-time.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { expectMutantsSurvive, filledLines } from '#test/support/text-mutants.ts';

const AUTH_LOG = 'data/linux/auth.log';

realTest(AUTH_LOG, 'a real auth.log gives its logons, failed and accepted', async () => {
  const [member] = await readAll(realPath(AUTH_LOG), {
    name: 'unknown',
    mtimeMs: Date.UTC(2017, 3, 21),
    chunkBytes: 50_000,
  });
  expect(member).toMatchObject({ format: 'syslog', imported: 7121, rejects: [] });
  const events = eventsOf(member!.batches);
  const failed = events.filter(({ values }) => values['event.action'] === 'logon-failed');
  expect(failed.filter(({ document }) => document.includes('Failed password'))).toHaveLength(713);
  const invalid = events.filter(({ values }) => values['event.action'] === 'invalid-user');
  expect(invalid).toHaveLength(178);
  const accepted = events.filter(({ values }) => values['event.action'] === 'logged-in');
  const owner = accepted.filter(({ values }) => values['source.ip'] === '85.245.107.41');
  expect(owner).toHaveLength(174);
  expect(events[0]!.time).toBe('2017-03-27T13:06:56Z');
  expect(events.at(-1)!.time).toBe('2017-04-20T14:14:29Z');
});

async function valuesOf(line: string): Promise<Readonly<Record<string, string | number>>> {
  const { batches, rejects } = await readBytes(`${line}\n`, { format: 'syslog' });
  expect(rejects).toEqual([]);
  return eventsOf(batches)[0]!.values;
}

const old = (message: string): string => `Mar  1 10:00:00 web1 ${message}`;

test.each([
  [
    'sshd[7]: Accepted publickey for root from 10.0.0.9 port 5022 ssh2: RSA SHA256:x',
    {
      'event.action': 'logged-in',
      'event.outcome': 'success',
      'user.name': 'root',
      'source.ip': '10.0.0.9',
      'source.port': 5022,
      'winlog.logon.authentication': 'publickey',
      'process.executable': 'sshd',
      'process.pid': 7,
      'host.name': 'web1',
      'event.category': 'authentication',
    },
  ],
  [
    'sshd[7]: Failed password for invalid user bob from 1.2.3.4 port 9 from 2001:db8::1 port 22 ssh2',
    {
      'event.action': 'logon-failed',
      'event.outcome': 'failure',
      'user.name': 'bob from 1.2.3.4 port 9',
      'source.ip': '2001:db8::1',
      'source.port': 22,
    },
  ],
  [
    'sshd[7]: message repeated 3 times: [ Failed password for root from 10.0.0.9 port 22 ssh2]',
    { 'event.action': 'logon-failed', 'user.name': 'root' },
  ],
  [
    'sshd[7]: pam_unix(sshd:session): session closed for user ann',
    { 'event.action': 'logged-out', 'user.name': 'ann' },
  ],
  [
    'CRON[7]: pam_unix(cron:session): session closed for user root',
    { 'event.action': 'session-ended' },
  ],
  [
    'sshd[7]: Disconnected from user ann 10.0.0.9 port 22',
    { 'event.action': 'disconnected', 'user.name': 'ann', 'source.ip': '10.0.0.9' },
  ],
  [
    'sudo:   ann : TTY=pts/0 ; PWD=/home/ann ; USER=root ; COMMAND=/bin/cat /etc/shadow',
    {
      'event.category': 'process',
      'event.action': 'created-process',
      'user.name': 'ann',
      'user.target.name': 'root',
      'process.command_line': '/bin/cat /etc/shadow',
      'process.executable': '/bin/cat',
      'process.parent.executable': 'sudo',
    },
  ],
  [
    'sudo:   ann : command not allowed ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh',
    { 'event.action': 'sudo-denied', 'event.outcome': 'failure', 'user.name': 'ann' },
  ],
  [
    'CRON[81]: (root) CMD (  cd / && run-parts --report /etc/cron.hourly)',
    {
      'event.action': 'created-process',
      'user.name': 'root',
      'process.command_line': 'cd / && run-parts --report /etc/cron.hourly',
      'process.parent.pid': 81,
    },
  ],
  [
    'su[5]: FAILED su for root by ann',
    { 'event.action': 'switch-user-failed', 'user.name': 'ann', 'user.target.name': 'root' },
  ],
  [
    'useradd[5]: new user: name=eve, UID=1001, GID=1001, home=/home/eve, shell=/bin/bash',
    { 'event.category': 'iam', 'event.action': 'added-user-account' },
  ],
  ["usermod[5]: add 'eve' to group 'sudo'", { 'event.action': 'added-member-to-group' }],
  [
    'passwd[5]: pam_unix(passwd:chauthtok): password changed for eve',
    { 'event.action': 'changed-password' },
  ],
  [
    'systemd-logind[1]: New session 858 of user ubuntu.',
    { 'event.action': 'session-started', 'winlog.logon.id': '858', 'user.name': 'ubuntu' },
  ],
  ['kernel: [ 12.3] usb 1-1: new device', { 'event.provider': 'kernel' }],
] as const)('%s is understood', async (message, values) => {
  expect(await valuesOf(old(message))).toMatchObject(values);
});

test('the three forms may be mixed, with and without a priority', async () => {
  const text = [
    '<38>Mar  1 10:00:00 web1 sshd[7]: Server listening',
    '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog 812 ID47 [exampleSDID@32473 iut="3" eventSource="A \\"b\\" \\]"][x@1 y="z"] \ufeffAn event',
    "<34>1 2003-10-11T22:14:15.003000-07:00 host su - - - 'su root' failed",
    '2024-03-01T12:00:00.123456+01:00 web1 sshd[7]: Accepted password for ann from 10.0.0.1 port 22 ssh2',
    'Mar  1 10:00:01 cron[7]: no host here',
  ].join('\n');
  const { batches, rejects, format } = await readBytes(text);
  expect(format).toBe('syslog');
  expect(rejects).toEqual([]);
  const events = eventsOf(batches);
  expect(events.map(({ time }) => time)).toEqual([
    '2024-03-01T10:00:00Z',
    '2003-10-11T22:14:15.003Z',
    '2003-10-12T05:14:15.003000Z',
    '2024-03-01T11:00:00.123456Z',
    '2024-03-01T10:00:01Z',
  ]);
  expect(events[0]!.values).toMatchObject({ 'winlog.channel': 'auth', 'log.level': 'information' });
  expect(events[1]!.values).toMatchObject({
    'event.provider': 'evntslog',
    'event.code': 'ID47',
    'process.pid': 812,
  });
  expect(events[3]!.values).toMatchObject({ 'event.action': 'logged-in', 'user.name': 'ann' });
  expect(events[4]!.values).toMatchObject({ 'event.provider': 'cron', 'process.pid': 7 });
  expect(events[4]!.values['host.name']).toBeUndefined();
  const fields = syslogReader.fields(events[1]!.document, {});
  expect(fields).toContainEqual({ name: 'exampleSDID@32473.eventSource', value: 'A "b" ]' });
  expect(fields).toContainEqual({ name: 'x@1.y', value: 'z' });
  expect(fields).toContainEqual({ name: 'message', value: 'An event' });
  expect(fields).toContainEqual({ name: 'log.syslog.severity.name', value: 'notice' });
});

test('fields of a line name its message and what is in it', () => {
  const line = old('sudo:  ann : TTY=pts/0 ; PWD=/home/ann ; USER=root ; COMMAND=/bin/id');
  const fields = new Map(syslogReader.fields(line, {}).map(({ name, value }) => [name, value]));
  expect(Object.fromEntries(fields)).toMatchObject({
    'process.name': 'sudo',
    TTY: 'pts/0',
    PWD: '/home/ann',
    command: '/bin/id',
    timestamp: 'Mar  1 10:00:00',
  });
});

const line = (day: string, clock = '10:00:00'): string => `${day} ${clock} h p[1]: x`;
const timesOf = async (
  days: readonly string[],
  options: Parameters<typeof readBytes>[1] = {},
): Promise<string[]> => {
  const { batches } = await readBytes(days.map((day) => `${line(day)}\n`).join(''), {
    format: 'syslog',
    ...options,
  });
  return eventsOf(batches).map(({ time }) => time.slice(0, 10));
};

test('the first record has the latest year that is not after the last change of the file', async () => {
  const mtimeMs = Date.UTC(2024, 5, 15);
  expect(await timesOf(['Jun 14'], { mtimeMs })).toEqual(['2024-06-14']);
  // A day of slack, for the file's clock and the log's may be in different zones.
  expect(await timesOf(['Jun 16'], { mtimeMs })).toEqual(['2024-06-16']);
  expect(await timesOf(['Jun 17'], { mtimeMs })).toEqual(['2023-06-17']);
  expect(await timesOf(['Feb 29'], { mtimeMs: Date.UTC(2023, 5, 1) })).toEqual(['2020-02-29']);
});

test('new years are followed through chunks of any size, also past a few lines out of order', async () => {
  const days = [
    'Nov 30',
    'Dec 31',
    'Jan  1',
    'Dec 31',
    'Jan  1',
    'Mar  2',
    'Feb 28',
    'Aug  1',
    'Dec  5',
    'Jan  9',
  ];
  const expected = [
    '2021-11-30',
    '2021-12-31',
    '2022-01-01',
    '2021-12-31',
    '2022-01-01',
    '2022-03-02',
    '2022-02-28',
    '2022-08-01',
    '2022-12-05',
    '2023-01-09',
  ];
  for (const chunkBytes of [1, 30, 70, 1000]) {
    expect(await timesOf(days, { year: 2021, chunkBytes })).toEqual(expected);
  }
});

test('going on behind a part that is done knows the year all the same', () => {
  const text = ['Nov 30', 'Jan  1', 'Jun  1', 'Jan  2', 'Jan  3']
    .map((day) => `${line(day)}\n`)
    .join('');
  const done = line('Nov 30').length * 3 + 3;
  const prepared = syslogReader.prepare(
    { bytes: Buffer.from(text), whole: true, text, name: '', mtimeMs: NaN },
    { timeZone: 'UTC', recover: false, mapping: undefined, year: 2020 },
  );
  const cutter = makeSyslogCutter({ ...prepared, skipBytes: done, skipLines: 3 }, 1000);
  const bytes = Buffer.from(text);
  const chunks = [
    ...cutter.push(bytes.subarray(0, 50)),
    ...cutter.push(bytes.subarray(50)),
    ...cutter.end(),
  ];
  expect(chunks).toMatchObject([{ offset: done, context: { years: 1, month: 6 } }]);
});

test('the year that was assumed is told, and so are records that contradict it after all', async () => {
  const text = [line('Nov  1'), line('Nov  2'), line('Jan  2')].join('\n');
  const mtimeMs = Date.UTC(2024, 11, 15);
  const told = await readBytes(text, { mtimeMs });
  expect(told.problems.map(({ code }) => code)).toEqual(['time-zone-assumed', 'year-assumed']);
  expect(told.problems[1]!.message).toContain('taken as of 2023');
  // As if the log had been too long to be looked through.
  const head = { bytes: Buffer.from(text), whole: false, text, name: '', mtimeMs };
  const prepared = syslogReader.prepare(head, {
    timeZone: undefined,
    recover: false,
    mapping: undefined,
  });
  const batch = new BatchBuilder('text');
  syslogReader.parse({ bytes: Buffer.from(text), offset: 0, firstLine: 1 }, prepared, batch);
  expect(batch.finish().problems).toMatchObject([
    { code: 'year-doubtful', count: 1, firstLocator: 'line 3' },
  ]);
  const given = await readBytes(text, { mtimeMs, year: 2022 });
  expect(given.problems.map(({ code }) => code)).toEqual(['time-zone-assumed']);
  expect(eventsOf(given.batches).at(-1)!.time).toBe('2023-01-02T10:00:00Z');
});

test('a log that is longer than a year begins so early that it ends before its last change', () => {
  const text = [line('Nov  1'), line('Jan  1'), line('Nov  2'), line('Jan  2'), ''].join('\n');
  const bytes = Buffer.from(text);
  const head = { bytes, whole: false, text, name: '', mtimeMs: Date.UTC(2024, 11, 15) };
  const options = { timeZone: undefined, recover: false, mapping: undefined };
  const prepared = syslogReader.prepare(head, options);
  expect(prepared.state).toMatchObject({ year: 2024 });
  const study = syslogReader.study!(prepared)!;
  for (const chunk of [...makeSyslogCutter(prepared, 30).push(bytes)]) study.look(chunk);
  const { state, problems } = study.conclude('');
  expect(state).toMatchObject({ year: 2022 });
  expect(problems.map(({ code }) => code)).toEqual(['time-zone-assumed', 'year-assumed']);
  expect(problems[1]!.message).toContain('taken as of 2022');
  expect(syslogReader.prepare({ ...head, whole: true }, options).state).toEqual(state);
  expect(
    syslogReader.study!(syslogReader.prepare(head, { ...options, year: 2020 })),
  ).toBeUndefined();
});

test('the text of a time is found again in the kept line', () => {
  const stored = { timeUs: Date.UTC(2024, 5, 1, 8) * 1000, nanos: 0 };
  const zone = { rule: { kind: 'assumed', zone: 'Europe/Berlin' }, unasked: false } as const;
  const found = writtenTime(syslogReader, { document: line('Jun  1'), state: {} }, stored, zone);
  expect(found).toMatchObject({ text: 'Jun  1 10:00:00', field: 'timestamp' });
  expect(found.zoneRule).toContain('taken as 2024');
});

test('without a last change of the file there are no years, and that is told', async () => {
  const { batches, problems } = await readBytes(line('Jun  1'), { mtimeMs: NaN });
  expect(eventsOf(batches)[0]!.time).toBe('');
  expect(problems.map(({ code }) => code)).toEqual([
    'time-zone-assumed',
    'year-assumed',
    'no-time',
  ]);
});

test('times without a zone are read in the zone that is given', async () => {
  const { batches, problems, prepared } = await readBytes(line('Jun  1'), {
    timeZone: 'Europe/Berlin',
    year: 2024,
  });
  expect(eventsOf(batches)[0]!.time).toBe('2024-06-01T08:00:00Z');
  expect(prepared!.zone).toEqual({ kind: 'assumed', zone: 'Europe/Berlin' });
  expect(problems).toEqual([]);
});

test('a log of a program that begins its lines with a time is read, without making up hosts', async () => {
  const text = '2024-03-01T12:00:00.5Z INFO started\n2024-03-01T12:00:01Z WARN slow: 5 s\n';
  const { format, batches } = await readBytes(text);
  expect(format).toBe('syslog');
  const [first] = eventsOf(batches);
  expect(first!.time).toBe('2024-03-01T12:00:00.5Z');
  expect(first!.values).toEqual({});
  expect(syslogReader.fields(first!.document, {})).toContainEqual({
    name: 'message',
    value: 'INFO started',
  });
});

test('a line that begins with no time is rejected and kept; blank lines are nothing', async () => {
  const { rejects, imported, recordsSeen } = await readBytes(
    `${line('Jun  1')}\n\n\tat some.Java(trace)\r\n${line('Jun  2')}\n`,
    {
      format: 'syslog',
    },
  );
  expect({ imported, recordsSeen }).toEqual({ imported: 2, recordsSeen: 3 });
  expect(rejects).toMatchObject([
    { reason: 'syslog-no-time', line: 3, raw: '\tat some.Java(trace)' },
  ]);
});

test('messages made to be slow are not', async () => {
  const evil = `${old('sshd[1]: Failed password for ')}${' from a port '.repeat(100_000)}`;
  const parts = `${old('sudo: a : ')}${'TTY=; '.repeat(100_000)}`;
  const begun = performance.now();
  await readBytes(`${evil}\n${parts}\n`, { format: 'syslog' });
  expect(performance.now() - begun).toBeLessThan(1500);
});

test('lines changed at random are read or rejected, one record a line', async () => {
  const seed = [
    old('sshd[7]: Accepted password for root from 10.0.0.9 port 5022 ssh2'),
    '<165>1 2003-10-11T22:14:15.003Z m evntslog 812 ID47 [a@1 b="c"] text',
    'Dec 31 23:59:59 web1 sudo: ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/id',
    'Jan  1 00:00:00 web1 CRON[1]: (root) CMD (x)',
  ]
    .join('\n')
    .concat('\n')
    .repeat(5);
  await expectMutantsSurvive(seed, 'syslog', 200, (text, events, rejects) => {
    expect(events.length + rejects.length).toBe(filledLines(text));
  });
});
