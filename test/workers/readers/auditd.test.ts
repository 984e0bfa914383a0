/** The Linux audit log: lines of one serial are one event, whatever stands between them. */
import { expect, test } from 'vitest';
import { execFileSync } from 'node:child_process';
import { auditdReader } from '#workers/readers/auditd/reader.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { expectMutantsSurvive, filledLines } from '#test/support/text-mutants.ts';

const LOG = 'data/linux/auditd_log.txt';

realTest(LOG, 'a real log has as many events as it has serials', async () => {
  const [member] = await readAll(realPath(LOG), { name: 'unknown' });
  // grep -o 'audit([0-9.]*:[0-9]*)' auditd_log.txt | sort -u | wc -l
  const counted = execFileSync('sh', [
    '-c',
    `grep -o 'audit([0-9.]*:[0-9]*)' "$0" | sort -u | wc -l`,
    realPath(LOG),
  ]);
  expect(Number(counted)).toBe(938);
  expect(member).toMatchObject({ format: 'auditd', imported: 938, rejects: [], problems: [] });
  const events = eventsOf(member!.batches);
  const count = (action: string): number =>
    events.filter(({ values }) => values['event.action'] === action).length;
  // grep -c of type=EXECVE and successful type=USER_CMD; of type=USER_LOGIN … res=failed; of exec without EXECVE.
  expect(count('created-process')).toBe(146 + 17);
  expect(count('logon-failed')).toBe(191);
  expect(count('process-start-failed')).toBe(11);
  const lines = events.reduce((sum, { document }) => sum + document.split('\n').length, 0);
  expect(lines).toBe(1708);
});

realTest(
  LOG,
  'events are whole at any size of chunk, and lines that come late are told',
  async () => {
    const whole = eventsOf((await readAll(realPath(LOG)))[0]!.batches);
    for (const chunkBytes of [1, 3000, 100_000]) {
      const [member] = await readAll(realPath(LOG), { chunkBytes });
      const events = eventsOf(member!.batches);
      const late = member!.problems.find(({ code }) => code === 'audit-late-lines')?.count ?? 0;
      expect(events.length - late).toBe(whole.length);
      const lines = events.reduce((sum, { document }) => sum + document.split('\n').length, 0);
      expect(lines).toBe(1708);
      if (chunkBytes === 1) expect(late).toBeGreaterThan(0);
    }
  },
);

const exec = [
  'type=SYSCALL msg=audit(1551487424.869:753): arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 items=2 ppid=10 pid=11 auid=1000 uid=0 gid=0 tty=pts0 ses=3 comm="sh" exe="/bin/dash" key="exec"',
  'type=EXECVE msg=audit(1551487424.869:753): argc=4 a0="/bin/sh" a1="-c" a2=6563686F2022686922 a3_len=12 a3[0]=6162 a3[1]=6364',
  'type=CWD msg=audit(1551487424.869:753): cwd="/home/ann"',
  'type=PATH msg=audit(1551487424.869:753): item=0 name="/bin/sh" inode=27 nametype=NORMAL',
  'type=PROCTITLE msg=audit(1551487424.869:753): proctitle=2F62696E2F7368002D63',
];

async function eventOf(text: string) {
  const { batches, rejects, format } = await readBytes(text);
  expect({ rejects, format }).toEqual({ rejects: [], format: 'auditd' });
  return eventsOf(batches);
}

test('a program that is started is a created process, with its command line out of hex', async () => {
  const [event, ...others] = await eventOf(exec.join('\n'));
  expect(others).toEqual([]);
  expect(event).toMatchObject({ time: '2019-03-02T00:43:44.869Z', recordId: 753, line: 1 });
  expect(event!.values).toMatchObject({
    'event.category': 'process',
    'event.action': 'created-process',
    'event.outcome': 'success',
    'event.code': 'EXECVE',
    'process.executable': '/bin/dash',
    'process.command_line': '/bin/sh -c echo "hi" abcd',
    'process.pid': 11,
    'process.parent.pid': 10,
    'user.id': '0',
    'winlog.logon.id': '3',
    'file.path': '/bin/sh',
    'rule.name': 'exec',
  });
});

test('lines of two events that are mixed are put together again', async () => {
  const other =
    'type=USER_LOGIN msg=audit(1551487424.869:754): pid=5 uid=0 auid=4294967295 ses=4294967295 msg=\'op=login acct="root" exe="/usr/sbin/sshd" hostname=? addr=36.156.24.99 terminal=sshd res=failed\'';
  const events = await eventOf([exec[0], other, ...exec.slice(1)].join('\n'));
  expect(events.map(({ recordId }) => recordId)).toEqual([753, 754]);
  expect(events[0]!.document).toBe(exec.join('\n'));
  expect(events[1]!.values).toMatchObject({
    'event.category': 'authentication',
    'event.action': 'logon-failed',
    'event.outcome': 'failure',
    'user.name': 'root',
    'source.ip': '36.156.24.99',
    'process.executable': '/usr/sbin/sshd',
  });
  expect(events[1]!.values['winlog.logon.id']).toBeUndefined();
});

test('enriched lines with a node, and what syslog puts in front, say names', async () => {
  const text = [
    'node=web1 type=SYSCALL msg=audit(1700000000.001:9): arch=c000003e syscall=42 success=no exit=-115 ppid=1 pid=2 auid=1000 uid=33 ses=1 comm="nc" exe="/usr/bin/nc"\x1dARCH=x86_64 SYSCALL=connect AUID="ann" UID="www-data"',
    'node=web1 type=SOCKADDR msg=audit(1700000000.001:9): saddr=020001BB0A0000050000000000000000\x1dSADDR={ saddr_fam=inet }',
    'Mar  1 10:00:00 web1 audispd: node=web1 type=USER_CMD msg=audit(1700000001.002:10): pid=7 uid=1000 auid=1000 ses=1 msg=\'cwd="/" cmd=69642D75 exe="/usr/bin/sudo" terminal=pts/0 res=success\'',
  ].join('\n');
  const [connect, command] = await eventOf(text);
  expect(connect!.values).toMatchObject({
    'host.name': 'web1',
    'event.category': 'network',
    'event.action': 'network-connection-attempted',
    'user.name': 'www-data',
    'destination.ip': '10.0.0.5',
    'destination.port': 443,
  });
  expect(command!.values).toMatchObject({
    'event.action': 'created-process',
    'process.command_line': 'id-u',
    'process.parent.executable': '/usr/bin/sudo',
    'process.parent.pid': 7,
  });
  expect(command!.values['process.pid']).toBeUndefined();
});

test('a deleted file is named by its full path', async () => {
  const text = [
    'type=SYSCALL msg=audit(1700000000.001:9): arch=c000003e syscall=87 success=yes ppid=1 pid=2 uid=0 comm="rm" exe="/bin/rm"',
    'type=CWD msg=audit(1700000000.001:9): cwd="/var/log"',
    'type=PATH msg=audit(1700000000.001:9): item=0 name="/var/log" nametype=PARENT',
    'type=PATH msg=audit(1700000000.001:9): item=1 name="auth.log" nametype=DELETE',
  ].join('\n');
  const [event] = await eventOf(text);
  expect(event!.values).toMatchObject({
    'event.action': 'deleted-file',
    'file.path': '/var/log/auth.log',
  });
});

test('fields are named by type, decoded', () => {
  const fields = auditdReader.fields(exec.join('\n'), {});
  expect(fields).toContainEqual({ name: 'EXECVE.a2', value: 'echo "hi"' });
  expect(fields).toContainEqual({ name: 'PROCTITLE.proctitle', value: '/bin/sh -c' });
  expect(fields).toContainEqual({ name: 'SYSCALL.a0', value: '1' });
});

test('a line of another kind is rejected, the events around it are read', async () => {
  const { imported, rejects } = await readBytes(
    [...exec, 'Linux version 5', exec[0]!.replace('753', '755')].join('\r\n'),
    {
      format: 'auditd',
    },
  );
  expect(imported).toBe(2);
  expect(rejects).toMatchObject([{ reason: 'audit-no-serial', line: 6, raw: 'Linux version 5' }]);
});

test('an event without end is cut, not gathered', async () => {
  const many = `${exec[3]!} x=${'y'.repeat(8000)}\n`.repeat(2500);
  const { imported, problems, rejects } = await readBytes(many, {
    format: 'auditd',
    chunkBytes: 1 << 20,
  });
  expect(rejects).toEqual([]);
  expect(imported).toBeLessThan(5);
  expect(problems.find(({ code }) => code === 'audit-late-lines')!.count).toBe(imported - 1);
});

test('lines made to be slow are not', async () => {
  const head = 'type=USER_CMD msg=audit(1700000000.001:';
  const evil = ["a='", 'a=" ', 'a=1 ', 'a ', '= ', "'"].map(
    (part, at) => `${head}${at}): ${part.repeat(200_000)}`,
  );
  const begun = performance.now();
  const { imported } = await readBytes(evil.join('\n'), { format: 'auditd' });
  expect(imported).toBe(evil.length);
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('lines changed at random lose none', async () => {
  const seed = Array.from({ length: 6 }, (_, i) =>
    exec.join('\n').replaceAll('753', String(800 + i)),
  )
    .join('\n')
    .concat('\n');
  await expectMutantsSurvive(seed, 'auditd', 200, (text, events, rejects) => {
    const lines = events.reduce((sum, { document }) => sum + document.split('\n').length, 0);
    expect(lines + rejects.length).toBe(filledLines(text));
  });
});
