/** Tables made for Timesketch: a message, a time and what the time means; other columns as they come. */
import { columnRules } from '../columns.ts';
import { putTimeAction } from './plaso-event.ts';
import type { CsvProfile } from './profile.ts';

export const timesketchProfile: CsvProfile = {
  card: {
    id: 'timesketch-csv',
    label: 'Timesketch CSV',
    knownBy: '`message`, `datetime` or `timestamp`, and `timestamp_desc`',
    times: '`datetime`, else `timestamp` in microseconds since 1970',
  },
  header: {
    all: 'message datetime|timestamp timestampdesc',
    none: 'parser sourcelong displayname pathspec datatype sourceshort eventid eid ruletitle',
  },
  times: { kind: 'one', names: 'datetime timestamp' },
  columns: columnRules,
  rows: ({ at, batch, columns }) => {
    const meaningAt = at('timestampdesc');
    const hasAction = columns.some((name) => /^event[._]action$/i.test(name));
    return (cells) => {
      if (!hasAction) putTimeAction(cells.cell(meaningAt), batch);
    };
  },
};
