/** Names of syslog's numbers (RFC 5424, tables 1 and 2). */

const FACILITIES = (
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock ' +
  'local0 local1 local2 local3 local4 local5 local6 local7'
).split(' ');
const SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'];
/** The same in the words that levels have in all of a case. */
const LEVELS = [
  'critical',
  'critical',
  'critical',
  'error',
  'warning',
  'information',
  'information',
  'verbose',
];

/** Facility of a priority 0 … 191, undefined for -1. */
export function facilityName(priority: number): string | undefined {
  return priority < 0 ? undefined : FACILITIES[priority >> 3];
}

/** Severity of a priority as syslog calls it. */
export function severityName(priority: number): string | undefined {
  return priority < 0 ? undefined : SEVERITIES[priority & 7];
}

/** Severity of a priority as `log.level`. */
export function severityLevel(priority: number): string | undefined {
  return priority < 0 ? undefined : LEVELS[priority & 7];
}

/** A severity by its number (`'6'`) as `log.level`. */
export function levelOfSeverity(text: string): string {
  return /^[0-7]$/.test(text) ? LEVELS[Number(text)]! : text.toLowerCase();
}
