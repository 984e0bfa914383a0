/** Windows events → columns: who, what, from where, and what is left out. */
import { expect, test } from 'vitest';
import { columnsOf } from '#test/support/windows-event.ts';

const auditing = 'Microsoft-Windows-Security-Auditing';
const security = { provider: auditing, channel: 'Security' };
const subject = {
  SubjectUserSid: 'S-1-5-18',
  SubjectUserName: 'PC01$',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x3e7',
};
const logon = {
  ...subject,
  TargetUserSid: 'S-1-5-21-1-2-3-1104',
  TargetUserName: 'ann',
  TargetDomainName: 'CORP',
  TargetLogonId: '0x7d4f1',
  LogonType: '3',
  LogonProcessName: 'NtLmSsp ',
  AuthenticationPackageName: 'NTLM',
  WorkstationName: 'KIOSK-9',
  ProcessId: '0x0',
  ProcessName: '-',
  IpAddress: '::ffff:10.0.0.9',
  IpPort: '51234',
};

test('a logon is of the account that logged on, with its session and origin', () => {
  expect(columnsOf({ ...security, code: '4624', data: logon })).toEqual({
    'host.name': 'PC01',
    'event.code': '4624',
    'event.provider': auditing,
    'winlog.channel': 'Security',
    'event.category': 'authentication',
    'event.action': 'logged-in',
    'event.outcome': 'success',
    'user.name': 'ann',
    'user.domain': 'CORP',
    'user.id': 'S-1-5-21-1-2-3-1104',
    'winlog.logon.id': '0x7d4f1',
    'winlog.logon.type': 3,
    'winlog.logon.process': 'NtLmSsp ',
    'winlog.logon.authentication': 'NTLM',
    'process.pid': 0,
    'source.ip': '10.0.0.9',
    'source.port': 51234,
    'source.domain': 'KIOSK-9',
  });
});

test('a failed logon keeps the asking session, for it has none of its own', () => {
  const data = {
    ...logon,
    TargetLogonId: undefined,
    TargetUserSid: 'S-1-0-0',
    Status: '0xc000006d',
  } as unknown as Record<string, string>;
  const columns = columnsOf({ ...security, code: '4625', data });
  expect(columns).toMatchObject({
    'event.action': 'logon-failed',
    'event.outcome': 'failure',
    'user.name': 'ann',
    'winlog.logon.id': '0x3e7',
  });
  expect(columns).not.toHaveProperty(['user.id']);
});

test('explicit credentials: the user is who used them, the target whose they are', () => {
  const data = { ...logon, TargetServerName: 'dc01.corp.example', ProcessId: '0x2e4' };
  expect(columnsOf({ ...security, code: '4648', data })).toMatchObject({
    'event.action': 'logged-in-explicit',
    'user.name': 'PC01$',
    'user.target.name': 'ann',
    'user.target.domain': 'CORP',
    'winlog.logon.id': '0x3e7',
    'destination.domain': 'dc01.corp.example',
    'process.pid': 740,
  });
});

test('4634 and 4647 end a session', () => {
  for (const code of ['4634', '4647']) {
    expect(columnsOf({ ...security, code, data: logon })).toMatchObject({
      'event.category': 'authentication',
      'event.action': 'logged-out',
      'user.name': 'ann',
      'winlog.logon.id': '0x7d4f1',
    });
  }
});

test('in 4688 ProcessId is the parent, and the logon id stays as it is written', () => {
  const data = {
    ...subject,
    SubjectLogonId: '-1',
    NewProcessId: '0x1a2c',
    ProcessId: '1234',
    NewProcessName: 'C:\\a.exe',
    CommandLine: ' -a  "b" ',
    ParentProcessName: '',
    TargetUserName: '-',
  };
  const columns = columnsOf({ ...security, code: '4688', data });
  expect(columns).toMatchObject({
    'event.category': 'process',
    'event.action': 'created-process',
    'process.pid': 6700,
    'process.parent.pid': 1234,
    'process.command_line': ' -a  "b" ',
    'winlog.logon.id': '-1',
  });
  expect(columns).not.toHaveProperty(['process.parent.executable']);
  expect(columns).not.toHaveProperty(['user.target.name']);
});

test('an export whose only account is in one column gives name and domain', () => {
  const data = { Account: 'CORP\\ann', NewProcessName: 'C:\\a.exe' };
  expect(columnsOf({ code: '4688', data })).toMatchObject({
    'user.name': 'ann',
    'user.domain': 'CORP',
    'process.executable': 'C:\\a.exe',
  });
  expect(columnsOf({ code: '4624', data })).toMatchObject({ 'user.name': 'ann' });
});

test('a channel is known in any case, a provider wherever its events were forwarded to', () => {
  const data = { ...subject, ProcessName: 'C:\\a.exe', ProcessId: '0x10' };
  const ended = { 'event.category': 'process', 'event.action': 'exited-process' };
  expect(columnsOf({ code: '4689', channel: 'security', data })).toMatchObject(ended);
  expect(columnsOf({ code: '4689', channel: 'SECURITY', data })).toMatchObject(ended);
  const forwarded = { provider: auditing, channel: 'ForwardedEvents' };
  expect(columnsOf({ ...forwarded, code: '4689', data })).toMatchObject(ended);
});

test('a code means nothing without its provider', () => {
  const strange = { provider: 'Acme-Backup', channel: 'Application', code: '4688' };
  const columns = columnsOf({ ...strange, data: { NewProcessName: 'x' }, userSid: 'S-1-5-20' });
  expect(columns).toEqual({
    'host.name': 'PC01',
    'event.code': '4688',
    'event.provider': 'Acme-Backup',
    'winlog.channel': 'Application',
    'user.id': 'S-1-5-20',
  });
  expect(columnsOf({ provider: 'Microsoft-Windows-Sysmon', code: '4688' })).not.toHaveProperty([
    'event.action',
  ]);
});

test('the account that wrote the event is its user only when the event names none', () => {
  const scheduler = 'Microsoft-Windows-TaskScheduler';
  const written = { provider: scheduler, code: '106', userSid: 'S-1-5-21-1-2-3-500' };
  expect(columnsOf(written)).toMatchObject({ 'user.id': 'S-1-5-21-1-2-3-500' });
  const named = columnsOf({ ...written, data: { UserContext: 'CORP\\ann' } });
  expect(named).toMatchObject({ 'user.name': 'ann', 'user.domain': 'CORP' });
  expect(named).not.toHaveProperty(['user.id']);
});

test('levels are words, 0 as the Event Viewer shows it', () => {
  const levels = ['0', '1', '2', '3', '4', '5', 'Information', 'WARNING', 'Odd', ''];
  expect(levels.map((level) => columnsOf({ code: '1', level })['log.level'])).toEqual([
    'information',
    'critical',
    'error',
    'warning',
    'information',
    'verbose',
    'information',
    'warning',
    'odd',
    undefined,
  ]);
});

test('an audit’s outcome comes from its code, its status, or its keywords', () => {
  const outcome = (code: string, keywords: string, data = {}): unknown =>
    columnsOf({ ...security, code, keywords, data })['event.outcome'];
  expect(outcome('4673', '0x8010000000000000')).toBe('failure');
  expect(outcome('4673', '0x8020000000000000')).toBe('success');
  expect(outcome('4673', '-9214364837600034816')).toBe('success');
  expect(outcome('4673', '-9218868437227405312')).toBe('failure');
  expect(outcome('4673', 'AUDIT_FAILURE')).toBe('failure');
  expect(outcome('4673', '["Audit Success"]')).toBe('success');
  expect(outcome('4673', '0x80000000000000')).toBe(undefined);
  expect(outcome('4673', 'nonsense')).toBe(undefined);
  expect(outcome('4768', '', { Status: '0x0' })).toBe('success');
  expect(outcome('4768', '0x8020000000000000', { Status: '0x6' })).toBe('failure');
  expect(outcome('4624', '0x8010000000000000')).toBe('success');
});

test('a handle’s object is a file, a key or a process', () => {
  const of = (ObjectType: string, ObjectName: string) =>
    columnsOf({ ...security, code: '4663', data: { ...subject, ObjectType, ObjectName } });
  expect(of('File', 'C:\\a.txt')).toMatchObject({
    'event.category': 'file',
    'file.path': 'C:\\a.txt',
  });
  expect(of('Key', '\\REGISTRY\\MACHINE\\SAM')).toMatchObject({
    'event.category': 'registry',
    'registry.path': '\\REGISTRY\\MACHINE\\SAM',
  });
  expect(of('Process', '\\Device\\lsass.exe')).toMatchObject({ 'event.category': 'process' });
  expect(of('SAM_DOMAIN', 'DC=corp')).not.toHaveProperty(['event.category']);
});

test('a share and the name below it make one path', () => {
  const of = (ShareName: string, RelativeTargetName: string) =>
    columnsOf({ ...security, code: '5145', data: { ShareName, RelativeTargetName } })['file.path'];
  expect(of('\\\\*\\C$', 'Users\\a.txt')).toBe('\\\\*\\C$\\Users\\a.txt');
  expect(of('\\\\*\\IPC$', 'svcctl')).toBe('\\\\*\\IPC$\\svcctl');
  expect(of('\\\\*\\C$', '\\')).toBe('\\\\*\\C$');
});

test('Kerberos: a ticket’s user without its realm, the service, the address', () => {
  const data = {
    TargetUserName: 'ann@CORP.EXAMPLE',
    TargetDomainName: 'CORP.EXAMPLE',
    ServiceName: 'krbtgt',
    IpAddress: '::ffff:10.0.0.9',
    Status: '0x0',
  };
  expect(columnsOf({ ...security, code: '4769', data })).toMatchObject({
    'event.action': 'kerberos-service-ticket-requested',
    'user.name': 'ann',
    'user.domain': 'CORP.EXAMPLE',
    'service.name': 'krbtgt',
    'source.ip': '10.0.0.9',
    'event.outcome': 'success',
  });
});

test('accounts and groups: the actor is the user, the target is whom it was done to', () => {
  const target = { TargetUserName: 'mallory', TargetDomainName: 'CORP' };
  expect(columnsOf({ ...security, code: '4720', data: { ...subject, ...target } })).toMatchObject({
    'event.category': 'iam',
    'event.action': 'added-user-account',
    'user.name': 'PC01$',
    'user.target.name': 'mallory',
  });
  const member = { MemberName: 'CN=Doe\\, Jo,OU=Staff,DC=corp', TargetUserName: 'Domain Admins' };
  expect(columnsOf({ ...security, code: '4728', data: { ...subject, ...member } })).toMatchObject({
    'event.action': 'added-member-to-group',
    'user.target.name': 'Doe, Jo',
  });
});

test('clearing a log is found in either log, by the provider that writes it', () => {
  const cleared = { SubjectUserName: 'user01', SubjectDomainName: 'EXAMPLE' };
  const eventlog = 'Microsoft-Windows-Eventlog';
  expect(
    columnsOf({ provider: eventlog, channel: 'Security', code: '1102', data: cleared }),
  ).toMatchObject({ 'event.action': 'audit-log-cleared', 'user.name': 'user01' });
  expect(
    columnsOf({ provider: eventlog, channel: 'System', code: '104', data: cleared }),
  ).toMatchObject({ 'event.action': 'event-log-cleared', 'user.domain': 'EXAMPLE' });
});

test('services: installed, and changed', () => {
  const scm = { provider: 'Service Control Manager', channel: 'System' };
  const installed = { ServiceName: 'hgabms', ImagePath: 'cmd.exe /c echo hgabms > \\\\.\\pipe\\x' };
  expect(columnsOf({ ...scm, code: '7045', data: installed })).toMatchObject({
    'event.action': 'service-installed',
    'service.name': 'hgabms',
    'file.path': 'cmd.exe /c echo hgabms > \\\\.\\pipe\\x',
  });
  expect(columnsOf({ ...scm, code: '7040', data: { param1: 'BITS' } })).toMatchObject({
    'service.name': 'BITS',
  });
});

test('remote desktop: sessions and the connections before them', () => {
  const local = 'Microsoft-Windows-TerminalServices-LocalSessionManager';
  const data = { User: 'CORP\\ann', SessionID: '2', Address: '10.0.0.9' };
  expect(columnsOf({ provider: local, code: '21', data })).toMatchObject({
    'event.action': 'session-started',
    'user.name': 'ann',
    'source.ip': '10.0.0.9',
  });
  expect(
    columnsOf({ provider: local, code: '21', data: { ...data, Address: 'LOCAL' } }),
  ).not.toHaveProperty(['source.ip']);
  const remote = 'Microsoft-Windows-TerminalServices-RemoteConnectionManager';
  const param = { Param1: 'ann', Param2: 'CORP', Param3: '31.14.75.59' };
  expect(columnsOf({ provider: remote, code: '1149', data: param })).toMatchObject({
    'user.name': 'ann',
    'source.ip': '31.14.75.59',
  });
});

test('PowerShell: the host’s command line and user out of the context text', () => {
  const context =
    '        Severity = Informational\r\n        Host Application = powershell.exe -nop -w hidden\r\n' +
    '        User = CORP\\ann\r\n        Connected User = \r\n';
  expect(
    columnsOf({
      provider: 'Microsoft-Windows-PowerShell',
      code: '4103',
      userSid: 'S-1-5-21-7',
      data: { ContextInfo: context },
    }),
  ).toMatchObject({
    'event.action': 'executed-pipeline',
    'process.command_line': 'powershell.exe -nop -w hidden',
    'user.name': 'ann',
    'user.domain': 'CORP',
    'user.id': 'S-1-5-21-7',
  });
  const classic =
    '\tHostName=ConsoleHost\n\tHostApplication=powershell -enc AAAA\n\tEngineVersion=5';
  expect(
    columnsOf({ provider: 'PowerShell', code: '400', data: { param3: classic } }),
  ).toMatchObject({ 'process.command_line': 'powershell -enc AAAA' });
});

test('Defender names the threat’s file, process and user', () => {
  const data = {
    'Detection User': 'CORP\\ann',
    'Process Name': 'C:\\Windows\\explorer.exe',
    Path: 'file:_C:\\Temp\\eicar.com',
  };
  expect(
    columnsOf({ provider: 'Microsoft-Windows-Windows Defender', code: '1116', data }),
  ).toMatchObject({
    'event.category': 'malware',
    'event.action': 'malware-detected',
    'user.name': 'ann',
    'file.path': 'file:_C:\\Temp\\eicar.com',
  });
});
