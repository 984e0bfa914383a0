/**
 * Hashes of texts are kept in sorted runs instead of an index over all of them: an index over random
 * numbers cost an import more than the texts themselves.
 */
import type { Migration } from './migration.ts';

export const textRuns: Migration = {
  id: 4,
  name: 'text-runs',
  up: `
DROP INDEX texts_hash;
CREATE TABLE text_hashes (
  run INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY (run, hash, id)
) STRICT, WITHOUT ROWID;
`,
};
