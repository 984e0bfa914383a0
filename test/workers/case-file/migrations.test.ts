/** The case's own form and the contract's list of columns must not drift apart. */
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { eventColumns } from '#contract/event-columns.ts';
import { migrations } from '#workers/case-file/migrations/index.ts';

test('after all migrations the table of events has a column for every event column', () => {
  const db = new Database(':memory:');
  for (const { up } of migrations) db.exec(up);
  const columns = db.prepare(`SELECT name FROM pragma_table_info('events')`).pluck().all();
  for (const { sql } of eventColumns) expect(columns).toContain(sql);
  db.close();
});
