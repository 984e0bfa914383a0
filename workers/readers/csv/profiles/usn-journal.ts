/** MFTECmd's table of a $J, the change journal of NTFS: one change a row, its reasons joined by bars. */
import { columnOf } from '#contract/event-columns.ts';
import type { CsvProfile } from './profile.ts';

const FILE_PATH = columnOf('file.path');
const ACTION = columnOf('event.action');

/** The reason that says most about a change, first. */
const reasons: readonly (readonly [reason: string, action: string])[] = [
  ['FileDelete', 'file-deleted'],
  ['RenameNewName', 'file-renamed'],
  ['RenameOldName', 'file-renamed'],
  ['FileCreate', 'file-created'],
  ['DataOverwrite', 'file-modified'],
  ['DataExtend', 'file-modified'],
  ['DataTruncation', 'file-modified'],
  ['StreamChange', 'file-stream-changed'],
  ['NamedData', 'file-stream-changed'],
  ['SecurityChange', 'file-permissions-changed'],
  ['BasicInfoChange', 'file-attributes-changed'],
];

export const usnJournalProfile: CsvProfile = {
  card: {
    id: 'mftecmd-usn-csv',
    label: 'MFTECmd $J, the change journal (KAPE, EZ tools)',
    knownBy: '`UpdateTimestamp`, `UpdateReasons` and `Name`',
    times: '`UpdateTimestamp`, UTC',
  },
  header: { all: 'name updatetimestamp updatereasons' },
  times: { kind: 'one', names: 'updatetimestamp', utc: true },
  columns: [],
  always: { 'event.category': 'file', 'event.provider': 'USN journal' },
  rows: ({ at, batch }) => {
    const parentAt = at('parentpath');
    const nameAt = at('name');
    const reasonsAt = at('updatereasons');
    return (cells) => {
      const parent = parentAt < 0 ? '' : cells.cell(parentAt);
      const name = cells.cell(nameAt);
      batch.text(FILE_PATH, parent === '' ? name : `${parent}\\${name}`);
      const said = cells.cell(reasonsAt);
      const known = reasons.find(([reason]) => said.includes(reason));
      batch.text(ACTION, known?.[1] ?? 'file-changed');
    };
  },
};
