/**
 * MFTECmd's table of a $MFT. The times of $STANDARD_INFORMATION (0x10) and $FILE_NAME (0x30) are eight
 * columns; the tool leaves one of 0x30 empty where it equals that of 0x10.
 */
import { columnOf } from '#contract/event-columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile, TimeMeaning } from './profile.ts';

const FILE_PATH = columnOf('file.path');

const both = (column: string, action: string): readonly TimeMeaning[] =>
  ['0x10', '0x30'].map((attribute) => ({ column: `${column}${attribute}`, action }));

export const mftecmdProfile: CsvProfile = {
  card: kapeCard(
    'mftecmd-mft-csv',
    'MFTECmd $MFT',
    '`EntryNumber`, `ParentEntryNumber`, `FileName` and `Created0x10`',
    'Created, `LastModified`, `LastRecordChange` and `LastAccess`, of 0x10 and of 0x30',
  ),
  header: { all: 'entrynumber filename created0x10' },
  times: {
    kind: 'each',
    meanings: [
      ...both('created', 'file-created'),
      ...both('lastmodified', 'file-modified'),
      ...both('lastrecordchange', 'mft-record-changed'),
      ...both('lastaccess', 'file-accessed'),
    ],
  },
  columns: [],
  always: { 'event.category': 'file', 'event.action': 'mft-record', 'event.provider': 'MFTECmd' },
  rows: ({ at, batch }) => {
    const parentAt = at('parentpath');
    const nameAt = at('filename');
    return (cells) => {
      const parent = parentAt < 0 ? '' : cells.cell(parentAt);
      const name = cells.cell(nameAt);
      batch.text(FILE_PATH, parent === '' ? name : `${parent}\\${name}`);
    };
  },
};
