/** osquery's result log: one row of a table that came or went. Event tables tell of new processes. */
import { columnOf } from '#contract/event-columns.ts';
import { textOf, valueAt } from '../json-object.ts';
import type { Layout } from './layout.ts';
import { namedLayout } from './named.ts';

const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');

const named = namedLayout({
  id: 'osquery',
  label: 'osquery results',
  knownBy: '`hostIdentifier` and `unixTime`',
  times: '`unixTime`, epoch seconds',
  utc: true,
  fits: (row) => row['hostIdentifier'] !== undefined && row['unixTime'] !== undefined,
  time: ['unixTime', 'calendarTime'],
  columns: {
    'host.name': 'hostIdentifier',
    'event.code': 'name',
    'event.action': 'action',
    'user.name': ['columns.username', 'columns.user'],
    'user.id': 'columns.uid',
    'process.executable': ['columns.path', 'columns.name'],
    'process.command_line': ['columns.cmdline', 'columns.command'],
    'process.pid': 'columns.pid',
    'process.parent.pid': 'columns.parent',
    'process.parent.command_line': 'columns.pcmdline',
    'source.ip': 'columns.local_address',
    'source.port': 'columns.local_port',
    'destination.ip': 'columns.remote_address',
    'destination.port': 'columns.remote_port',
    'file.path': 'columns.target_path',
  },
  always: { 'event.provider': 'osquery' },
});

export const osqueryLayout: Layout = {
  ...named,
  read: (row, run) => {
    const number = named.read(row, run);
    const table = textOf(row['name']) ?? '';
    if (!/process_events$|execve/.test(table)) return number;
    run.batch.text(CATEGORY, 'process');
    // Of a table of events only "added" tells that something happened.
    if (row['action'] !== 'removed' && textOf(valueAt(row, ['columns', 'cmdline'])) !== undefined)
      run.batch.text(ACTION, 'created-process');
    return number;
  },
};
