/**
 * The first form of a case. `events` is the truth, one row per event, readable with any SQLite
 * tool; text that repeats stands once in `texts`. `segments` and what hangs on them follow the
 * batches in which events were written: documents as they were found, columns packed for scanning,
 * pages of the text index.
 */
import type { Migration } from './migration.ts';

export const createCase: Migration = {
  id: 1,
  name: 'case',
  up: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  member TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  container_sha256 TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  mtime TEXT NOT NULL,
  format TEXT NOT NULL,
  reader_version INTEGER NOT NULL,
  reader_state TEXT NOT NULL,
  zone_kind TEXT NOT NULL,
  zone_name TEXT NOT NULL,
  status TEXT NOT NULL,
  records_seen INTEGER NOT NULL,
  imported INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  first_time_us INTEGER,
  last_time_us INTEGER,
  first_time TEXT NOT NULL,
  last_time TEXT NOT NULL,
  done_bytes INTEGER NOT NULL,
  done_line INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_content ON evidence(sha256);
CREATE INDEX evidence_size ON evidence(size_bytes);
CREATE INDEX evidence_place ON evidence(container_sha256, member, path);

CREATE TABLE problems (
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_locator TEXT NOT NULL,
  PRIMARY KEY (evidence, code, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE rejects (
  id INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  record_offset INTEGER NOT NULL,
  record_length INTEGER NOT NULL,
  record_id INTEGER,
  line INTEGER,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX rejects_evidence ON rejects(evidence);

CREATE TABLE texts (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
CREATE INDEX texts_hash ON texts(hash);

CREATE TABLE segments (
  id INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL REFERENCES evidence(id),
  first_event INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  min_time_us INTEGER,
  max_time_us INTEGER
) STRICT;

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  record_offset INTEGER NOT NULL,
  record_length INTEGER NOT NULL,
  record_id INTEGER,
  line INTEGER,
  time_us INTEGER,
  time_nanos INTEGER NOT NULL,
  time_digits INTEGER NOT NULL,
  host_name INTEGER,
  event_code INTEGER,
  event_provider INTEGER,
  winlog_channel INTEGER,
  event_category INTEGER,
  event_action INTEGER,
  event_outcome INTEGER,
  user_name INTEGER,
  user_domain INTEGER,
  user_id INTEGER,
  user_target_name INTEGER,
  user_target_domain INTEGER,
  winlog_logon_id INTEGER,
  winlog_logon_type INTEGER,
  winlog_logon_process INTEGER,
  winlog_logon_authentication INTEGER,
  process_executable INTEGER,
  process_command_line INTEGER,
  process_pid INTEGER,
  process_entity_id INTEGER,
  process_parent_executable INTEGER,
  process_parent_command_line INTEGER,
  process_parent_pid INTEGER,
  process_parent_entity_id INTEGER,
  source_ip INTEGER,
  source_port INTEGER,
  source_domain INTEGER,
  destination_ip INTEGER,
  destination_port INTEGER,
  destination_domain INTEGER,
  network_transport INTEGER,
  file_path INTEGER,
  dll_path INTEGER,
  registry_path INTEGER,
  registry_data_strings INTEGER,
  service_name INTEGER,
  log_level INTEGER
) STRICT;

CREATE TABLE segment_columns (
  segment INTEGER NOT NULL,
  name TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (name, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_documents (
  segment INTEGER NOT NULL,
  first_row INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  lengths BLOB NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (segment, first_row)
) STRICT, WITHOUT ROWID;

CREATE TABLE term_pages (
  segment INTEGER NOT NULL,
  first_term BLOB NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (segment, first_term)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  room TEXT NOT NULL,
  receipt TEXT NOT NULL
) STRICT;

CREATE TABLE run_tables (
  run INTEGER NOT NULL REFERENCES runs(id),
  name TEXT NOT NULL,
  rows INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`,
};
