/**
 * The case against the evidence itself: every file is hashed and read again, and every event is
 * compared with what the case keeps: its place, time, columns and record.
 */
import path from 'node:path';
import { toWireError } from '#contract/errors.ts';
import { eventColumns } from '#contract/event-columns.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { listEvidence, type StoredEvidence } from '#workers/case-file/evidence-repository.ts';
import { readEvidence } from '#workers/case-file/read-evidence.ts';
import type { Member } from '#workers/containers/members.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import { readerById } from '#workers/readers/registry.ts';
import { findFiles, type FoundFiles } from './evidence-files.ts';
import { keptEvents, numberNames, type WholeEvent } from './kept-events.ts';
import { Rereading } from './reread.ts';
import { Faults, counted, progress, type VerifyStep } from './step.ts';

/** Events of one piece of evidence that are compared; its content is hashed to the end all the same. */
const MOST_COMPARED = 500_000;

interface Outcome {
  readonly files: Faults;
  readonly content: Faults;
  readonly events: Faults;
  compared: number;
  skipped: number;
  hashed: number;
}

/** Finds, hashes and reads the evidence of a case under a folder; three checks. */
export async function* evidenceChecks(db: Sqlite, folder: string): AsyncGenerator<VerifyStep> {
  const evidence = listEvidence(db).filter(({ status }) => status !== 'failed');
  const found = yield* findFiles(folder, evidence);
  const outcome: Outcome = {
    files: new Faults(),
    content: new Faults(),
    events: new Faults(),
    compared: 0,
    skipped: 0,
    hashed: 0,
  };
  const byFile = Map.groupBy(evidence, (each) => fileOf(each, found, outcome.files));
  for (const [file, list] of byFile) {
    if (file !== undefined) yield* fileChecks(db, { file, list }, outcome);
  }
  const { files, content, events, compared, skipped, hashed } = outcome;
  yield files.check(
    'evidence files',
    `Found under ${folder}: ${counted(evidence.length, 'piece')} of ${evidence.length}.`,
  );
  yield content.check(
    'evidence content',
    `${counted(hashed, 'piece')} hashed: the same content as when imported.`,
  );
  const part =
    skipped === 0
      ? 'every one'
      : `the first ${MOST_COMPARED.toLocaleString('en')} of each piece, ${counted(skipped, 'event')} not compared`;
  yield events.check(
    'evidence events',
    `${counted(compared, 'event')} read again and compared with the case (${part}): the same.`,
  );
}

/** Where the evidence lies now; undefined, and told, when it is not there or was changed. */
function fileOf(
  { id, path: before, sha256, containerSha256, status }: StoredEvidence,
  { byHash, names }: FoundFiles,
  faults: Faults,
): string | undefined {
  const wanted = containerSha256 === '' ? sha256 : containerSha256;
  const file = byHash.get(wanted);
  if (file !== undefined) return file;
  const name = path.basename(before);
  if (status === 'partial' && wanted === '') {
    faults.add(`Evidence ${id} (${name}) was never read to its end.`);
  } else if (names.has(name)) faults.add(`Evidence ${id}: ${name} is there and was changed.`);
  else faults.add(`Evidence ${id}: ${name} is not there.`);
  return undefined;
}

async function* fileChecks(
  db: Sqlite,
  { file, list }: { readonly file: string; readonly list: readonly StoredEvidence[] },
  outcome: Outcome,
): AsyncGenerator<VerifyStep> {
  const wanted = new Map(list.map((each) => [each.member, each]));
  const opened = await openEvidence(file);
  try {
    for await (const member of opened.members()) {
      const evidence = wanted.get(member.name);
      wanted.delete(member.name);
      if (evidence !== undefined) yield* memberChecks(db, { file, member, evidence }, outcome);
      if (wanted.size === 0) break;
    }
  } catch (cause) {
    outcome.files.add(`${path.basename(file)}: ${toWireError(cause).message}`);
  } finally {
    await opened.close();
  }
  for (const { id, member } of wanted.values()) {
    outcome.files.add(`Evidence ${id}: ${path.basename(file)} has no member ${member}.`);
  }
}

async function* memberChecks(
  db: Sqlite,
  input: { readonly file: string; readonly member: Member; readonly evidence: StoredEvidence },
  outcome: Outcome,
): AsyncGenerator<VerifyStep> {
  const { file, member, evidence } = input;
  const place = `Evidence ${evidence.id} (${path.basename(file)}${member.name === '' ? '' : `, ${member.name}`})`;
  const reader = readerById(evidence.format);
  if (reader === undefined) {
    outcome.events.add(`${place}: there is no reader ${evidence.format}.`);
    return;
  }
  const reading = new Rereading(member, file, {
    reader,
    state: stateOf(db, evidence.id),
    zone: evidence.zone,
    makeBuilder: () => new BatchBuilder(reader.documents),
  });
  const compare = new Comparison(keptEvents(db, evidence.id), evidence.imported);
  try {
    for await (const events of reading.batches(() => compare.wants)) {
      compare.add(events);
      yield progress(
        `Reading ${path.basename(file)} again`,
        Math.min(1, reading.bytes / (evidence.sizeBytes || 1)),
      );
    }
  } catch (cause) {
    if (evidence.status === 'complete') {
      outcome.content.add(`${place}: ${toWireError(cause).message}`);
      return;
    }
  }
  outcome.hashed++;
  outcome.compared += compare.compared;
  outcome.skipped += evidence.imported - compare.compared;
  if (reading.sha256 !== evidence.sha256)
    outcome.content.add(`${place}: its content has another hash.`);
  const older = reader.version !== evidence.readerVersion;
  const fault = compare.fault(evidence.status === 'complete');
  if (fault !== undefined) {
    const why = older
      ? ` It was read by version ${evidence.readerVersion} of the reader, this is ${reader.version}.`
      : '';
    outcome.events.add(`${place}: ${fault}${why}`);
  }
}

function stateOf(db: Sqlite, evidence: number): unknown {
  const source = readEvidence(db)
    .sources()
    .find(({ id }) => id === evidence);
  return JSON.parse(source?.readerState ?? 'null') as unknown;
}

/** Events read again beside those that are kept, in step. */
class Comparison {
  compared = 0;
  private readonly kept: Iterator<WholeEvent>;
  private readonly total: number;
  private first: string | undefined;
  private surplus = 0;

  constructor(kept: Iterable<WholeEvent>, total: number) {
    this.kept = kept[Symbol.iterator]();
    this.total = total;
  }

  get wants(): boolean {
    return this.first === undefined && this.compared < MOST_COMPARED;
  }

  add(events: readonly WholeEvent[]): void {
    for (const event of events) {
      if (!this.wants) return;
      const kept = this.kept.next();
      if (kept.done === true) {
        this.surplus++;
        continue;
      }
      this.compared++;
      const difference = differenceOf(event, kept.value);
      if (difference !== undefined) {
        this.first = `event ${this.compared} at offset ${event.numbers[0]} differs in ${difference}.`;
      }
    }
  }

  /** What does not hold, in words. */
  fault(readToEnd: boolean): string | undefined {
    if (this.first !== undefined) return this.first;
    if (this.surplus > 0) return `it has ${counted(this.surplus, 'event')} that the case does not.`;
    const missing = this.total - this.compared;
    if (!readToEnd || missing === 0 || this.compared >= MOST_COMPARED) return undefined;
    return `the case has ${counted(missing, 'event')} that it does not.`;
  }
}

function differenceOf(a: WholeEvent, b: WholeEvent): string | undefined {
  const number = a.numbers.findIndex((value, at) => !Object.is(value, b.numbers[at]));
  if (number >= 0) return numberNames[number];
  const column = a.values.findIndex((value, at) => value !== b.values[at]);
  if (column >= 0) return eventColumns[column]?.name;
  return Buffer.compare(a.document, b.document) === 0 ? undefined : 'its record';
}
