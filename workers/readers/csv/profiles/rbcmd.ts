/** RBCmd's table of the recycle bin. */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const rbcmdProfile: CsvProfile = {
  card: kapeCard(
    'rbcmd-csv',
    'RBCmd, recycle bin',
    '`SourceName`, `FileName`, `FileSize` and `DeletedOn`',
    '`DeletedOn`',
  ),
  header: { all: 'sourcename filename filesize deletedon' },
  times: { kind: 'each', meanings: [{ column: 'deletedon', action: 'file-deleted' }] },
  columns: columnRulesOf({ 'file.path': 'filename' }),
  always: { 'event.category': 'file', 'event.action': 'recycled-file', 'event.provider': 'RBCmd' },
};
