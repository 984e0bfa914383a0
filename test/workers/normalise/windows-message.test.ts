/** Rendered messages of Windows events, back into fields under Microsoft's names. */
import { expect, test } from 'vitest';
import { messageFields } from '#workers/normalise/windows-message.ts';

const of = (text: string, code?: string): Record<string, string | undefined> =>
  Object.fromEntries(messageFields(text, code));

test('accounts are told apart by their sections', () => {
  const fields = of(`A logon was attempted using explicit credentials.

Subject:
	Security ID:		S-1-5-21-1
	Account Name:		eve
	Account Domain:		CONTOSO
	Logon ID:		0x3E7A1

Account Whose Credentials Were Used:
	Account Name:		adm
	Account Domain:		CONTOSO

Target Server:
	Target Server Name:	srv01

Process Information:
	Process ID:		0x2f0
	Process Name:		C:\\Windows\\System32\\svchost.exe

Network Information:
	Network Address:	10.0.0.5
	Port:			49152`);
  expect(fields).toMatchObject({
    SubjectUserName: 'eve',
    SubjectLogonId: '0x3E7A1',
    TargetUserName: 'adm',
    TargetDomainName: 'CONTOSO',
    TargetServerName: 'srv01',
    ProcessId: '0x2f0',
    ProcessName: 'C:\\Windows\\System32\\svchost.exe',
    IpAddress: '10.0.0.5',
    IpPort: '49152',
  });
});

test('the subject of a logoff is the account that left', () => {
  const text = `An account was logged off.

Subject:
	Security ID:		S-1-5-21-2
	Account Name:		bob
	Account Domain:		CONTOSO
	Logon ID:		0xABC12

Logon Type:			3`;
  expect(of(text, '4634')).toEqual({
    TargetUserSid: 'S-1-5-21-2',
    TargetSid: 'S-1-5-21-2',
    TargetUserName: 'bob',
    TargetDomainName: 'CONTOSO',
    TargetLogonId: '0xABC12',
    LogonType: '3',
  });
  expect(of(text, '4672')).toMatchObject({ SubjectUserName: 'bob' });
});

test('members, groups, machines that lock accounts out, tickets and services have their own names', () => {
  expect(
    of(`A member was added to a security-enabled local group.

Subject:
	Account Name:		adm

Member:
	Security ID:		S-1-5-21-3
	Account Name:		CN=eve,OU=x

Group:
	Security ID:		S-1-5-32-544
	Group Name:		Administrators
	Group Domain:		Builtin`),
  ).toMatchObject({
    SubjectUserName: 'adm',
    MemberName: 'CN=eve,OU=x',
    MemberSid: 'S-1-5-21-3',
    TargetUserName: 'Administrators',
    TargetSid: 'S-1-5-32-544',
  });
  expect(
    of(
      'A user account was locked out.\n\nAccount That Was Locked Out:\n\tAccount Name:\t\teve\n\nAdditional Information:\n\tCaller Computer Name:\tWS07',
    ),
  ).toEqual({ TargetUserName: 'eve', TargetDomainName: 'WS07' });
  expect(
    of(
      'A Kerberos authentication ticket (TGT) was requested.\r\n\r\nAccount Information:\r\n\tAccount Name:\t\teve\r\n\tSupplied Realm Name:\tCONTOSO\r\n\r\nService Information:\r\n\tService Name:\t\tkrbtgt\r\n\r\nNetwork Information:\r\n\tClient Address:\t\t::ffff:10.0.0.5\r\n\r\nAdditional Information:\r\n\tResult Code:\t\t0x6',
    ),
  ).toMatchObject({
    TargetUserName: 'eve',
    TargetDomainName: 'CONTOSO',
    ServiceName: 'krbtgt',
    IpAddress: '::ffff:10.0.0.5',
    Status: '0x6',
  });
  expect(
    of(
      'A service was installed in the system.\n\nService Name:  hgabms\nService File Name:  cmd.exe /c echo hgabms > \\\\.\\pipe\\hgabms\nService Type:  user mode service',
    ),
  ).toMatchObject({
    ServiceName: 'hgabms',
    ImagePath: 'cmd.exe /c echo hgabms > \\\\.\\pipe\\hgabms',
    ServiceType: 'user mode service',
  });
});

test('prose, paths and hostile text are no labels', () => {
  expect(of('The system time has changed to: now, said C:\\Windows\\x.exe')).toEqual({});
  expect(of(`C:\\Windows\\x.exe\nhttp://a.b/c: d\n(see: http://x)`)).toEqual({});
  expect([...messageFields('__proto__: x\nconstructor: y')]).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ]);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  const long = `${'a'.repeat(100_000)}: b\n`.repeat(20) + 'k: v\n'.repeat(100_000);
  const started = performance.now();
  expect(messageFields(long).size).toBeLessThanOrEqual(200);
  expect(performance.now() - started).toBeLessThan(2000);
});
