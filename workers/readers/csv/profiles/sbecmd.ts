/** SBECmd's table of shell bags: folders that somebody looked into. */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const sbecmdProfile: CsvProfile = {
  card: kapeCard(
    'sbecmd-csv',
    'SBECmd, shell bags',
    '`BagPath`, `AbsolutePath` and `ShellType`',
    '`FirstInteracted`, `LastInteracted`, `LastWriteTime` of the key, `CreatedOn`, `ModifiedOn` and `AccessedOn` of the folder',
  ),
  header: { all: 'bagpath absolutepath shelltype' },
  times: {
    kind: 'each',
    meanings: [
      { column: 'firstinteracted', action: 'folder-first-opened' },
      { column: 'lastinteracted', action: 'folder-last-opened' },
      { column: 'lastwritetime', action: 'registry-key-modified' },
      { column: 'createdon', action: 'file-created' },
      { column: 'modifiedon', action: 'file-modified' },
      { column: 'accessedon', action: 'file-accessed' },
    ],
  },
  columns: columnRulesOf({ 'file.path': 'absolutepath', 'registry.path': 'bagpath' }),
  always: { 'event.category': 'file', 'event.action': 'shell-bag', 'event.provider': 'SBECmd' },
};
