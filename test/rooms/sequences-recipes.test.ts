/** The recipes on records as their sources write them, read by the product's own readers. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sequenceRecipes } from '#contract/rooms/sequence-recipes.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { rowsOf } from '#test/support/run-room.ts';
import { Workbench } from '#test/support/workbench.ts';

type Row = Readonly<Record<string, unknown>>;

const bench = new Workbench();

beforeAll(async () => {
  await bench.create();
  write('trail.jsonl', [
    cloudTrail(0, 'ListBuckets', {}),
    cloudTrail(30, 'GetObject', { bucketName: 'b', key: 'k' }),
    cloudTrail(60 * 21, 'DeleteTrail', { name: 't' }),
    {
      ...cloudTrail(5, 'AssumeRole', {}),
      userIdentity: { type: 'AWSService' },
      userAgent: 'x.amazonaws.com',
    },
  ]);
  write('powershell.jsonl', [
    scriptBlock(0, 'function f { Get-Process | Where-Object Name -eq lsass }; Invoke-Thing -x-y 1'),
    scriptBlock(10, '$a = 1 + 1'),
  ]);
  const lines = [
    'Mar 10 09:00:00 web1 sshd[100]: Accepted publickey for eve from 203.0.113.9 port 5022 ssh2: RSA SHA256:abc',
    'Mar 10 09:00:20 web1 sudo[101]:      eve : TTY=pts/0 ; PWD=/home/eve ; USER=root ; COMMAND=/usr/bin/cat /etc/shadow',
    'Mar 10 09:00:21 web1 kernel: nothing to do with it',
  ];
  writeFileSync(path.join(bench.folder, 'auth.log'), `${lines.join('\n')}\n`);
  const operations = ['New-InboxRule', 'Set-Mailbox'];
  write(
    'audit.jsonl',
    operations.map((operation, at) => exchangeAudit(at, operation)),
  );
  const rows = operations.map((operation, at) =>
    [...['ExchangeAdmin', timeAt(60 + at), 'eve@x.example', operation]]
      .concat(JSON.stringify(exchangeAudit(60 + at, operation)))
      .map((cell) => `"${cell.replaceAll('"', '""')}"`)
      .join(','),
  );
  writeFileSync(
    inFolder('audit.csv'),
    `RecordType,CreationDate,UserIds,Operations,AuditData\r\n${rows.join('\r\n')}\r\n`,
  );
  await bench.import(inFolder('audit.jsonl'), inFolder('audit.csv'));
  await bench.import(...['trail.jsonl', 'powershell.jsonl', 'auth.log'].map(inFolder));
});

afterAll(() => bench.close());

const inFolder = (name: string): string => path.join(bench.folder, name);

function write(name: string, records: readonly object[]): void {
  writeFileSync(inFolder(name), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

const timeAt = (second: number): string =>
  new Date(Date.UTC(2026, 2, 10, 9) + second * 1000).toISOString();

function cloudTrail(second: number, eventName: string, requestParameters: object): object {
  return {
    eventVersion: '1.08',
    eventTime: timeAt(second).replace('.000', ''),
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2',
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::1:assumed-role/Admin/eve',
      sessionContext: { sessionIssuer: { userName: 'Admin' } },
    },
    requestParameters,
  };
}

function exchangeAudit(second: number, Operation: string): object {
  return {
    CreationTime: timeAt(second),
    Id: `id-${second}`,
    Operation,
    RecordType: 1,
    Workload: 'Exchange',
    UserId: 'eve@x.example',
    ClientIP: '203.0.113.1:500',
    Parameters: [{ Name: 'Identity', Value: 'boss' }],
  };
}

function scriptBlock(second: number, ScriptBlockText: string): object {
  return {
    '@timestamp': timeAt(second),
    EventID: 4104,
    Channel: 'Microsoft-Windows-PowerShell/Operational',
    SourceName: 'Microsoft-Windows-PowerShell',
    Hostname: 'WS1.example',
    UserID: 'S-1-5-21-1-2-3-1001',
    ExecutionProcessID: 4242,
    ScriptBlockText,
  };
}

async function sessionsOf(
  params: ParamValues,
): Promise<{ keys: readonly unknown[]; commands: unknown[][]; summary: Row; run: number }> {
  const { run, summary } = await bench.run('sequences', params);
  const sessions = await bench.ask('runs.table', { run, table: 'sessions' });
  const events = await bench.ask('runs.table', { run, table: 'events' });
  const commands: unknown[][] = [];
  for (const { session, command } of rowsOf(events.block))
    (commands[Number(session)] ??= []).push(command);
  return {
    keys: rowsOf(sessions.block).map(({ keys }) => Object.values(keys as Row)),
    commands,
    summary,
    run,
  };
}

async function namesOf(run: number): Promise<readonly unknown[]> {
  const { block } = await bench.ask('runs.table', { run, table: 'parameters' });
  return rowsOf(block).map(({ parameter }) => parameter);
}

test('CloudTrail: one identity in one role from one place, services left out, members of the request as parameters', async () => {
  const found = await sessionsOf({ recipe: 'cloudtrail', sessionType: 'commands-params' });
  const who = ['arn:aws:sts::1:assumed-role/Admin/eve', '203.0.113.7', 'aws-cli/2', 'Admin'];
  expect(found.keys).toEqual([who, who]);
  expect(found.commands).toEqual([['ListBuckets', 'GetObject'], ['DeleteTrail']]);
  expect(found.summary['left out as automated']).toBe('1 identity with 1 event');
  expect(await namesOf(found.run)).toEqual(['bucketName', 'key', 'name']);
});

test('Exchange: the unified audit log is one session, whether it came as JSON or as CSV', async () => {
  const found = await sessionsOf({ recipe: 'exchange-admin', sessionType: 'commands-params' });
  expect(found.keys).toEqual([['eve@x.example', '203.0.113.1:500']]);
  const commands = ['New-InboxRule', 'Set-Mailbox'];
  expect(found.commands).toEqual([[...commands, ...commands]]);
  expect(await namesOf(found.run)).toEqual(['Identity']);
});

test('PowerShell: the first cmdlet is the command, all of them are its parameters', async () => {
  const found = await sessionsOf({ recipe: 'powershell', sessionType: 'commands-params' });
  expect(found.keys).toEqual([['S-1-5-21-1-2-3-1001', 'WS1.example', '4242']]);
  expect(found.commands).toEqual([['get-process', '$a']]);
  expect(await namesOf(found.run)).toEqual([
    'cmdlet get-process',
    'cmdlet invoke-thing',
    'cmdlet where-object',
  ]);
});

test('SSH and sudo: what a user does on a host, sudo by the program it starts', async () => {
  const found = await sessionsOf({ recipe: 'ssh-sudo' });
  expect(found.keys).toEqual([['eve', 'web1']]);
  expect(found.commands).toEqual([['sshd logged-in', 'sudo cat']]);
});

test('auto takes the first recipe that finds events, here PowerShell', async () => {
  const { params, baseQuery } = await bench.run('sequences');
  expect(params['recipe']).toBe('powershell');
  expect(baseQuery).toBe(sequenceRecipes.find(({ id }) => id === 'powershell')?.query);
  const linux = await bench.run('sequences', {}, 'host.name:web1');
  expect(linux.params['recipe']).toBe('ssh-sudo');
});

test('the demo’s intrusion is the first four sessions of its process creations, and nothing else is', async () => {
  const demo = new Workbench();
  try {
    const { job } = await demo.ask('case.demo', { folder: path.join(demo.folder, 'demo') });
    await demo.result(job);
    for (const training of ['all', 'cross-fit']) {
      const { run, params } = await demo.run('sequences', { training });
      expect(params['recipe']).toBe('process-creations');
      const page = await demo.ask('runs.table', {
        run,
        table: 'sessions',
        sort: { column: 'rank', descending: false },
        limit: 4,
      });
      const users = rowsOf(page.block).map(({ keys }) => (keys as Row)['user.name']);
      expect([...users].sort()).toEqual(['adm.backup', 'm.keller', 'm.keller', 'm.keller']);
      const rarest = rowsOf(page.block).map((row) => String(row['rarest']).split(' ')[0]);
      expect([...rarest].sort()).toEqual(['cmd.exe', 'qhzvkr.exe', 'rr.exe', 'whoami.exe']);
    }
  } finally {
    await demo.close();
  }
});
