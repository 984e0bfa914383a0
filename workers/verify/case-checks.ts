/** Checks of the case by itself: the database, its form, the accounts, the log of what was done. */
import { createHash } from 'node:crypto';
import { encodeWire } from '#contract/codec.ts';
import { rooms } from '#contract/rooms/index.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { auditHash } from '#workers/case-file/audit-repository.ts';
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { FORMAT_VERSION } from '#workers/case-file/migrations/index.ts';
import { formatVersion } from '#workers/case-file/read-case.ts';
import { readRuns, type RunsReader } from '#workers/case-file/read-runs.ts';
import { missingBytes, type VerifyReader } from '#workers/case-file/read-verify.ts';
import { Faults, counted, progress, type VerifyStep } from './step.ts';

/** SQLite's own checks, table by table. */
export function* databaseCheck(reader: VerifyReader, file: string): Generator<VerifyStep> {
  const faults = new Faults();
  const missing = missingBytes(file);
  if (missing > 0) faults.add(`The file was cut: ${counted(missing, 'byte')} are missing.`);
  const tables = reader.tables();
  for (const [at, table] of tables.entries()) {
    yield progress('Checking the database', at / tables.length);
    for (const fault of reader.integrity(table)) faults.add(`${table}: ${fault}.`);
  }
  for (const row of reader.strayRows()) faults.add(`A row points to nothing: ${row}.`);
  yield faults.check('database', `${counted(tables.length, 'table')} are sound.`);
}

/** The form of the case. Opening has compared every table and index with what the form says. */
export function* formCheck(db: Sqlite): Generator<VerifyStep> {
  const version = formatVersion(db);
  const detail = `It has form ${version} of ${FORMAT_VERSION}, and no table, index or trigger besides.`;
  yield { kind: 'check', check: { name: 'form', ok: version <= FORMAT_VERSION, detail } };
}

/** What was seen is what was imported, rejected or there already, and all of it is here. */
export function* countsCheck(reader: VerifyReader): Generator<VerifyStep> {
  const faults = new Faults();
  const evidence = reader.counts();
  let events = 0;
  let rejects = 0;
  for (const each of evidence) {
    const { recordsSeen, imported, rejected, duplicates, segmentRows, rejectRows } = each;
    const name = `Evidence ${each.id}`;
    if (recordsSeen !== imported + rejected + duplicates)
      faults.add(`${name}: ${recordsSeen} seen is not ${imported} + ${rejected} + ${duplicates}.`);
    if (segmentRows !== imported)
      faults.add(`${name}: ${segmentRows} events are here, ${imported} were imported.`);
    if (rejectRows !== rejected)
      faults.add(`${name}: ${rejectRows} rejects are here, ${rejected} were counted.`);
    events += segmentRows;
    rejects += rejectRows;
  }
  const sound = `${counted(evidence.length, 'piece')} of evidence, ${counted(events, 'event')} and ${counted(rejects, 'reject')} add up.`;
  yield faults.check('counts', sound);
}

/** Every entry's hash covers the one before it. */
export function* auditCheck(reader: VerifyReader): Generator<VerifyStep> {
  const faults = new Faults();
  let before = '';
  let entries = 0;
  for (const { id, at, action, detail, hash } of reader.audit()) {
    if (auditHash(before, at, action, detail) !== hash) {
      faults.add(`Entry ${id} (${at}) or the one before it was changed or taken out.`);
    }
    before = hash;
    entries++;
  }
  yield faults.check(
    'audit',
    `${counted(entries, 'entry').replace('entrys', 'entries')} follow from one another.`,
  );
}

/** What analyses gave is still what their receipts say. */
export function* runsCheck(db: Sqlite): Generator<VerifyStep> {
  const faults = new Faults();
  const runs = readRuns(db);
  const receipts = runs.list();
  for (const [at, receipt] of receipts.entries()) {
    yield progress('Checking results', at / receipts.length);
    const fault = runFault(runs, receipt);
    if (fault !== undefined) faults.add(`Run ${receipt.run} (${receipt.room}): ${fault}`);
  }
  yield faults.check('runs', `${counted(receipts.length, 'result')} match their receipts.`);
}

function runFault(runs: RunsReader, { run, room, outputSha256 }: RunReceipt): string | undefined {
  const names = runs.tableNames(run);
  const known = rooms[room].tables as readonly string[];
  const ordered = [
    ...known.filter((name) => names.includes(name)),
    ...names.filter((name) => !known.includes(name)),
  ];
  try {
    const packed = new Map(names.map((name) => [name, encodeWire(runs.table(run, name))]));
    for (const order of orders(ordered)) {
      const hash = createHash('sha256');
      for (const name of order) {
        const bytes = packed.get(name) ?? new Uint8Array(0);
        hash.update(`${name}\n${bytes.length}\n`).update(bytes);
      }
      if (hash.digest('hex') === outputSha256) return undefined;
    }
    return 'its tables are not those of its receipt.';
  } catch (cause) {
    return `its tables cannot be read (${cause instanceof Error ? cause.message : String(cause)}).`;
  }
}

/** More tables than that are tried in one order only. */
const MOST_ORDERED = 5;

/** The hash was taken in the order in which the room made its tables, which is not kept: all orders, the likeliest first. */
function* orders(names: readonly string[]): Generator<readonly string[]> {
  if (names.length <= 1 || names.length > MOST_ORDERED) {
    yield names;
    return;
  }
  for (const first of names) {
    for (const rest of orders(names.filter((name) => name !== first))) yield [first, ...rest];
  }
}
