/** Tables that no other profile knows: columns by the meaning that their names usually have. */
import { columnRules } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

export const genericProfile: CsvProfile = {
  card: {
    id: 'csv',
    label: 'CSV with any columns',
    knownBy: 'rows of as many cells each; columns are understood by their names or mapped by hand',
    times: 'the column whose name and values are times, or two for date and clock',
  },
  times: { kind: 'one' },
  columns: columnRules,
};
