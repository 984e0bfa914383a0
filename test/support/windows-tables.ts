/** The same few Windows events in the words of several tools: as fields, as messages, as normalised events. */

/** A process creation as its log has it; values are those of the normalised event. */
export const creation = {
  'event.category': 'process',
  'event.action': 'created-process',
  'event.code': '4688',
  'user.name': 'eve',
  'user.domain': 'CONTOSO',
  'winlog.logon.id': '0x3e7a1',
  'process.executable': 'C:\\Windows\\System32\\cmd.exe',
  'process.command_line': 'cmd.exe /c "whoami"',
  'process.pid': 6700,
  'process.parent.pid': 2000,
  'process.parent.executable': 'C:\\Windows\\explorer.exe',
};
export const logon = {
  'event.category': 'authentication',
  'event.action': 'logged-in',
  'event.outcome': 'success',
  'event.code': '4624',
  'user.name': 'bob',
  'user.domain': 'CONTOSO',
  'winlog.logon.id': '0xabc12',
  'winlog.logon.type': 3,
  'winlog.logon.authentication': 'NTLM',
  'source.ip': '10.0.0.5',
  'source.domain': 'WS07',
};

export const creationData = {
  SubjectUserSid: 'S-1-5-21-1',
  SubjectUserName: 'eve',
  SubjectDomainName: 'CONTOSO',
  SubjectLogonId: '0x3e7a1',
  NewProcessId: '0x1a2c',
  NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
  TokenElevationType: '%%1936',
  ProcessId: '0x7d0',
  CommandLine: 'cmd.exe /c "whoami"',
  TargetUserName: '-',
  ParentProcessName: 'C:\\Windows\\explorer.exe',
};
export const logonData = {
  SubjectUserName: '-',
  TargetUserName: 'bob',
  TargetDomainName: 'CONTOSO',
  TargetLogonId: '0xabc12',
  LogonType: '3',
  LogonProcessName: 'NtLmSsp ',
  AuthenticationPackageName: 'NTLM',
  WorkstationName: 'WS07',
  IpAddress: '10.0.0.5',
  IpPort: '49152',
};

export const creationMessage = `A new process has been created.

Creator Subject:
	Security ID:		S-1-5-21-1
	Account Name:		eve
	Account Domain:		CONTOSO
	Logon ID:		0x3e7a1

Target Subject:
	Security ID:		S-1-0-0
	Account Name:		-
	Account Domain:		-
	Logon ID:		0x0

Process Information:
	New Process ID:		0x1a2c
	New Process Name:	C:\\Windows\\System32\\cmd.exe
	Token Elevation Type:	%%1936
	Mandatory Label:		S-1-16-8192
	Creator Process ID:	0x7d0
	Creator Process Name:	C:\\Windows\\explorer.exe
	Process Command Line:	cmd.exe /c "whoami"

Token Elevation Type indicates the type of token that was assigned to the new process in accordance with User Account Control policy.`;

export const logonMessage = `An account was successfully logged on.

Subject:
	Security ID:		S-1-0-0
	Account Name:		-
	Account Domain:		-
	Logon ID:		0x0

Logon Information:
	Logon Type:		3
	Restricted Admin Mode:	-

New Logon:
	Security ID:		S-1-5-21-2
	Account Name:		bob
	Account Domain:		CONTOSO
	Logon ID:		0xabc12
	Logon GUID:		{00000000-0000-0000-0000-000000000000}

Process Information:
	Process ID:		0x0
	Process Name:		-

Network Information:
	Workstation Name:	WS07
	Source Network Address:	10.0.0.5
	Source Port:		49152

Detailed Authentication Information:
	Logon Process:		NtLmSsp
	Authentication Package:	NTLM

This event is generated when a logon session is created. The subject fields indicate: nobody.`;

export const failureMessage = `An account failed to log on.

Subject:
	Security ID:		S-1-5-18
	Account Name:		WS01$
	Account Domain:		CONTOSO
	Logon ID:		0x3e7

Logon Type:			10

Account For Which Logon Failed:
	Security ID:		S-1-0-0
	Account Name:		mallory
	Account Domain:		CONTOSO

Failure Information:
	Failure Reason:		Unknown user name or bad password.
	Status:			0xC000006D
	Sub Status:		0xC000006A

Process Information:
	Caller Process ID:	0x2f0
	Caller Process Name:	C:\\Windows\\System32\\svchost.exe

Network Information:
	Workstation Name:	WS01
	Source Network Address:	198.51.100.7
	Source Port:		0`;

export const sysmonMessage = `Process Create:
RuleName: -
UtcTime: 2025-02-25 09:19:25.391
ProcessGuid: {b3c7a1f0-0001-67bd-0000-0010aaaa0000}
ProcessId: 6700
Image: C:\\Windows\\System32\\cmd.exe
CommandLine: cmd.exe /c "whoami"
CurrentDirectory: C:\\Users\\eve\\
User: CONTOSO\\eve
LogonId: 0x3e7a1
ParentProcessId: 2000
ParentImage: C:\\Windows\\explorer.exe
ParentCommandLine: C:\\Windows\\Explorer.EXE`;

/** What both have of their log. */
export const common = {
  'host.name': 'WS01.contoso.com',
  'event.provider': 'Microsoft-Windows-Security-Auditing',
  'winlog.channel': 'Security',
};
