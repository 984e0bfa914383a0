/** Providers by the display names that Event Viewer and Splunk's agent show for them. */

const names: ReadonlyMap<string, string> = new Map([
  ['Microsoft Windows security auditing.', 'Microsoft-Windows-Security-Auditing'],
  ['Microsoft Windows security auditing', 'Microsoft-Windows-Security-Auditing'],
  ['Sysmon', 'Microsoft-Windows-Sysmon'],
  ['PowerShell (Microsoft-Windows-PowerShell)', 'Microsoft-Windows-PowerShell'],
  ['Eventlog', 'Microsoft-Windows-Eventlog'],
  ['Microsoft-Windows-Service Control Manager', 'Service Control Manager'],
]);

/** The provider's own name. */
export function providerNamed(name: string): string {
  return names.get(name) ?? name;
}
