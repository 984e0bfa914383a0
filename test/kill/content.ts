/** All that a case says, so that two cases of the same evidence can be compared word by word. */
import { createHash } from 'node:crypto';
import { closeCaseFile, openForReading, type Sqlite } from '#workers/case-file/case-file.ts';
import { listEvidence } from '#workers/case-file/evidence-repository.ts';
import { createQueries } from '#workers/query/queries.ts';
import { keptEvents } from '#workers/verify/kept-events.ts';
import { verifyCase } from '#workers/verify/verify-case.ts';

/** Words, phrases, fields and times that the evidence has. */
const QUERIES = [
  'svchost',
  '"cmd"',
  'process.command_line:*dir*',
  'event.code:4688',
  'event.code:4004',
  'not host.name:*',
  'text and 42',
  'loupe.recovered:*',
  '@timestamp >= "2025-01-01T00:00:30"',
  'tool-7.exe or WS7',
  'winlog.event_data.Number:77',
];

/** Description of a part of the case → what it is; parts that differ are named by the first. */
export type Content = ReadonlyMap<string, string>;

/** Everything in a closed case. */
export function contentOf(file: string): Content {
  const db = openForReading(file);
  try {
    return new Map([...evidenceParts(db), ...answers(db)]);
  } finally {
    closeCaseFile(db);
  }
}

/** Names of parts in which two cases differ. */
export function differences(a: Content, b: Content): readonly string[] {
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name));
}

/** What `verify` finds wrong, and SQLite itself. */
export async function faultsOf(file: string): Promise<readonly string[]> {
  const db = openForReading(file);
  const faults: string[] = [];
  try {
    const whole = db.pragma('integrity_check', { simple: true });
    if (whole !== 'ok') faults.push(String(whole));
    for await (const step of verifyCase(db, file, undefined)) {
      if (step.kind === 'check' && !step.check.ok)
        faults.push(`${step.check.name}: ${step.check.detail}`);
    }
  } finally {
    closeCaseFile(db);
  }
  return faults;
}

function* evidenceParts(db: Sqlite): Generator<readonly [string, string]> {
  const rejects = db.prepare<[number], unknown[]>(
    `SELECT reason, message, record_offset, record_length, record_id, line, raw FROM rejects WHERE evidence = ? ORDER BY id`,
  );
  for (const evidence of listEvidence(db)) {
    const { id, path, member, mtime: _mtime, ...account } = evidence;
    const name = `${path} ${member}`;
    yield [`${name}: account`, JSON.stringify({ ...account, id: 0 })];
    yield [`${name}: rejects`, JSON.stringify(rejects.raw().all(id))];
    const hash = createHash('sha256');
    let events = 0;
    for (const { numbers, values, document } of keptEvents(db, id)) {
      hash.update(JSON.stringify([numbers, values])).update(document);
      events++;
    }
    yield [`${name}: events`, `${events} ${hash.digest('hex')}`];
  }
}

function* answers(db: Sqlite): Generator<readonly [string, string]> {
  const queries = createQueries(db);
  for (const query of QUERIES) {
    const count = queries['events.count']({ scope: { query, chips: [] } });
    yield [`query ${query}`, JSON.stringify(count)];
  }
  const facets = queries['events.facets']({
    scope: { query: '', chips: [] },
    fields: ['event.code', 'host.name'],
    limit: 1000,
  });
  yield ['facets', JSON.stringify(facets)];
}
