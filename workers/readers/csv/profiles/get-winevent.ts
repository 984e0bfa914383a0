/**
 * PowerShell's `Get-WinEvent | Export-Csv` and `Get-EventLog | Export-Csv`: the properties of an event
 * object, with everything that the event itself says in `Message`. Times are local, in the culture of
 * the shell.
 */
import { columnOf } from '#contract/event-columns.ts';
import { wholeNumber } from '#workers/normalise/values.ts';
import { messageFields } from '#workers/normalise/windows-message.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import { WindowsRow } from '../windows-row.ts';
import { messageFieldsOf } from './message-cell.ts';
import type { CsvProfile } from './profile.ts';

const CHANNEL = columnOf('winlog.channel');

export const getWinEventProfile: CsvProfile = {
  card: {
    id: 'get-winevent-csv',
    label: 'Get-WinEvent and Get-EventLog through Export-Csv',
    knownBy:
      '`Message`, `Id`, `ProviderName` and `TimeCreated`, or `Message`, `InstanceId`, `EventID`, `Source` and `TimeGenerated`',
    times:
      '`TimeCreated` or `TimeGenerated`, local and in the culture of the shell: give the time zone',
  },
  header: {
    all: 'message id|eventid providername|source timecreated|timegenerated',
    some: { least: 1, of: 'machinename logname recordid instanceid leveldisplayname' },
    none: 'computer ospath mapdescription tenantid mg',
  },
  times: { kind: 'one', names: 'timecreated timegenerated timewritten' },
  columns: [],
  rows: ({ columns, batch, at }) => {
    const row = new WindowsRow(
      columns,
      {
        provider: 'providername|source',
        code: 'id|eventid',
        channel: 'logname|containerlog',
        computer: 'machinename',
        userSid: 'userid',
        level: 'level|leveldisplayname|entrytype',
        keywords: 'keywords|keywordsdisplaynames',
      },
      {
        inColumns: false,
        inCells: [{ names: 'message', open: messageFields }],
      },
    );
    const recordAt = at('recordid|index');
    return {
      read: (cells) => {
        row.take(cells);
        normaliseWindows(row, batch);
        if (row.channel === '' && row.provider === 'Microsoft-Windows-Security-Auditing') {
          batch.text(CHANNEL, 'Security');
        }
      },
      recordIdOf: (cells) => (recordAt < 0 ? -1 : (wholeNumber(cells.cell(recordAt)) ?? -1)),
    };
  },
  opened: { message: messageFieldsOf },
};
