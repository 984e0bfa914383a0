/**
 * The strings of a Windows event without their names, in the order of its template, as tools that have
 * no templates show them. Only for events whose template has kept its order; Sysmon's is that of
 * schema 4.22 and later.
 */

const subject = 'SubjectUserSid SubjectUserName SubjectDomainName SubjectLogonId';
const logonEnd =
  'LogonProcessName AuthenticationPackageName WorkstationName LogonGuid TransmittedServices LmPackageName KeyLength ProcessId ProcessName IpAddress IpPort';
const logoff = 'TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType';

const security: Readonly<Record<string, string>> = {
  '4624': `${subject} TargetUserSid TargetUserName TargetDomainName TargetLogonId LogonType ${logonEnd}`,
  '4625': `${subject} TargetUserSid TargetUserName TargetDomainName Status FailureReason SubStatus LogonType ${logonEnd.replace('LogonGuid ', '')}`,
  '4634': logoff,
  '4647': logoff.replace(' LogonType', ''),
  '4648': `${subject} LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName TargetInfo ProcessId ProcessName IpAddress IpPort`,
  '4672': `${subject} PrivilegeList`,
  '4688': `${subject} NewProcessId NewProcessName TokenElevationType ProcessId CommandLine TargetUserSid TargetUserName TargetDomainName TargetLogonId ParentProcessName MandatoryLabel`,
  '4689': `${subject} Status ProcessId ProcessName`,
};

const sysmon: Readonly<Record<string, string>> = {
  '1': 'RuleName UtcTime ProcessGuid ProcessId Image FileVersion Description Product Company OriginalFileName CommandLine CurrentDirectory User LogonGuid LogonId TerminalSessionId IntegrityLevel Hashes ParentProcessGuid ParentProcessId ParentImage ParentCommandLine ParentUser',
};

const services: Readonly<Record<string, string>> = {
  '7045': 'ServiceName ImagePath ServiceType StartType AccountName',
};

const tables: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map([
  ['microsoft-windows-security-auditing', security],
  ['microsoft-windows-sysmon', sysmon],
  ['service control manager', services],
]);

/** Fields by Microsoft's names; empty for events whose order nobody knows. */
export function namedStrings(
  provider: string,
  code: string,
  strings: readonly string[],
): ReadonlyMap<string, string> {
  const table = tables.get(provider.toLowerCase());
  const names = table !== undefined && Object.hasOwn(table, code) ? table[code]!.split(' ') : [];
  const isWhole = code !== '1' || strings.length >= 22;
  const out = new Map<string, string>();
  if (isWhole) names.forEach((name, i) => i < strings.length && out.set(name, strings[i]!));
  return out;
}
