/**
 * Microsoft Defender XDR advanced hunting: the Device… tables, alone or in a union, in any choice of
 * columns. Where the choice left out `ActionType`, the columns tell which table it was.
 */
import { normaliseDefenderXdr } from '#workers/normalise/defender-xdr.ts';
import type { RowCells } from '../cells.ts';
import type { CsvProfile, RowSource } from './profile.ts';

export const defenderXdrProfile: CsvProfile = {
  card: {
    id: 'defender-xdr-csv',
    label: 'Defender XDR advanced hunting CSV',
    knownBy: '`DeviceName` or `DeviceId` with `ActionType` or `InitiatingProcess` columns',
    times: '`Timestamp` or `TimeGenerated`, UTC',
  },
  header: {
    all: 'devicename|deviceid actiontype|initiatingprocessfilename|initiatingprocesscommandline|initiatingprocessaccountname|initiatingprocessid|initiatingprocessfolderpath',
  },
  times: { kind: 'one', names: 'timestamp timegenerated', utc: true },
  columns: [],
  rows: (source) => {
    const { columns, batch } = source;
    const positions = new Map(columns.map((name, at) => [name.trim(), at]));
    const table = source.at('actiontype') < 0 ? likelyAction(source) : undefined;
    let present: RowCells | undefined;
    const row = {
      data: (name: string): string | undefined => {
        if (name === 'ActionType' && table !== undefined) return table;
        const at = positions.get(name);
        const value = at === undefined ? '' : (present?.cell(at) ?? '');
        return value === '' ? undefined : value;
      },
    };
    return (cells) => {
      present = cells;
      normaliseDefenderXdr(row, batch);
    };
  },
};

/** What the rows of a table are for the most part, by a column that no other table has. */
function likelyAction({ at }: RowSource): string | undefined {
  if (at('logontype') >= 0) return 'LogonAttempted';
  if (at('remoteip|remoteurl|remoteport') >= 0) return 'ConnectionSuccess';
  if (at('registrykey') >= 0) return 'RegistryValueSet';
  return at('processcommandline') >= 0 ? 'ProcessCreated' : undefined;
}
