/**
 * EvtxECmd of the EZ tools, as KAPE runs it. The event's own fields lie in `Payload` as JSON; columns
 * such as `ProcessId` and `ThreadId` are those of the process that logged and never the event's. Where
 * a version left the payload out, its summary columns stand in.
 */
import { columnOf } from '#contract/event-columns.ts';
import { ipAddress, isPlaceholder, splitAccount } from '#workers/normalise/values.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { RowCells } from '../cells.ts';
import { eventDataFields, eventDataOf } from '../payload.ts';
import { WindowsRow } from '../windows-row.ts';
import type { CsvProfile, RowSource } from './profile.ts';

const SOURCE_IP = columnOf('source.ip');
const SOURCE_DOMAIN = columnOf('source.domain');
const USER_NAME = columnOf('user.name');
const USER_DOMAIN = columnOf('user.domain');
const COMMAND_LINE = columnOf('process.command_line');

export const evtxecmdProfile: CsvProfile = {
  card: {
    id: 'evtxecmd-csv',
    label: 'EvtxECmd CSV (KAPE, EZ tools)',
    knownBy:
      'columns `EventId`, `Provider`, `Channel`, `Computer`, `MapDescription`, `PayloadData1` in any order',
    times: '`TimeCreated`, UTC',
  },
  header: {
    all: 'timecreated eventid provider channel computer mapdescription|payloaddata1|payload',
  },
  times: { kind: 'one', names: 'timecreated', utc: true },
  columns: [],
  rows: (source) => {
    const { batch } = source;
    const row = new WindowsRow(
      source.columns,
      {
        provider: 'provider',
        code: 'eventid',
        channel: 'channel',
        computer: 'computer',
        userSid: 'userid',
        level: 'level',
        keywords: 'keywords',
      },
      { inColumns: false, inCells: [{ names: 'payload', open: eventDataOf }] },
    );
    const payloadAt = source.at('payload');
    const putSummary = summary(source);
    return (cells) => {
      row.take(cells);
      if (!cells.has(payloadAt)) putSummary(cells);
      normaliseWindows(row, batch);
    };
  },
  opened: { payload: eventDataFields },
};

/** `UserName`, `RemoteHost` (`workstation (ip)`) and `ExecutableInfo`, which the tool's maps fill. */
function summary({ at, batch }: RowSource): (cells: RowCells) => void {
  const userAt = at('username');
  const remoteAt = at('remotehost');
  const executableAt = at('executableinfo');
  return (cells) => {
    const account = splitAccount(cells.cell(userAt).replace(/ \(S-1-[\d-]{1,180}\)$/, ''));
    batch.text(USER_NAME, account?.name);
    batch.text(USER_DOMAIN, account?.domain);
    batch.text(COMMAND_LINE, cells.cell(executableAt));
    const remote = cells.cell(remoteAt);
    const open = remote.lastIndexOf('(');
    const host = (open < 0 ? remote : remote.slice(0, open)).trim();
    const address = open < 0 ? host : remote.slice(open + 1, remote.lastIndexOf(')'));
    batch.text(SOURCE_IP, ipAddress(address));
    if (!isPlaceholder(host) && ipAddress(host) === undefined) batch.text(SOURCE_DOMAIN, host);
  };
}
