/**
 * Windows events of Log Analytics and Sentinel: SecurityEvent has event data in columns under
 * Microsoft's own names, WindowsEvent and Event in one column. Columns that an export left out are made
 * up for where another says the same.
 */
import { normaliseWindows } from '#workers/normalise/windows.ts';
import { eventDataFields, eventDataOf } from '../payload.ts';
import { WindowsRow } from '../windows-row.ts';
import type { CsvProfile } from './profile.ts';

const SECURITY_PROVIDER = 'Microsoft-Windows-Security-Auditing';

export const sentinelSecurityProfile: CsvProfile = {
  card: {
    id: 'sentinel-windows-csv',
    label: 'Windows events of Sentinel and Log Analytics (SecurityEvent, WindowsEvent, Event)',
    knownBy:
      '`EventID` and `Computer` beside columns named as in `EventData`, or `EventData` in one',
    times: '`TimeGenerated [UTC]` or `TimeGenerated`, UTC',
  },
  header: {
    all: 'eventid computer|hostname',
    some: {
      least: 1,
      of: 'subjectusername subjectusersid targetusername targetusersid account targetaccount newprocessname logontype subjectlogonid targetlogonid eventdata|parameterxml',
    },
    none: 'mapdescription payloaddata1 payload ruletitle title actiontype raw ospath clientid flowid fqdn system detections',
  },
  times: { kind: 'one', names: 'timegenerated timecreated', utc: true },
  columns: [],
  rows: ({ columns, batch }) => {
    const row = new WindowsRow(
      columns,
      {
        provider: 'provider|providername|eventsourcename|sourcename|source',
        code: 'eventid',
        channel: 'channel|eventlog|logname',
        computer: 'computer|hostname',
        userSid: 'usersid|systemuserid|userid',
        level: 'eventlevelname|level',
        keywords: 'keywords',
      },
      {
        inColumns: true,
        inCells: [{ names: 'eventdata|parameterxml', open: eventDataOf }],
        account: 'account',
      },
    );
    return (cells) => {
      row.take(cells);
      if (row.provider === '' && row.channel === '') {
        // The SecurityEvent table holds nothing else and often says neither.
        row.provider = SECURITY_PROVIDER;
        row.channel = 'Security';
      }
      normaliseWindows(row, batch);
    };
  },
  opened: { eventdata: eventDataFields, parameterxml: eventDataFields },
};
