/** KAPE's log of what it copied, with the times that the files had. */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const kapeCopyLogProfile: CsvProfile = {
  card: kapeCard(
    'kape-copy-log',
    'KAPE copy log',
    '`CopiedTimestamp`, `SourceFile` and `DestinationFile`',
    '`CopiedTimestamp`, `CreatedOnUtc`, `ModifiedOnUtc` and `LastAccessedOnUtc`',
  ),
  header: { all: 'copiedtimestamp sourcefile destinationfile' },
  times: {
    kind: 'each',
    meanings: [
      { column: 'copiedtimestamp', action: 'file-collected' },
      { column: 'createdonutc', action: 'file-created' },
      { column: 'modifiedonutc', action: 'file-modified' },
      { column: 'lastaccessedonutc', action: 'file-accessed' },
    ],
  },
  columns: columnRulesOf({ 'file.path': 'sourcefile' }),
  always: { 'event.category': 'file', 'event.action': 'file-collected', 'event.provider': 'KAPE' },
};
