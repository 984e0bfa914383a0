/**
 * Hayabusa's short words → the ones that Windows uses: channels, levels and the keys of `Details`.
 * Abbreviations as in its rule repository (channel_abbreviations.txt, default_details.txt); older
 * versions wrote keys out ("IP Address") and put colons between them.
 */

const channels: ReadonlyMap<string, string> = new Map([
  ['App', 'Application'],
  ['Sec', 'Security'],
  ['Sys', 'System'],
  ['Sysmon', 'Microsoft-Windows-Sysmon/Operational'],
  ['PwSh', 'Microsoft-Windows-PowerShell/Operational'],
  ['PwShClassic', 'Windows PowerShell'],
  ['PwShCore', 'PowerShellCore/Operational'],
  ['Defender', 'Microsoft-Windows-Windows Defender/Operational'],
  ['TaskSch', 'Microsoft-Windows-TaskScheduler/Operational'],
  ['WMI', 'Microsoft-Windows-WMI-Activity/Operational'],
  ['BitsCli', 'Microsoft-Windows-Bits-Client/Operational'],
  ['Firewall', 'Microsoft-Windows-Windows Firewall With Advanced Security/Firewall'],
  ['WinRM', 'Microsoft-Windows-WinRM/Operational'],
  ['NTLM', 'Microsoft-Windows-NTLM/Operational'],
  ['CodeInteg', 'Microsoft-Windows-CodeIntegrity/Operational'],
  ['SmbCliSec', 'Microsoft-Windows-SmbClient/Security'],
  ['DNS-Svr', 'DNS Server'],
  ['DHCP-Svr', 'Microsoft-Windows-DHCP-Server/Operational'],
  ['LDAP-Cli', 'Microsoft-Windows-LDAP-Client/Debug'],
  ['DvrFmwk', 'Microsoft-Windows-DriverFrameworks-UserMode/Operational'],
  ['KeyMgtSvc', 'Key Management Service'],
  ['SvcBusCli', 'Microsoft-ServiceBus-Client'],
  ['PrintAdm', 'Microsoft-Windows-PrintService/Admin'],
  ['PrintOp', 'Microsoft-Windows-PrintService/Operational'],
  ['Exchange', 'MSExchange Management'],
  ['OpenSSH', 'OpenSSH/Operational'],
  ['RDP-Cli', 'Microsoft-Windows-TerminalServices-RDPClient/Operational'],
  ['RDP-CoreTS', 'Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational'],
  ['RDS-GTW', 'Microsoft-Windows-TerminalServices-Gateway/Operational'],
  ['RDS-RCM', 'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational'],
  ['RDS-LSM', 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'],
  ['GroupPolicy', 'Microsoft-Windows-GroupPolicy/Operational'],
  ['Forwarding', 'Microsoft-Windows-Forwarding/Operational'],
  ['UserProfileSvc', 'Microsoft-Windows-User Profile Service/Operational'],
]);

const levels: ReadonlyMap<string, string> = new Map([
  ['crit', 'critical'],
  ['med', 'medium'],
  ['info', 'informational'],
  ['undef', 'undefined'],
  ['emer', 'emergency'],
]);

/** Full name of a channel; names that are no abbreviation stay. */
export function hayabusaChannel(name: string): string {
  return channels.get(name) ?? name;
}

/** Full name of a rule's level: critical, high, medium, low, informational. */
export function hayabusaLevel(level: string): string {
  const plain = level.trim().toLowerCase();
  return levels.get(plain) ?? plain;
}

/** Fields of `Details` in their order. `Name: value ¦ Name: value`, in old versions with ` : ` between. */
export function* hayabusaDetails(text: string): Iterable<readonly [name: string, value: string]> {
  const separator = text.includes('\u00a6') ? '\u00a6' : '  :  ';
  for (const piece of text.split(separator, 500)) {
    const at = piece.indexOf(':');
    const name = at < 0 ? '' : piece.slice(0, at).trim();
    if (name !== '' && name.length <= 64) yield [name, piece.slice(at + 1).trim()];
  }
}

/** Microsoft's name → the keys under which `Details` has it. */
const keys: ReadonlyMap<string, readonly string[]> = new Map([
  ['CommandLine', ['Cmdline', 'CmdLine', 'Cmd', 'Command']],
  ['NewProcessName', ['Proc', 'Path', 'Process']],
  ['NewProcessId', ['PID']],
  ['Image', ['Proc', 'Process', 'Path']],
  ['ProcessName', ['Proc', 'Process']],
  ['ParentCommandLine', ['ParentCmdline', 'ParentCmd', 'Parent Command']],
  ['ParentImage', ['ParentProc']],
  ['ParentProcessName', ['ParentProc']],
  ['ParentProcessId', ['ParentPID']],
  ['ParentProcessGuid', ['ParentPGUID']],
  ['ProcessGuid', ['PGUID']],
  ['LogonId', ['LID', 'LogonID']],
  ['SubjectLogonId', ['LID', 'LogonID']],
  ['TargetLogonId', ['LID', 'LogonID']],
  ['SubjectUserName', ['SrcUser', 'User', 'Source User', 'TgtUser']],
  ['SubjectUserSid', ['SID']],
  ['TargetUserName', ['TgtUser', 'User', 'Target User', 'TgtGrp']],
  ['TargetSid', ['TgtSID']],
  ['TargetServerName', ['TgtSvr', 'Target Server']],
  ['LogonType', ['Type']],
  ['IpAddress', ['SrcIP', 'IP Address']],
  ['WorkstationName', ['SrcComp', 'Workstation']],
  ['Workstation', ['SrcComp']],
  ['AuthenticationPackageName', ['AuthPkg', 'AuthPackage']],
  ['ServiceName', ['Svc', 'Service']],
  ['ImagePath', ['Path']],
  ['ServiceFileName', ['Path']],
  ['ShareName', ['ShareName', 'Share Name']],
  ['RelativeTargetName', ['Path', 'File']],
  ['ObjectName', ['ObjName']],
  ['ObjectType', ['ObjType']],
  ['TargetFilename', ['Path']],
  ['ImageLoaded', ['Image', 'Path']],
  ['TargetObject', ['TgtObj']],
  ['SourceImage', ['SrcProc']],
  ['SourceProcessId', ['SrcPID']],
  ['SourceProcessGuid', ['SrcPGUID']],
  ['SourceUser', ['SrcUser']],
  ['TargetUser', ['TgtUser']],
  ['SourceIp', ['SrcIP']],
  ['SourcePort', ['SrcPort']],
  ['SourceHostname', ['SrcHost']],
  ['DestinationIp', ['TgtIP']],
  ['DestinationPort', ['TgtPort']],
  ['DestinationHostname', ['TgtHost']],
  ['Protocol', ['Proto', 'Protocol']],
  ['Application', ['Proc']],
  ['SourceAddress', ['SrcIP']],
  ['DestAddress', ['TgtIP']],
  ['DestPort', ['TgtPort']],
  ['QueryName', ['Query']],
  ['PipeName', ['Pipe']],
]);

/** Events whose `ProcessId` is the parent, not what Hayabusa calls the PID. */
const parentIsProcessId: ReadonlySet<string> = new Set(['4688']);

/** Value of Microsoft's field among details. */
export function hayabusaField(
  details: ReadonlyMap<string, string>,
  name: string,
  code: string,
): string | undefined {
  const own = details.get(name);
  if (own !== undefined) return own;
  if (name === 'ProcessId') return details.get(parentIsProcessId.has(code) ? 'ParentPID' : 'PID');
  for (const key of keys.get(name) ?? []) {
    const value = details.get(key);
    if (value !== undefined && value !== '') return name === 'LogonType' ? logonType(value) : value;
  }
  return undefined;
}

/** `3 - NETWORK` → `3`. */
function logonType(text: string): string {
  return /^\d+/.exec(text)?.[0] ?? text;
}
