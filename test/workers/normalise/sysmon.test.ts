/** Sysmon → columns: the process by its GUID, the account in two parts, what it touched. */
import { expect, test } from 'vitest';
import { columnsOf } from '#test/support/windows-event.ts';
import { sysmonTable } from '#workers/normalise/sysmon.ts';

const sysmon = {
  provider: 'Microsoft-Windows-Sysmon',
  channel: 'Microsoft-Windows-Sysmon/Operational',
  userSid: 'S-1-5-18',
};
const process = {
  ProcessGuid: '{b34bc01c-7fae-5f63-1000-000000000400}',
  ProcessId: '880',
  Image: 'C:\\windows\\system32\\svchost.exe',
  User: 'NT AUTHORITY\\SYSTEM',
};

test('a process creation has its parent, and the account that runs it', () => {
  const data = {
    ...process,
    CommandLine: 'svchost.exe -k netsvcs',
    ParentProcessGuid: '{00000000-0000-0000-0000-000000000000}',
    ParentProcessId: '4',
    ParentImage: '-',
    ParentCommandLine: '-',
    LogonId: '0x3e7',
  };
  expect(columnsOf({ ...sysmon, code: '1', data })).toEqual({
    'host.name': 'PC01',
    'event.code': '1',
    'event.provider': 'Microsoft-Windows-Sysmon',
    'winlog.channel': 'Microsoft-Windows-Sysmon/Operational',
    'event.category': 'process',
    'event.action': 'created-process',
    'user.name': 'SYSTEM',
    'user.domain': 'NT AUTHORITY',
    'winlog.logon.id': '0x3e7',
    'process.executable': 'C:\\windows\\system32\\svchost.exe',
    'process.command_line': 'svchost.exe -k netsvcs',
    'process.pid': 880,
    'process.entity_id': '{b34bc01c-7fae-5f63-1000-000000000400}',
    'process.parent.pid': 4,
  });
});

const touched: readonly (readonly [string, Record<string, string>, Record<string, unknown>])[] = [
  ['2', { TargetFilename: 'C:\\a' }, { 'event.action': 'changed-file-time', 'file.path': 'C:\\a' }],
  [
    '3',
    {
      Protocol: 'tcp',
      SourceIp: '10.0.0.5',
      SourcePort: '50000',
      SourceHostname: 'PC01',
      DestinationIp: '10.0.0.1',
      DestinationPort: '445',
      DestinationHostname: '-',
    },
    {
      'event.category': 'network',
      'network.transport': 'tcp',
      'source.ip': '10.0.0.5',
      'source.port': 50000,
      'source.domain': 'PC01',
      'destination.ip': '10.0.0.1',
      'destination.port': 445,
    },
  ],
  ['5', {}, { 'event.category': 'process', 'event.action': 'exited-process' }],
  ['7', { ImageLoaded: 'C:\\x.dll' }, { 'event.category': 'library', 'dll.path': 'C:\\x.dll' }],
  ['11', { TargetFilename: 'C:\\b' }, { 'event.category': 'file', 'file.path': 'C:\\b' }],
  [
    '13',
    { TargetObject: 'HKLM\\Run\\x', Details: 'calc.exe' },
    { 'registry.path': 'HKLM\\Run\\x', 'registry.data.strings': 'calc.exe' },
  ],
  ['17', { PipeName: '\\msagent_1' }, { 'file.path': '\\msagent_1' }],
  ['22', { QueryName: 'evil.example' }, { 'destination.domain': 'evil.example' }],
];

for (const [code, data, wanted] of touched) {
  test(`event ${code} names the acting process and what it touched`, () => {
    expect(columnsOf({ ...sysmon, code, data: { ...process, ...data } })).toMatchObject({
      'process.entity_id': process.ProcessGuid,
      'process.executable': process.Image,
      'user.name': 'SYSTEM',
      ...wanted,
    });
  });
}

test('between two processes the source is the acting one, however its GUID is spelt', () => {
  for (const name of ['SourceProcessGuid', 'SourceProcessGUID']) {
    const data = {
      [name]: '{1}',
      SourceProcessId: '7',
      SourceImage: 'C:\\a.exe',
      TargetImage: 'C:\\lsass.exe',
      SourceUser: 'CORP\\ann',
      TargetUser: 'NT AUTHORITY\\SYSTEM',
    };
    expect(columnsOf({ ...sysmon, code: '10', data })).toMatchObject({
      'event.action': 'accessed-process',
      'process.entity_id': '{1}',
      'process.pid': 7,
      'user.name': 'ann',
      'user.target.name': 'SYSTEM',
    });
  }
});

test('the driver’s own account is not taken for the user of the event', () => {
  const old = { ...process, User: '-' };
  expect(columnsOf({ ...sysmon, code: '5', data: old })).not.toHaveProperty(['user.id']);
});

test('every documented event has a rule', () => {
  const codes = Object.keys(sysmonTable.events);
  for (let code = 1; code <= 29; code++) expect(codes).toContain(String(code));
});
