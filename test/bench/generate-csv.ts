/** A table for the bench: the security events of `generate.ts` as a log workspace exports them, about 450 bytes a row. Seeded. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { recordsOf } from './generate.ts';

const COLUMNS = [
  'TimeGenerated',
  'Computer',
  'EventID',
  'Channel',
  'EventSourceName',
  'SubjectUserSid',
  'SubjectUserName',
  'SubjectDomainName',
  'SubjectLogonId',
  'TargetUserSid',
  'TargetUserName',
  'TargetDomainName',
  'TargetLogonId',
  'LogonType',
  'LogonProcessName',
  'AuthenticationPackageName',
  'IpAddress',
  'IpPort',
  'NewProcessId',
  'NewProcessName',
  'ProcessId',
  'CommandLine',
  'ParentProcessName',
] as const;
const FLUSH_BYTES = 1 << 22;
const own: Readonly<Record<string, string>> = {
  TimeGenerated: '@timestamp',
  Computer: 'Hostname',
  EventSourceName: 'SourceName',
};

/** @returns rows and bytes written */
export function generateCsv(file: string, rows: number): { rows: number; bytes: number } {
  const handle = openSync(file, 'w');
  let pending = `${COLUMNS.join(',')}\r\n`;
  let written = 0;
  for (const record of recordsOf(11)) {
    if (written === rows) break;
    if (record['Channel'] !== 'Security') continue;
    pending += `${COLUMNS.map((name) => cell(record[own[name] ?? name])).join(',')}\r\n`;
    written++;
    if (pending.length < FLUSH_BYTES) continue;
    writeSync(handle, pending);
    pending = '';
  }
  writeSync(handle, pending);
  closeSync(handle);
  return { rows, bytes: statSync(file).size };
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
