/** All checks of a case, in the order from the file outwards: database, accounts, events, results, evidence. */
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { readSegments } from '#workers/case-file/read-segments.ts';
import { readForVerify } from '#workers/case-file/read-verify.ts';
import { auditCheck, countsCheck, databaseCheck, formCheck, runsCheck } from './case-checks.ts';
import { evidenceChecks } from './evidence-checks.ts';
import { segmentChecks } from './segment-checks.ts';
import type { VerifyStep } from './step.ts';

/**
 * Goes through everything; each step takes at most some seconds.
 * @param file the case's, `db` an open connection to it that is read from only
 * @param folder where the evidence lies now; undefined: the case alone
 */
export async function* verifyCase(
  db: Sqlite,
  file: string,
  folder: string | undefined,
): AsyncGenerator<VerifyStep> {
  const reader = readForVerify(db);
  yield* databaseCheck(reader, file);
  yield* formCheck(db);
  yield* countsCheck(reader);
  yield* segmentChecks(reader, readSegments(db));
  yield* runsCheck(db);
  yield* auditCheck(reader);
  if (folder !== undefined) yield* evidenceChecks(db, folder);
}
