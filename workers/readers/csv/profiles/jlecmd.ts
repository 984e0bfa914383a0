/** JLECmd's tables of jump lists: what a program's list says was opened, and the links inside. */
import { columnRulesOf } from '../columns.ts';
import { fileTimes, kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

const target = 'path localpath targetidabsolutepath relativepath';

export const jlecmdProfile: CsvProfile = {
  card: kapeCard(
    'jlecmd-csv',
    'JLECmd, jump lists',
    '`SourceFile`, `AppId`, `AppIdDescription` and `TargetCreated`',
    '`CreationTime` and `LastModified` of the entry, those of its target (Target…) and of the list (Source…)',
  ),
  header: { all: 'sourcefile appid appiddescription targetcreated' },
  times: {
    kind: 'each',
    meanings: [
      { column: 'lastmodified', action: 'file-opened', path: target },
      { column: 'creationtime', action: 'jump-list-entry-created', path: target },
      ...fileTimes('target', '', target),
      ...fileTimes('source', '', 'sourcefile'),
      { column: 'trackercreatedon', action: 'link-tracker-created', path: target },
    ],
  },
  columns: columnRulesOf({
    'file.path': 'sourcefile',
    'process.command_line': 'arguments',
  }),
  always: {
    'event.category': 'file',
    'event.action': 'jump-list-entry',
    'event.provider': 'JLECmd',
  },
};
