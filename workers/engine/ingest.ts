/**
 * Importing, as a straight line: files → members → chunks → batches → case. Chunks are parsed side
 * by side in the pool and written in the order of the evidence, so the same evidence gives the same
 * case whatever the number of threads. Only so many chunks are under way that memory stays bounded.
 */
import type { ImportOptions, ImportResult } from '#contract/api.ts';
import { WorkbenchError, fromWireError, toWireError, type WireError } from '#contract/errors.ts';
import type { Evidence } from '#contract/evidence.ts';
import type { BatchProblem } from '#workers/batch/batch.ts';
import type { StoredEvidence } from '#workers/case-file/evidence-repository.ts';
import { cardOfEvidence } from '#workers/readers/format-card.ts';
import type { FoundFile, NextMember, PreparedMember } from '#workers/threads/source-offer.ts';
import { Pump } from './chunk-pump.ts';
import { ImportMeter } from './import-meter.ts';
import type { JobHandle } from './jobs.ts';
import type { Session } from './session.ts';

export interface IngestInput {
  readonly paths: readonly string[];
  readonly options: ImportOptions;
  /** Parsed mapping profile, when one was given. */
  readonly mapping: unknown;
  /** Called after every commit: views may ask again. */
  readonly onChange: () => void;
}

/** Imports everything under the paths. Throws `cancelled`, `disk-full`, or the first error when nothing could be used. */
export async function ingest(
  session: Session,
  job: JobHandle,
  input: IngestInput,
): Promise<ImportResult> {
  const begunAtMs = performance.now();
  const found = await session.source.call('walk', { paths: input.paths });
  const meter = new ImportMeter(job, found);
  const run = new Ingest(session, job, input, meter);
  for (const file of found) await run.file(file);
  const { evidence, firstError } = run;
  if (evidence.every(({ status }) => status === 'failed') && firstError !== undefined)
    throw fromWireError(firstError);
  const sum = (key: 'recordsSeen' | 'imported' | 'rejected' | 'duplicates'): number =>
    evidence.reduce((total, entry) => total + entry[key], 0);
  return {
    case: session.file,
    evidence,
    totals: {
      recordsSeen: sum('recordsSeen'),
      imported: sum('imported'),
      rejected: sum('rejected'),
      duplicates: sum('duplicates'),
    },
    durationMs: Math.round(performance.now() - begunAtMs),
  };
}

class Ingest {
  readonly evidence: Evidence[] = [];
  firstError: WireError | undefined;
  private readonly session: Session;
  private readonly job: JobHandle;
  private readonly input: IngestInput;
  private readonly meter: ImportMeter;

  constructor(session: Session, job: JobHandle, input: IngestInput, meter: ImportMeter) {
    this.session = session;
    this.job = job;
    this.input = input;
    this.meter = meter;
  }

  async file(file: FoundFile): Promise<void> {
    this.job.stop.check();
    this.meter.beginFile(file.path);
    if (file.error === undefined) await this.readableFile(file);
    else await this.failed(file, { member: '', sizeBytes: file.sizeBytes, error: file.error });
    this.meter.endFile(file.sizeBytes);
  }

  private async readableFile(file: FoundFile): Promise<void> {
    const { source } = this.session;
    const known = await this.knownTwin(file);
    if (known.length > 0) {
      this.evidence.push(...known);
      return;
    }
    let containerSha256 = '';
    const before = this.evidence.length;
    try {
      const opened = await source.call('openFile', { path: file.path });
      containerSha256 = opened.containerSha256;
      if (containerSha256 !== '') {
        const twins = await this.twinsOfContainer(file, containerSha256);
        if (twins !== undefined) {
          this.evidence.push(...twins);
          return;
        }
      }
      for (;;) {
        const next = await source.call('nextMember', undefined);
        if (next.kind === 'end') break;
        this.job.stop.check();
        await this.member(file, next, containerSha256);
      }
      if (containerSha256 !== '') {
        const evidence = this.evidence.slice(before).map(({ id }) => id);
        await this.session.canWrite.call('containerDone', { containerSha256, evidence });
      }
    } catch (cause) {
      const error = toWireError(cause);
      if (endsJob(error)) throw cause;
      await this.failed(file, { member: '', sizeBytes: file.sizeBytes, error });
    } finally {
      await source.call('closeFile', undefined);
    }
  }

  /** Entries of the same content that are in the case already, for a plain file of a size that is known. */
  private async knownTwin(file: FoundFile): Promise<Evidence[]> {
    const { sizeBytes } = file;
    const sameSize = await this.session.canWrite.call('evidence', { by: 'size', sizeBytes });
    if (sameSize.length === 0) return [];
    const { sha256 } = await this.session.source.call('hashFile', { path: file.path });
    const twin = sameSize.find((entry) => entry.sha256 === sha256);
    return twin === undefined ? [] : [asDuplicate(twin, file.path)];
  }

  /** Members of an archive that is in the case already and complete; undefined when it is new or unfinished. */
  private async twinsOfContainer(
    file: FoundFile,
    containerSha256: string,
  ): Promise<Evidence[] | undefined> {
    const members = await this.session.canWrite.call('membersOfContainer', { containerSha256 });
    return members?.map((entry) => asDuplicate(entry, file.path));
  }

  private async member(
    file: FoundFile,
    next: NextMember & { kind: 'member' | 'bad' },
    containerSha256: string,
  ): Promise<void> {
    if (next.kind === 'bad') {
      await this.failed(file, next, containerSha256);
      return;
    }
    const place = { path: file.path, member: next.member, containerSha256 };
    const before = await this.earlier(place, next.sizeBytes, next.mtime);
    if (before?.status === 'complete') {
      this.evidence.push(asDuplicate(before, file.path));
      return;
    }
    try {
      const learnt = await this.session.source.call('prepare', {
        format: before?.format ?? this.input.options.format,
        timeZone: this.input.options.timeZone,
        mapping: this.input.mapping,
        dateOrder: this.input.options.dateOrder,
        recover: this.input.options.recover ?? false,
        year: this.input.options.year,
        layouts: this.input.options.layouts ?? [],
      });
      const found = before === undefined ? learnt : asBegun(learnt, before);
      const begun = before ?? (await this.begin(file, next, containerSha256, found));
      this.evidence.push(await this.content(begun, found));
    } catch (cause) {
      const error = toWireError(cause);
      if (endsJob(error)) throw cause;
      await this.failed(file, { ...next, error }, containerSha256);
    }
  }

  /** What an earlier, interrupted or failed, attempt left: complete or partial entries are used, others are cleared away. */
  private async earlier(
    place: { path: string; member: string; containerSha256: string },
    sizeBytes: number,
    mtime: string,
  ): Promise<StoredEvidence | undefined> {
    const writer = this.session.canWrite;
    const same = await writer.call('evidence', { by: 'place', ...place });
    for (const entry of same) {
      const unchanged =
        place.containerSha256 !== '' ||
        (entry.mtime === mtime && (entry.sizeBytes === sizeBytes || sizeBytes < 0));
      if (entry.status === 'failed' || (entry.status === 'partial' && !unchanged)) {
        await writer.call('removeEvidence', { evidence: entry.id });
      } else if (unchanged) return entry;
    }
    return undefined;
  }

  private async begin(
    file: FoundFile,
    next: NextMember & { kind: 'member' },
    containerSha256: string,
    { reader, readerVersion, prepared }: PreparedMember,
  ): Promise<StoredEvidence> {
    return this.session.canWrite.call('begin', {
      path: file.path,
      member: next.member,
      containerSha256,
      sizeBytes: Math.max(next.sizeBytes, 0),
      mtime: next.mtime,
      format: reader,
      readerVersion,
      readerState: JSON.stringify(prepared.state ?? null),
      zone: prepared.zone,
      problems: prepared.problems.map(({ code, message, locator }) => ({
        code,
        message,
        count: 1,
        firstLocator: locator,
      })),
    });
  }

  private async content(begun: StoredEvidence, found: PreparedMember): Promise<Evidence> {
    const { source, canWrite: writer } = this.session;
    await source.call('start', { doneBytes: begun.doneBytes, doneLine: begun.doneLine });
    const pump = new Pump(this.session, this.job, {
      evidence: begun.id,
      found,
      onChange: this.input.onChange,
      meter: this.meter,
    });
    const end = await pump.run();
    const problems: BatchProblem[] = [...end.problems];
    if (end.error !== undefined) {
      problems.push({
        code: end.error.code,
        message: `${end.error.message} ${end.error.hint}`.trim(),
        count: 1,
        firstLocator: end.error.place ?? '',
      });
    }
    const status = end.error === undefined ? 'complete' : 'failed';
    const done = await writer.call('finish', {
      evidence: begun.id,
      sha256: end.sha256,
      sizeBytes: end.sizeBytes,
      status: status === 'failed' ? 'partial' : status,
      problems,
    });
    this.input.onChange();
    return this.unlessTwin(done);
  }

  /** Content of unknown size may turn out at its end to be in the case already; then it is taken out again. */
  private async unlessTwin(done: StoredEvidence): Promise<Evidence> {
    if (done.status !== 'complete' || done.recordsSeen === 0) return publicEvidence(done);
    const writer = this.session.canWrite;
    const stored = await writer.call('evidence', { by: 'content', sha256: done.sha256 });
    const twin = stored.find(({ id }) => id !== done.id);
    if (twin === undefined) return publicEvidence(done);
    await writer.call('removeEvidence', { evidence: done.id });
    this.input.onChange();
    return asDuplicate(twin, done.path);
  }

  private async failed(
    file: FoundFile,
    what: { readonly member: string; readonly sizeBytes: number; readonly error: WireError },
    containerSha256 = '',
  ): Promise<void> {
    this.firstError ??= what.error;
    if (what.error.code === 'no-such-file') {
      // A slip of the pen is told, and leaves nothing behind in the case.
      this.evidence.push(neverThere(file, what.error));
      return;
    }
    const writer = this.session.canWrite;
    await this.earlier(
      { path: file.path, member: what.member, containerSha256 },
      what.sizeBytes,
      file.mtime,
    );
    const { code, message, hint, place } = what.error;
    const begun = await writer.call('begin', {
      path: file.path,
      member: what.member,
      containerSha256,
      sizeBytes: Math.max(what.sizeBytes, 0),
      mtime: file.mtime,
      format: '',
      readerVersion: 0,
      readerState: 'null',
      zone: { kind: 'utc', zone: 'UTC' },
      problems: [
        {
          code,
          message: `${message} ${hint}`.trim(),
          count: 1,
          firstLocator: place === file.path ? '' : (place ?? ''),
        },
      ],
    });
    const done = await writer.call('finish', {
      evidence: begun.id,
      sha256: '',
      sizeBytes: begun.sizeBytes,
      status: 'failed',
      problems: [],
    });
    this.input.onChange();
    this.evidence.push(publicEvidence(done));
  }
}

function neverThere({ path, mtime }: FoundFile, { code, message, hint }: WireError): Evidence {
  return {
    id: 0,
    path,
    member: '',
    sha256: '',
    sizeBytes: 0,
    format: '',
    layout: '',
    layoutLabel: '',
    status: 'failed',
    recordsSeen: 0,
    imported: 0,
    rejected: 0,
    duplicates: 0,
    firstTime: '',
    lastTime: '',
    problems: [{ code, message: `${message} ${hint}`.trim(), count: 1, firstLocator: '' }],
    mtime,
    readerVersion: 0,
    zone: { kind: 'utc', zone: 'UTC' },
  };
}

/** Errors that are the job's and not one file's. */
function endsJob(error: WireError): boolean {
  return ['cancelled', 'disk-full', 'case-read-only', 'case-corrupt', 'case-locked'].includes(
    error.code,
  );
}

/** What was begun is gone on with as it was begun: one evidence is read in one way from end to end. */
function asBegun(found: PreparedMember, before: StoredEvidence): PreparedMember {
  const state: unknown = JSON.parse(before.readerState);
  return { ...found, prepared: { ...found.prepared, state, zone: before.zone } };
}

function asDuplicate(twin: StoredEvidence, path: string): Evidence {
  const { recordsSeen } = twin;
  return { ...publicEvidence(twin), path, imported: 0, rejected: 0, duplicates: recordsSeen };
}

function publicEvidence(stored: StoredEvidence): Evidence {
  const {
    containerSha256: _sha,
    doneBytes: _bytes,
    doneLine: _line,
    readerState,
    ...rest
  } = stored;
  return { ...rest, ...cardOfEvidence(stored.format, readerState) };
}

/** Options that cannot be right, told before any work begins. */
export function checkImportOptions(options: ImportOptions): void {
  if (options.timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: options.timeZone });
  } catch (cause) {
    throw new WorkbenchError(
      {
        code: 'usage',
        message: `"${options.timeZone}" is not a time zone.`,
        hint: 'Use an IANA name such as Europe/Berlin or UTC.',
      },
      { cause },
    );
  }
}
