/** LECmd's table of shortcuts: the link's own times and those of its target as the link remembers them. */
import { columnRulesOf } from '../columns.ts';
import { fileTimes, kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

const target = 'localpath networkpath targetidabsolutepath targetpath relativepath';

export const lecmdProfile: CsvProfile = {
  card: kapeCard(
    'lecmd-csv',
    'LECmd, shortcuts',
    '`SourceFile`, `TargetCreated` and `LocalPath` or `TargetIDAbsolutePath`',
    'Created, Modified and Accessed of the link (Source…) and of its target (Target…), `TrackerCreatedOn`',
  ),
  header: {
    all: 'sourcefile targetcreated localpath|targetidabsolutepath',
    none: 'appid entryname destlistversion',
  },
  times: {
    kind: 'each',
    meanings: [
      ...fileTimes('source', '', 'sourcefile'),
      ...fileTimes('target', '', target),
      { column: 'trackercreatedon', action: 'link-tracker-created', path: target },
    ],
  },
  columns: columnRulesOf({
    'file.path': 'sourcefile',
    'process.command_line': 'arguments',
  }),
  always: { 'event.category': 'file', 'event.action': 'shortcut', 'event.provider': 'LECmd' },
};
