/** The tables of Los Alamos, which have no header, and the logon room on them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { logonClustersRoom } from '#workers/analyses/logon-clusters/room.ts';
import { readTable } from '#test/support/csv-table.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';
import { rowsOf, runRoom, tableOf } from '#test/support/run-room.ts';

const rows = [
  '1,ANONYMOUS LOGON@C586,ANONYMOUS LOGON@C586,C1250,C586,NTLM,Network,LogOn,Success',
  '1,C1020$@DOM1,SYSTEM@C1020,C1020,C1020,Negotiate,Service,LogOn,Success',
  '2,C101$@DOM1,C101$@DOM1,C988,C988,?,Network,LogOff,Success',
  '3,U620@DOM1,U620@DOM1,C17693,C1003,NTLM,Network,LogOn,Fail',
  '4,U1@DOM1,U1@DOM1,C1,TGT,?,?,TGT,Success',
  '5,U2@DOM1,U2@DOM1,C1,C2,Kerberos,RemoteInteractive,LogOn,Success',
  '6,U2@DOM1,U2@DOM1,C1,C2,Negotiate,Unlock,ScreenUnlock,Success',
];

test('logons: account, machine, type and action as in a Windows log, ? is missing', async () => {
  const table = await readTable(`${rows.join('\n')}\n`);
  expect(table).toMatchObject({ card: 'lanl-auth', codes: ['relative-time'], recordsSeen: 7 });
  expect(table.events.map(({ values }) => values['event.action'])).toEqual([
    'logged-in',
    'logged-in',
    'logged-out',
    'logon-failed',
    'kerberos-authentication-ticket-requested',
    'logged-in',
    'workstation-unlocked',
  ]);
  expect(table.events[1]).toMatchObject({
    time: '1970-01-01T00:00:01Z',
    values: {
      'event.category': 'authentication',
      'event.outcome': 'success',
      'host.name': 'C1020',
      'source.domain': 'C1020',
      'user.name': 'SYSTEM',
      'user.domain': 'C1020',
      'winlog.logon.type': 5,
      'winlog.logon.authentication': 'Negotiate',
    },
  });
  expect(table.events[3]!.values).toMatchObject({
    'event.outcome': 'failure',
    'user.name': 'U620',
  });
  expect(table.events[4]!.values).not.toHaveProperty('winlog.logon.type');
  expect(table.events[4]!.values).not.toHaveProperty('winlog.logon.authentication');
  expect(table.events[5]!.values['winlog.logon.type']).toBe(10);
  expect(table.fields(1).get('src_domain')).toBe('C1020$@DOM1');
});

test('an epoch of the mapping gives the seconds their beginning', async () => {
  const { events, codes } = await readTable(`${rows.join('\n')}\n`, {
    mapping: { timeForm: 'seconds', epoch: '2015-01-01T00:00:00Z', time: 'time' },
  });
  expect(codes).toEqual([]);
  expect(events[6]!.time).toBe('2015-01-01T00:00:06Z');
  expect(events[6]!.values['event.action']).toBe('workstation-unlocked');
});

realTest(
  'data/lanl-auth/auth_sample.txt',
  'every real logon of the sample has all it says',
  async () => {
    const [result] = await readAll(realPath('data/lanl-auth/auth_sample.txt'));
    const events = eventsOf(result!.batches);
    const lines = readFileSync(realPath('data/lanl-auth/auth_sample.txt'), 'utf8')
      .trim()
      .split('\n');
    expect(events).toHaveLength(lines.length);
    lines.forEach((line, i) => {
      const [time, , user = '', source, host, , , , outcome] = line.split(',');
      expect(events[i]!.time).toBe(new Date(Number(time) * 1000).toISOString().replace('.000', ''));
      expect(events[i]!.values).toMatchObject({
        'user.name': user.slice(0, user.lastIndexOf('@')),
        'source.domain': source,
        'host.name': host,
        'event.outcome': outcome === 'Success' ? 'success' : 'failure',
        'event.category': 'authentication',
      });
    });
  },
);

realTest('data/lanl-auth/auth_sample.txt', 'the logon room reads them', async () => {
  const [result] = await readAll(realPath('data/lanl-auth/auth_sample.txt'));
  const logons = eventsOf(result!.batches)
    .filter(({ values }) => values['event.action'] === 'logged-in')
    .map(({ time, values }) => ({ ...values, '@timestamp': time }));
  expect(logons.length).toBeGreaterThan(20);
  const output = runRoom(logonClustersRoom, logons);
  const clusters = rowsOf(tableOf(output, 'clusters'));
  expect(clusters.length).toBeGreaterThan(1);
  const sizes = clusters.map((row) => Number(row['events'] ?? row['size'] ?? row['count'] ?? 0));
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(logons.length);
});

realTest('data/lanl-auth/redteam.txt', 'the red team’s rows are told as such', async () => {
  const [result] = await readAll(realPath('data/lanl-auth/redteam.txt'));
  const events = eventsOf(result!.batches);
  expect(events).toHaveLength(749);
  expect(events[0]!.values).toEqual({
    'event.category': 'intrusion_detection',
    'event.action': 'red-team-logon',
    'event.provider': 'LANL',
    'rule.name': 'Red team',
    'host.name': 'C1003',
    'source.domain': 'C17693',
    'user.name': 'U620',
    'user.domain': 'DOM1',
  });
});

realTest(
  'data/lanl-auth/dns_sample.txt',
  'flows, processes and look-ups are known by their cells',
  async () => {
    const read = async (name: string) => {
      const [result] = await readAll(realPath(`data/lanl-auth/${name}`), { name: 'unknown' });
      return eventsOf(result!.batches);
    };
    const flows = await read('flows_sample.txt');
    expect(flows).toHaveLength(8);
    expect(flows[0]!.values).toMatchObject({
      'event.action': 'network-flow',
      'source.domain': 'C1065',
      'source.port': 389,
      'destination.domain': 'C3799',
      'network.transport': 'tcp',
    });
    expect(flows[0]!.values).not.toHaveProperty('destination.port');
    const processes = await read('proc_sample.txt');
    expect(
      processes.map(({ values }) => [values['event.action'], values['process.executable']]),
    ).toEqual([
      ['created-process', 'P16'],
      ['exited-process', 'P25'],
      ['created-process', 'P25'],
    ]);
    expect(processes[0]!.values).toMatchObject({ 'user.name': 'C553$', 'host.name': 'C553' });
    const names = await read('dns_sample.txt');
    expect(names).toHaveLength(3450);
    expect(names[0]!.values).toMatchObject({
      'event.action': 'dns-query',
      'host.name': 'C18250',
      'destination.domain': 'C1065',
    });
  },
);
