/** One chunk of an event log into the batch: every record becomes an event or a reject, every doubt a problem. */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { timeTrouble } from '#workers/normalise/time-sentinels.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import {
  carveRecords,
  countedRecords,
  hiddenRecords,
  readChunkHeader,
  walkChunk,
} from './chunk-walk.ts';
import type { ChunkHeader, WalkVisitor } from './chunk-walk.ts';
import { EventView } from './event-view.ts';
import { CHUNK_BYTES, Damage, LEAST_RECORD_BYTES, RECORD_HEADER_BYTES } from './limits.ts';
import { u32, u64 } from './little-endian.ts';
import { Renderer } from './renderer.ts';

/** Bytes of a reject that are kept, as twice as many hex digits. */
const RAW_BYTES = 32_768;

const EMPTY = Buffer.alloc(CHUNK_BYTES);
const HIDDEN =
  'A record lies hidden within another, as tools leave it that remove events; it was read.';
const SLACK = 'An older record was recovered from the unused space of a chunk.';
const STALE =
  'Records behind a damaged place are no longer vouched for by their chunk; they were not read. Import with the option to recover them if you want them.';
const STALE_READ =
  'Records behind a damaged place are no longer vouched for by their chunk; they were recovered.';
/** Says of an event that it is no part of the log as it stands; `loupe.recovered` to everybody. */
const RECOVERED = {
  slack: '"Loupe":{"Recovered":"from slack"}',
  stale: '"Loupe":{"Recovered":"behind damage"}',
  hidden: '"Loupe":{"Recovered":"from within another record"}',
} as const;
type Recovered = keyof typeof RECOVERED;
const EMPTY_RECORD = 'A record begins and has no size: nothing of it can be read.';
const TORN = 'The record is damaged: its size does not stand at both of its ends.';

/** Reads chunks that follow one another; buffers are kept from one to the next. */
export class ChunkReader implements WalkVisitor {
  private readonly renderer = new Renderer();
  private readonly view = new EventView(this.renderer);
  private batch: BatchBuilder | undefined;
  private chunk: Buffer = Buffer.alloc(0);
  /** Of the chunk in the evidence. */
  private offset = 0;
  private found = 0;
  /** Ids that the chunk's records leave out. */
  private missing = 0;
  /** Id of the chunk's last record that was believed, NaN before the first. */
  private believedId = NaN;
  /** Damaged places since then. */
  private damages = 0;
  private recover = false;
  /** Where the present run of ids without a hole begins, NaN when there is none. */
  private runFrom = NaN;
  private runAt = 0;
  /** Ids that the chunk's header gives it, NaN when it does not say. */
  private firstId = NaN;
  private finalId = NaN;

  /**
   * Reads chunks of 64 KiB; the last may be shorter.
   * @param offset of the first byte in the evidence
   * @param recover also records behind damage that the chunk does not vouch for, and those of its slack
   */
  read(bytes: Uint8Array, offset: number, batch: BatchBuilder, recover = false): void {
    this.recover = recover;
    this.eachChunk(bytes, offset, batch, () => {
      this.readChunk();
    });
  }

  private eachChunk(
    bytes: Uint8Array,
    offset: number,
    batch: BatchBuilder,
    visit: () => void,
  ): void {
    this.batch = batch;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, bytes.length - at);
      this.chunk = Buffer.from(bytes.buffer, bytes.byteOffset + at, length);
      this.offset = offset + at;
      // Logs are made longer in advance; what was never written is empty.
      if (!this.chunk.equals(EMPTY.subarray(0, length))) visit();
    }
    this.batch = undefined;
  }

  private readChunk(): void {
    const header = readChunkHeader(this.chunk);
    this.found = 0;
    this.missing = 0;
    this.believedId = NaN;
    this.damages = 0;
    this.runFrom = NaN;
    this.renderer.startChunk(this.chunk);
    if (!header.signatureHolds) {
      const message = 'A chunk does not begin as one.';
      this.problem('evtx-chunk-signature', message, 0);
    }
    if (!header.signatureHolds && !header.headerHolds) {
      carveRecords(this.chunk, 0, (at, size) => {
        this.record(at, size, true);
      });
      return;
    }
    this.check(header);
    const counted = countedRecords(header);
    this.firstId = counted > 0 ? header.firstId : NaN;
    this.finalId = counted > 0 ? header.lastId : NaN;
    if (counted > 0) {
      this.believedId = header.firstId - 1;
      this.beginRun(header.firstId, 0);
    }
    walkChunk(this.chunk, header, this);
    const lost = counted - this.found - this.missing;
    if (lost > 0) {
      this.problem('evtx-records-lost', 'A chunk lacks records that its header counts.', 0, lost);
    }
    this.endRun(Math.max(this.believedId || 0, counted > 0 ? header.lastId : 0), counted > 0);
    if (this.recover) this.slack(header);
  }

  private beginRun(id: number, at: number): void {
    this.runFrom = id;
    this.runAt = at;
  }

  /** Ids from the run's beginning up to `to` are there. A single one with no header to vouch for it may be damaged itself. */
  private endRun(to: number, vouched: boolean): void {
    const { runFrom: from, runAt } = this;
    this.runFrom = NaN;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || to < from || from < 0) return;
    this.batch?.numbers({ from, to, offset: this.offset + runAt, sure: vouched || to > from });
  }

  /** A left-over: its number is not missing. */
  private leftOver(at: number): void {
    const id = u64(this.chunk, at + 8);
    if (!Number.isSafeInteger(id)) return;
    this.batch?.numbers({ from: id, to: id, offset: this.offset + at, sure: false });
  }

  /**
   * What older records left in the unused space of the chunk: whole records only, and those whose
   * template is still there. They are no part of the log any more.
   */
  private slack(header: ChunkHeader): void {
    if (!header.headerHolds) return;
    let live = header.liveEnd;
    const visitor = { torn: ignore, unreadable: ignore };
    const record = (at: number, size: number): void => {
      live = Math.max(live, at + size);
    };
    walkChunk(this.chunk, header, { ...visitor, record });
    carveRecords(this.chunk, live, (at, size) => {
      this.problem('evtx-slack-record', SLACK, at);
      this.event(at, size, 'slack');
    });
  }

  private check(header: ChunkHeader): void {
    if (this.chunk.length < CHUNK_BYTES) {
      this.problem('evtx-chunk-truncated', 'The last chunk is cut short.', 0);
    }
    if (!header.headerHolds) {
      this.problem(
        'evtx-chunk-header-checksum',
        'The header of a chunk does not match its checksum.',
        0,
      );
    } else if (!header.recordsHold) {
      this.problem('evtx-chunk-checksum', 'The records of a chunk do not match their checksum.', 0);
    }
  }

  record(at: number, size: number, afterDamage: boolean): void {
    const id = u64(this.chunk, at + 8);
    if (afterDamage && !this.isLive(id)) {
      this.problem('evtx-stale-record', this.recover ? STALE_READ : STALE, at);
      this.leftOver(at);
      if (this.recover) this.event(at, size, 'stale');
      return;
    }
    this.found++;
    this.believedId = this.follow(id, at, afterDamage);
    this.damages = 0;
    const end = this.event(at, size);
    // Up to 7 bytes of padding stand behind a record's last token.
    if (end < 0 || at + size - end < LEAST_RECORD_BYTES) return;
    for (const [hiddenAt, hiddenSize] of hiddenRecords(this.chunk, end, at + size)) {
      this.problem('evtx-hidden-record', HIDDEN, hiddenAt);
      this.leftOver(hiddenAt);
      this.event(hiddenAt, hiddenSize, 'hidden');
    }
  }

  /**
   * Behind a damaged record the next one is believed when its id says that just one is missing.
   * Anything else may be left from when the chunk was used before; other tools stop there too.
   */
  private isLive(id: number): boolean {
    return id === this.believedId + 1 + this.damages;
  }

  /**
   * @param recovered how it was found when it is no part of the log as it stands; kept with the event
   * @returns where the record's binary XML ends, -1 when it was rejected
   */
  private event(at: number, size: number, recovered?: Recovered): number {
    const { renderer, view, chunk, batch } = this;
    if (batch === undefined) return -1;
    const offset = this.offset + at;
    const headerId = safeId(u64(chunk, at + 8));
    let end = -1;
    try {
      end = renderer.render(at + RECORD_HEADER_BYTES, at + size - 4);
      view.update();
      const { timeUs, nanos, digits } = view.time;
      batch.time(timeUs, nanos, digits);
      normaliseWindows(view, batch);
      if (recovered !== undefined) renderer.addSection(RECOVERED[recovered]);
    } catch (cause) {
      const { reason, message } = faultOf(cause);
      const place = { offset, length: size, recordId: headerId, line: -1 };
      batch.reject(place, reason, message, this.raw(at, at + size));
      return -1;
    }
    if (Number.isNaN(view.time.timeUs)) {
      const { code, message } = timeTrouble(view.time);
      this.problem(code, message, at);
    }
    const recordId = view.recordId >= 0 ? safeId(view.recordId) : headerId;
    const { bytes, end: documentEnd } = renderer.sink;
    batch.commit({ offset, length: size, recordId, line: -1 }, bytes, 0, documentEnd);
    return end;
  }

  torn(from: number, to: number): void {
    this.damages++;
    if (from + 8 <= this.chunk.length && u32(this.chunk, from + 4) === 0) {
      this.problem('evtx-record-empty', EMPTY_RECORD, from);
      this.damages = Infinity;
      return;
    }
    this.found++;
    const id = from + 16 <= this.chunk.length ? safeId(u64(this.chunk, from + 8)) : -1;
    const place = { offset: this.offset + from, length: to - from, recordId: id, line: -1 };
    this.batch?.reject(place, 'evtx-record-damaged', TORN, this.raw(from, to));
  }

  unreadable(from: number): void {
    this.damages++;
    this.problem('evtx-bytes-unreadable', 'Between records lie bytes that are none.', from);
  }

  /**
   * Ids count up by one; where they do not, records are missing or the place was overwritten.
   * @returns the id to go on from: the one that the record should have when its own is damaged
   */
  private follow(id: number, at: number, afterDamage: boolean): number {
    if (afterDamage) {
      const message = 'Records were found behind a damaged place and read.';
      this.problem('evtx-record-after-damage', message, at);
    }
    const expected = this.believedId + 1 + this.damages;
    if (id !== expected && this.isForeign(id)) return expected;
    if (Number.isNaN(this.runFrom)) this.beginRun(id, at);
    if (Number.isNaN(expected) || id === expected) return id;
    this.missing += Math.max(0, id - expected);
    this.endRun(expected - 1, true);
    this.beginRun(id, at);
    return id;
  }

  /** True for an id that cannot be in this chunk, as its header says. */
  private isForeign(id: number): boolean {
    return id < this.firstId || id > this.finalId || !Number.isSafeInteger(id);
  }

  private problem(code: string, message: string, at: number, count = 1): void {
    this.batch?.problem(code, message, `offset ${this.offset + at}`, count);
  }

  private raw(from: number, to: number): string {
    return this.chunk.toString('hex', from, Math.min(to, from + RAW_BYTES));
  }
}

function safeId(id: number): number {
  return Number.isSafeInteger(id) ? id : -1;
}

/** Whatever went wrong with a record stays with that record, and is told. */
function faultOf(cause: unknown): { readonly reason: string; readonly message: string } {
  if (cause instanceof Damage) return { reason: cause.reason, message: cause.message };
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    reason: 'evtx-reader-fault',
    message: `A fault in Loupe, not in your evidence: ${message}`,
  };
}

function ignore(): void {
  // What is damaged was told when the log itself was read.
}
