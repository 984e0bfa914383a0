/** AppCompatCacheParser's table of the shim cache. Its time is the file's, not that of a run. */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const appCompatCacheProfile: CsvProfile = {
  card: kapeCard(
    'appcompatcache-csv',
    'AppCompatCacheParser, shim cache',
    '`CacheEntryPosition`, `Path` and `LastModifiedTimeUTC`',
    '`LastModifiedTimeUTC`, the last change of the file',
  ),
  header: { all: 'cacheentryposition path lastmodifiedtimeutc' },
  times: { kind: 'each', meanings: [{ column: 'lastmodifiedtimeutc', action: 'file-modified' }] },
  columns: columnRulesOf({ 'process.executable': 'path', 'file.path': 'path' }),
  always: {
    'event.category': 'file',
    'event.action': 'shimcache-entry',
    'event.provider': 'AppCompatCacheParser',
  },
};
