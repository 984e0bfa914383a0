/**
 * Detections and clients get columns of their own, and the case keeps what the analyst says of hosts'
 * clocks: a correction is a rule beside the events, never a change of them.
 */
import type { Migration } from './migration.ts';

export const rulesAndClocks: Migration = {
  id: 2,
  name: 'rules-and-clocks',
  up: `
ALTER TABLE events ADD COLUMN rule_name INTEGER;
ALTER TABLE events ADD COLUMN user_agent_original INTEGER;

CREATE TABLE clock_rules (
  host TEXT PRIMARY KEY,
  offset_us INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
