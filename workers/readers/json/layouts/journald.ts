/** journald's export as JSON (`journalctl -o json`): syslog messages with what the journal knows beside them. */
import { columnOf } from '#contract/event-columns.ts';
import { normaliseSyslog } from '#workers/normalise/syslog.ts';
import { textOf } from '../json-object.ts';
import type { Layout } from './layout.ts';

const COMMAND = columnOf('process.command_line');
const EXECUTABLE = columnOf('process.executable');
const USER_ID = columnOf('user.id');
const SERVICE = columnOf('service.name');
const CHANNEL = columnOf('winlog.channel');
const CREATED_KEY = 'COMMAND=';

export const journalLayout: Layout = {
  id: 'journald',
  label: 'systemd journal (JSON)',
  knownBy: '`__REALTIME_TIMESTAMP`',
  times: '`_SOURCE_REALTIME_TIMESTAMP` or `__REALTIME_TIMESTAMP`, epoch microseconds',
  utc: true,
  fits: (row) => row['__REALTIME_TIMESTAMP'] !== undefined,
  timeOf: (row) => row['_SOURCE_REALTIME_TIMESTAMP'] ?? row['__REALTIME_TIMESTAMP'],
  read: (row, { batch }) => {
    const read = (name: string): string => messageText(row[name]);
    const message = read('MESSAGE');
    batch.text(CHANNEL, read('_TRANSPORT'));
    batch.text(USER_ID, read('_UID'));
    batch.text(SERVICE, read('_SYSTEMD_UNIT'));
    // A command line beside sudo's message is sudo's own, not that of what it starts.
    if (!message.includes(CREATED_KEY)) batch.text(COMMAND, read('_CMDLINE'));
    normaliseSyslog(
      {
        host: read('_HOSTNAME'),
        program: read('SYSLOG_IDENTIFIER') || read('_COMM'),
        pid: read('_PID') || read('SYSLOG_PID'),
        messageId: read('MESSAGE_ID'),
        message,
        priority: priorityOf(read('SYSLOG_FACILITY'), read('PRIORITY')),
      },
      batch,
    );
    if (!message.includes(CREATED_KEY)) batch.text(EXECUTABLE, read('_EXE'));
    return -1;
  },
};

/** Text, or the bytes of one that is not UTF-8 as a list of numbers. */
function messageText(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value) ?? '';
  const isBytes = value.every((byte) => typeof byte === 'number' && byte >= 0 && byte <= 255);
  return isBytes ? Buffer.from(value as number[]).toString('utf8') : (textOf(value[0]) ?? '');
}

/** Facility × 8 + severity; without a facility that of user programs. */
function priorityOf(facility: string, severity: string): number {
  if (!/^[0-7]$/.test(severity)) return -1;
  return (/^\d{1,2}$/.test(facility) ? Math.min(Number(facility), 23) : 1) * 8 + Number(severity);
}
