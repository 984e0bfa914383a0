/** eCAR as recorded and flattened: the acting process, what it did, and the two broken lines of the reference file. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { readAll, readBytes } from '#test/support/read-evidence.ts';
import { realPath, realTest } from '#test/support/real-data.ts';

realTest(
  'reference/process-map/ecar.jsonl',
  'the flattened reference file gives 5,058 events and its two broken lines as rejects',
  async () => {
    const [member] = await readAll(realPath('reference/process-map/ecar.jsonl'), {
      name: 'unknown',
    });
    expect(member).toMatchObject({ format: 'json-lines', imported: 5058, recordsSeen: 5060 });
    expect(member!.prepared!.state).toMatchObject({ layout: 'ecar' });
    expect(member!.rejects.map(({ reason, line }) => [reason, line])).toEqual([
      ['json-syntax', 702],
      ['json-syntax', 2903],
    ]);
    expect(member!.rejects[0]!.message).toBe(
      'The record breaks off at character 48: expected a value.',
    );
    const events = eventsOf(member!.batches);
    expect(events[0]!.time).toBe('2019-09-23T16:00:00.712Z');
    expect(events[0]!.values).toMatchObject({
      'event.code': 'PROCESS/CREATE',
      'event.category': 'process',
      'event.action': 'created-process',
      'process.entity_id': '2422f7af-4c25-db07-1489-d33ef34e52ea',
      'process.parent.entity_id': 'c3dc04c2-d309-bf2b-21d6-6721d9eef447',
      'process.executable': 'C:\\Windows\\System32\\cmd.exe',
      'process.parent.executable': 'C:\\Windows\\explorer.exe',
      'process.command_line': 'C:\\Windows\\SYSTEM32\\cmd.exe /c "C:\\ops\\CleanArchive.bat"',
      'user.name': 'SYSTEM',
      'user.domain': 'NT AUTHORITY',
    });
    expect(events[1]!.values).toMatchObject({
      'event.category': 'file',
      'event.action': 'created-file',
      'file.path': 'C:\\ops\\archive\\list.txt',
      'process.entity_id': '2422f7af-4c25-db07-1489-d33ef34e52ea',
      'user.name': 'user1',
      'user.domain': 'SYSTEMIACOM',
    });
    const noise = events.filter(({ values }) =>
      ['process-suspend', 'driver-load'].includes(String(values['event.action'])),
    );
    expect(noise).toHaveLength(12);
    expect(noise[0]!.values).toHaveProperty(['process.entity_id']);
  },
);

realTest(
  'data/ecar/ecar_real_examples.jsonl',
  'real records are read from their properties, with offsets and with epoch numbers',
  async () => {
    const [member] = await readAll(realPath('data/ecar/ecar_real_examples.jsonl'));
    expect(member).toMatchObject({ imported: 5, rejects: [] });
    const events = eventsOf(member!.batches);
    expect(events.map(({ time }) => time)).toEqual([
      '2019-09-23T13:12:26.333Z',
      '2019-09-23T13:42:51.804Z',
      '2019-09-23T18:55:18.164Z',
      '2019-09-23T18:55:18.166Z',
      '2018-10-09T21:32:28.904Z',
    ]);
    expect(events[0]!.values).toMatchObject({
      'host.name': 'SysClient0220.systemia.com',
      'event.category': 'network',
      'source.ip': '10.20.2.172',
      'source.port': 5353,
      'destination.ip': '224.0.0.251',
      'network.transport': 'udp',
      'process.executable': '\\Device\\HarddiskVolume1\\Windows\\system32\\svchost.exe',
      'process.pid': 856,
    });
    expect(events[4]!.values).toMatchObject({
      'event.action': 'created-process',
      'process.pid': 3648,
      'process.parent.pid': 6260,
      'process.parent.executable': '\\Device\\HarddiskVolume1\\cygwin64\\bin\\bash.exe',
      'user.id': 'S-1-5-21-23003595-3114578871-2621762399-1000',
    });
  },
);

const session = {
  object: 'USER_SESSION',
  action: 'LOGIN',
  actorID: 'a1',
  objectID: 'o1',
  hostname: 'H1',
  pid: -1,
  principal: 'NT AUTHORITY\\SYSTEM',
  timestamp: 1569250000123,
  properties: { user: 'CORP\\ann', src_ip: '10.0.0.9', src_port: '3389', logon_id: '0x3e7' },
};

test('a login is an authentication of the user, not of the process that wrote it', async () => {
  const member = await readBytes(JSON.stringify(session));
  const [event] = eventsOf(member.batches);
  expect(event!.values).toEqual({
    'host.name': 'H1',
    'event.code': 'USER_SESSION/LOGIN',
    'event.provider': 'eCAR',
    'event.category': 'authentication',
    'event.action': 'logged-in',
    'event.outcome': 'success',
    'user.name': 'ann',
    'user.domain': 'CORP',
    'winlog.logon.id': '0x3e7',
    'process.entity_id': 'a1',
    'source.ip': '10.0.0.9',
    'source.port': 3389,
  });
});

test('a key and its value make one registry path; ids of zeros name no process', async () => {
  const registry = {
    ...session,
    object: 'REGISTRY',
    action: 'EDIT',
    actorID: '00000000-0000-0000-0000-000000000000',
    properties: { key: 'HKLM\\SOFTWARE\\Run', value: 'Start', data: 'x.exe' },
  };
  const member = await readBytes(JSON.stringify(registry));
  const [{ values } = { values: {} }] = eventsOf(member.batches);
  expect(values).toMatchObject({
    'event.category': 'registry',
    'registry.path': 'HKLM\\SOFTWARE\\Run\\Start',
    'registry.data.strings': 'x.exe',
  });
  expect(values).not.toHaveProperty(['process.entity_id']);
});
