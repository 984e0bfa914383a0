/**
 * Windows events that Velociraptor collected: rows of its event log artifacts (EventData as JSON beside
 * Channel and EventID), or the parsed event itself with `System` as JSON too.
 */
import { normaliseWindows } from '#workers/normalise/windows.ts';
import { member, textOf } from '../../json/json-object.ts';
import type { JsonObject } from '../../json/json-object.ts';
import { evtxDumpLayout } from '../../json/layouts/windows-nested.ts';
import type { RowCells } from '../cells.ts';
import { layoutRun } from '../event-xml.ts';
import { objectIn } from '../json-cell.ts';
import { eventDataFields, eventDataOf } from '../payload.ts';
import { WindowsRow } from '../windows-row.ts';
import type { CsvProfile, RowReader, RowSource } from './profile.ts';

export const velociraptorProfile: CsvProfile = {
  card: {
    id: 'velociraptor-csv',
    label: 'Velociraptor event logs CSV',
    knownBy: '`EventData` or `UserData` with `System`, `OSPath`, `ClientId`, `FlowId` or `Fqdn`',
    times: '`EventTime` or `TimeCreated`, else `System.TimeCreated.SystemTime`; UTC',
  },
  header: {
    all: 'eventdata|userdata system|ospath|clientid|flowid|fqdn',
    none: 'mapdescription detections ruletitle',
  },
  times: { kind: 'one', names: 'eventtime timecreated timestamp systemtime', utc: true },
  columns: [],
  rows: (source) => (source.at('system') < 0 ? flatRows(source) : nestedRows(source)),
  opened: { eventdata: eventDataFields, userdata: eventDataFields },
};

function flatRows({ columns, batch }: RowSource): RowReader {
  const row = new WindowsRow(
    columns,
    {
      provider: 'provider|providername',
      code: 'eventid',
      channel: 'channel',
      computer: 'computer|fqdn|hostname',
      userSid: 'usersid|userid',
      level: 'level',
      keywords: 'keywords',
    },
    {
      inColumns: false,
      inCells: [
        { names: 'eventdata', open: eventDataOf },
        { names: 'userdata', open: eventDataOf },
      ],
    },
  );
  return {
    read: (cells) => {
      row.take(cells);
      normaliseWindows(row, batch);
    },
  };
}

function nestedRows({ at, batch }: RowSource): RowReader {
  const run = layoutRun(batch);
  const systemAt = at('system');
  const dataAt = at('eventdata');
  const userAt = at('userdata');
  let event: JsonObject = {};
  let record = -1;
  const take = (cells: RowCells): JsonObject => ({
    System: objectIn(cells.cell(systemAt)),
    EventData: dataAt < 0 ? undefined : objectIn(cells.cell(dataAt)),
    UserData: userAt < 0 ? undefined : objectIn(cells.cell(userAt)),
  });
  return {
    timeOf: (cells) => {
      event = take(cells);
      const created = member(event['System'], 'TimeCreated');
      return textOf(member(created, 'SystemTime') ?? created);
    },
    read: () => {
      record = evtxDumpLayout.read(event, run);
    },
    recordIdOf: () => record,
  };
}
