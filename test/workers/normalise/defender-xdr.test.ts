/** Defender XDR rows: what a process did, who logged on, and action types without a rule. */
import { expect, test } from 'vitest';
import { eventsOf } from '#test/support/events-of.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { normaliseDefenderXdr } from '#workers/normalise/defender-xdr.ts';

function columnsOf(row: Readonly<Record<string, string>>): Record<string, string | number> {
  const batch = new BatchBuilder('json');
  normaliseDefenderXdr({ data: (name) => row[name] }, batch);
  batch.commit({ offset: 0, length: 2, recordId: -1, line: 1 }, Buffer.from('{}'));
  return { ...eventsOf([batch.finish()])[0]!.values };
}

const initiating = {
  DeviceName: 'pc01',
  InitiatingProcessAccountName: 'ann',
  InitiatingProcessFolderPath: 'c:\\windows\\explorer.exe',
  InitiatingProcessId: '10',
  InitiatingProcessCommandLine: 'explorer.exe',
};

test('a created process has the initiating one as its parent', () => {
  const row = {
    ...initiating,
    ActionType: 'ProcessCreated',
    FolderPath: 'c:\\windows\\system32\\cmd.exe',
    ProcessCommandLine: 'cmd /c whoami',
    ProcessId: '11',
    AccountName: 'system',
    AccountDomain: 'nt authority',
  };
  expect(columnsOf(row)).toMatchObject({
    'host.name': 'pc01',
    'event.category': 'process',
    'event.action': 'created-process',
    'user.name': 'system',
    'process.executable': 'c:\\windows\\system32\\cmd.exe',
    'process.command_line': 'cmd /c whoami',
    'process.pid': 11,
    'process.parent.executable': 'c:\\windows\\explorer.exe',
    'process.parent.pid': 10,
  });
});

test('logons are named as everywhere else', () => {
  const row = {
    DeviceName: 'pc01',
    ActionType: 'LogonFailed',
    AccountName: 'ann',
    RemoteIP: '10.0.0.9',
  };
  expect(columnsOf(row)).toMatchObject({
    'event.action': 'logon-failed',
    'event.outcome': 'failure',
    'user.name': 'ann',
    'source.ip': '10.0.0.9',
  });
});

test('other action types keep their name and the acting process', () => {
  expect(columnsOf({ ...initiating, ActionType: 'LdapSearch' })).toEqual({
    'host.name': 'pc01',
    'event.code': 'LdapSearch',
    'event.provider': 'Microsoft Defender XDR',
    'event.action': 'ldap-search',
    'user.name': 'ann',
    'process.executable': 'c:\\windows\\explorer.exe',
    'process.command_line': 'explorer.exe',
    'process.pid': 10,
  });
});
