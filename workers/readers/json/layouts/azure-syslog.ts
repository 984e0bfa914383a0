/**
 * Sentinel's Syslog table: what Linux programs say through Azure's agent, and its own audit records
 * (auoms), which have the fields of the audit log with names instead of numbers.
 */
import { columnOf } from '#contract/event-columns.ts';
import { normaliseAuoms } from '#workers/normalise/auoms.ts';
import { normaliseSyslog } from '#workers/normalise/syslog.ts';
import { levelOfSeverity } from '#workers/normalise/syslog-words.ts';
import { textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

const CHANNEL = columnOf('winlog.channel');
const LEVEL = columnOf('log.level');

export const azureSyslogLayout: Layout = {
  id: 'azure-syslog',
  label: 'Syslog of Microsoft Sentinel, auditd by auoms included',
  knownBy: '`SyslogMessage` and `TimeGenerated`',
  times: '`EventTime` or `TimeGenerated`, UTC',
  utc: true,
  fits: (row) => row['SyslogMessage'] !== undefined && row['TimeGenerated'] !== undefined,
  timeOf: (row) => row['EventTime'] ?? row['TimeGenerated'],
  read: (row, { batch }) => {
    const read = (name: string): string => textOf(row[name]) ?? '';
    const type = read('EventType');
    const host = read('HostName') || read('Computer');
    batch.text(CHANNEL, read('Facility'));
    const level = read('SeverityLevel');
    if (level !== '') batch.text(LEVEL, levelOfSeverity(level));
    if (type.startsWith('AUOMS_')) normaliseAuoms(type, host, auditText(row), batch);
    else {
      const program = read('ProcessName');
      const pid = read('ProcessID');
      const message = read('SyslogMessage');
      normaliseSyslog({ host, program, pid, messageId: type, message, priority: -1 }, batch);
    }
    return -1;
  },
};

function auditText(row: JsonObject): string {
  return textOf(row['EventData']) ?? textOf(row['SyslogMessage']) ?? '';
}
