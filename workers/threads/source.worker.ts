/**
 * The thread that touches evidence: it opens files for reading only, unpacks them, hashes what comes
 * out, recognises the format and cuts the content into chunks. One file at a time, one member at a
 * time; the next chunk is made when it is asked for, so nothing piles up here.
 */
import { createHash, type Hash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { WorkbenchError, toWireError, type WireError } from '#contract/errors.ts';
import { defined } from '#workers/base/assert.ts';
import type { Member } from '#workers/containers/members.ts';
import type { BatchProblem } from '#workers/batch/batch.ts';
import { openEvidence, type OpenEvidence } from '#workers/containers/open-evidence.ts';
import { readHead, type HeadedContent } from '#workers/containers/read-head.ts';
import { walkPaths } from '#workers/containers/walk-paths.ts';
import type { Cutter } from '#workers/readers/framing/framing.ts';
import type { Chunk, Head, Prepared, Reader } from '#workers/readers/reader.ts';
import { cutters } from '#workers/readers/registry.ts';
import { chooseReader } from './choose-reader.ts';
import { optionsFor } from './layout-options.ts';
import { previewEvidence } from './preview-evidence.ts';
import { Handover, serveRpc } from './rpc.ts';
import { surveyEvidence } from './survey-evidence.ts';
import type {
  FileHash,
  FoundFile,
  NextChunk,
  NextMember,
  PrepareInput,
  PreparedMember,
  StartInput,
} from './source-offer.ts';

/** Large enough that a chunk's overhead vanishes, small enough that a dozen fit into memory. */
const CHUNK_BYTES = 4 * 1024 * 1024;

interface OpenFile {
  readonly evidence: OpenEvidence;
  readonly members: AsyncGenerator<Member>;
  /** Set once the listing broke off; told as a bad member, then the file is over. */
  over: boolean;
}

interface OpenMember {
  readonly member: Member;
  readonly mtimeMs: number;
  headed: HeadedContent | undefined;
  prepared: PreparedMember | undefined;
  hash: Hash;
  sizeBytes: number;
  cutter: Cutter | undefined;
  pieces: AsyncIterator<Uint8Array> | undefined;
  readonly ready: Chunk[];
  over: boolean;
  error: WireError | undefined;
}

let file: OpenFile | undefined;
let present: OpenMember | undefined;

async function walk({ paths }: { readonly paths: readonly string[] }): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const item of walkPaths(paths)) {
    if (item.kind === 'file') {
      found.push({ path: item.path, sizeBytes: item.sizeBytes, mtime: isoOf(item.mtimeMs) });
    } else {
      const error: WireError =
        item.kind === 'failed'
          ? toWireError(item.error)
          : {
              code: 'unreadable',
              message: `Passed over: ${item.reason}`,
              hint: '',
              place: item.path,
            };
      found.push({ path: item.path, sizeBytes: 0, mtime: '', error });
    }
  }
  return found;
}

async function hashFile({ path }: { readonly path: string }): Promise<FileHash> {
  const evidence = await openEvidence(path);
  try {
    return { sha256: await hashOf(evidence.raw()), sizeBytes: evidence.sizeBytes };
  } finally {
    await evidence.close();
  }
}

async function hashOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** Opens a file. An archive's own hash is taken first: it says whether all of it is in the case already. */
async function openFile({ path }: { readonly path: string }): Promise<{ containerSha256: string }> {
  const evidence = await openEvidence(path);
  const containerSha256 = evidence.packing === 'plain' ? '' : await hashOf(evidence.raw());
  file = { evidence, members: evidence.members(), over: false };
  return { containerSha256 };
}

async function nextMember(): Promise<NextMember> {
  await leaveMember();
  const open = defined(file, 'an open file');
  if (open.over) return { kind: 'end' };
  try {
    const next = await open.members.next();
    if (next.done === true) {
      open.over = true;
      return { kind: 'end' };
    }
    const member = next.value;
    const mtimeMs = Number.isNaN(member.mtimeMs) ? open.evidence.mtimeMs : member.mtimeMs;
    present = {
      member,
      mtimeMs,
      headed: undefined,
      prepared: undefined,
      hash: createHash('sha256'),
      sizeBytes: 0,
      cutter: undefined,
      pieces: undefined,
      ready: [],
      over: false,
      error: undefined,
    };
    return {
      kind: 'member',
      member: member.name,
      sizeBytes: member.sizeBytes ?? -1,
      mtime: isoOf(mtimeMs),
    };
  } catch (cause) {
    open.over = true;
    return {
      kind: 'bad',
      member: '',
      sizeBytes: open.evidence.sizeBytes,
      error: toWireError(cause),
    };
  }
}

async function prepare({
  format,
  timeZone,
  mapping,
  dateOrder,
  recover,
  year,
  layouts,
}: PrepareInput): Promise<PreparedMember> {
  const open = defined(present, 'a member');
  open.headed = await readHead(open.member.open(), (piece) => {
    open.hash.update(piece);
    open.sizeBytes += piece.length;
  });
  const { headed } = open;
  const head: Head = {
    bytes: headed.head,
    whole: headed.whole,
    text: headed.text,
    name: open.member.name === '' ? defined(file, 'an open file').evidence.path : open.member.name,
    mtimeMs: open.mtimeMs,
  };
  if (headed.head.length === 0) await tellEmptiness(headed);
  const reader = chooseReader(head, format);
  const options = { timeZone, mapping, dateOrder, recover, year, layouts };
  const first = reader.prepare(head, optionsFor(reader, head, options));
  const prepared = headed.whole ? first : await studied(open, reader, first);
  const problems = [...headed.problems, ...prepared.problems];
  open.prepared = {
    reader: reader.id,
    readerVersion: reader.version,
    prepared: { ...prepared, problems },
  };
  return open.prepared;
}

/** As much as one look through an evidence may read: a second or two. */
const STUDY_BYTES = 128 * 1024 * 1024;

/** Answers from the whole evidence what its head left open; it is read once more for that. */
async function studied(open: OpenMember, reader: Reader, prepared: Prepared): Promise<Prepared> {
  const study = reader.study?.(prepared);
  if (study === undefined) return prepared;
  const { evidence } = defined(file, 'an open file');
  const again = evidence.packing === 'plain' ? evidence.raw() : open.member.open();
  const { pieces } = await readHead(again);
  const cutter = cutters[prepared.framing](prepared, CHUNK_BYTES);
  let seenBytes = 0;
  try {
    for await (const piece of pieces) {
      seenBytes += piece.length;
      if (cutter.push(piece).some((chunk) => study.look(chunk))) return study.conclude('');
      if (seenBytes >= STUDY_BYTES) return study.conclude(' in its first 128 MiB');
    }
    for (const chunk of cutter.end()) study.look(chunk);
    return study.conclude('');
  } catch (cause) {
    // A content that breaks off is told when it is read; what came before has been looked at.
    if (!(cause instanceof WorkbenchError)) throw cause;
    return study.conclude('');
  }
}

/** Nothing came: either it is broken at its very beginning, which the stream says, or it is empty. */
async function tellEmptiness(headed: HeadedContent): Promise<never> {
  await headed.pieces[Symbol.asyncIterator]().next();
  throw new WorkbenchError({
    code: 'empty-file',
    message: 'It is empty.',
    hint: 'There is nothing to read in it. Was it collected completely?',
  });
}

function start({ doneBytes, doneLine }: StartInput): void {
  const open = defined(present, 'a member');
  const { prepared } = defined(open.prepared, 'a prepared member');
  // Going on after an interruption is skipping more than the header; the skipped bytes are hashed all the same.
  const from = doneBytes > prepared.skipBytes ? { skipBytes: doneBytes, skipLines: doneLine } : {};
  open.cutter = cutters[prepared.framing]({ ...prepared, ...from }, CHUNK_BYTES);
  open.pieces = defined(open.headed, 'a head').pieces[Symbol.asyncIterator]();
}

async function nextChunk(): Promise<NextChunk | Handover<NextChunk>> {
  const open = defined(present, 'a member');
  while (open.ready.length === 0 && !open.over) await readOn(open);
  const chunk = open.ready.shift();
  if (chunk === undefined) return ending(open);
  const { readBytes } = defined(file, 'an open file').evidence;
  const bytes = ownBuffer(chunk.bytes);
  return new Handover<NextChunk>({ kind: 'chunk', chunk: { ...chunk, bytes }, readBytes }, [
    bytes.buffer,
  ]);
}

async function readOn(open: OpenMember): Promise<void> {
  const cutter = defined(open.cutter, 'a started member');
  try {
    const next = await defined(open.pieces, 'a started member').next();
    if (next.done === true) {
      open.over = true;
      open.ready.push(...cutter.end());
    } else open.ready.push(...cutter.push(next.value));
  } catch (cause) {
    open.over = true;
    open.error = toWireError(cause);
    open.ready.push(...cutter.end());
  }
}

async function ending(open: OpenMember): Promise<NextChunk> {
  const end = {
    kind: 'end',
    sha256: open.hash.copy().digest('hex'),
    sizeBytes: open.sizeBytes,
    problems: await changesOf(defined(file, 'an open file').evidence),
  } as const;
  return open.error === undefined ? end : { ...end, error: open.error };
}

async function changesOf(evidence: OpenEvidence): Promise<BatchProblem[]> {
  const message = await evidence.changed();
  if (message === undefined) return [];
  const hint = 'Import it again when nobody writes it any more.';
  return [{ code: 'evidence-changed', message: `${message} ${hint}`, count: 1, firstLocator: '' }];
}

/** Chunks usually own their buffer; one that shares it is copied, since the buffer changes hands. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const plain =
    bytes.buffer instanceof ArrayBuffer && bytes.byteLength * 2 > bytes.buffer.byteLength;
  return plain
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

async function leaveMember(): Promise<void> {
  const leaving = present;
  present = undefined;
  await leaving?.pieces?.return?.();
}

async function closeFile(): Promise<void> {
  await leaveMember();
  const closing = file;
  file = undefined;
  if (closing === undefined) return;
  await closing.members.return(undefined);
  await closing.evidence.close();
}

function isoOf(timeMs: number): string {
  return Number.isFinite(timeMs) ? new Date(timeMs).toISOString() : '';
}

const offer = {
  walk,
  hashFile,
  openFile,
  nextMember,
  prepare,
  start,
  nextChunk,
  closeFile,
  preview: previewEvidence,
  survey: surveyEvidence,
};

export type SourceOffer = typeof offer;

serveRpc(defined(parentPort ?? undefined, 'a parent thread'), offer);
