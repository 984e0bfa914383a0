/**
 * Lines of the Linux audit log, of which several make one event: neighbours with one serial stay in
 * one chunk. Which events came last goes along with the next chunk as its `context`, so that lines
 * which come late, behind those of other events, are noticed.
 */
import { stampOf } from '../auditd/line.ts';
import type { Chunk, Prepared } from '../reader.ts';
import { MAX_RECORD_BYTES } from './framing.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

const LF = 10;
/** The stamp of a line is looked for in so many bytes. */
const HEAD_BYTES = 512;
/** Bytes at a chunk's end whose events are remembered. */
const TAIL_BYTES = 65_536;

/** Chunks of whole events; `context` is the list of stamps of the events just before. */
export function makeAuditdCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new AuditdCutter(prepared, targetBytes);
}

class AuditdCutter implements Cutter {
  private readonly groups: RecordCutter;
  private before: readonly string[] = [];

  constructor(prepared: Prepared, targetBytes: number) {
    this.groups = new RecordCutter(prepared, targetBytes, new GroupScanner());
  }

  push(bytes: Uint8Array): Chunk[] {
    return this.groups.push(bytes).map(this.withContext);
  }

  end(): Chunk[] {
    return this.groups.end().map(this.withContext);
  }

  private readonly withContext = (chunk: Chunk): Chunk => {
    const context = this.before;
    this.before = lastStamps(chunk.bytes);
    return { ...chunk, context };
  };
}

function lastStamps(bytes: Uint8Array): readonly string[] {
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-TAIL_BYTES);
  const lines = tail.toString('latin1').split('\n');
  const stamps = lines.map((line) => stampOf(line.slice(0, HEAD_BYTES)));
  return [...new Set(stamps)].filter((stamp) => stamp !== '');
}

/** Ends a record before a line with another stamp; a line without one is a record of its own. */
class GroupScanner implements BorderScanner {
  lines = 0;
  private seenLines = 0;
  /** Stamp of the open record; undefined: the next line begins one. */
  private group: string | undefined;
  /** Beginning of the present line as far as seen, while its stamp is not known yet. */
  private head = '';
  private decided = false;
  /** Bytes of the present line that earlier calls saw. */
  private consumed = 0;
  /** The open record is longer than is kept: it ends with its line. */
  private oversize = false;

  next(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length) {
      if (!this.decided) {
        at = this.readHead(bytes, at);
        if (!this.isDecided()) return -1;
        if (this.endsGroup()) return this.borderAt(at - this.consumed);
        this.group = stampOf(this.head);
      }
      const end = bytes.indexOf(LF, at);
      if (end < 0) {
        this.consumed += bytes.length - at;
        return -1;
      }
      at = end + 1;
      this.seenLines++;
      this.startLine();
      if (this.group === '' || this.oversize) return this.borderAt(at);
    }
    return -1;
  }

  /** An event without end is cut behind its last whole line; the last one of all is left as it is. */
  giveUp(bytes: Buffer): number {
    const end = bytes.length > MAX_RECORD_BYTES ? bytes.lastIndexOf(LF) : -1;
    if (end >= 0) return this.borderAt(end + 1);
    this.oversize = true;
    return -1;
  }

  /** Goes on reading the beginning of a line. @returns position behind what was read */
  private readHead(bytes: Buffer, from: number): number {
    const line = bytes.indexOf(LF, from);
    const end = Math.min(line < 0 ? bytes.length : line, from + HEAD_BYTES - this.head.length);
    this.head += bytes.toString('latin1', from, end);
    this.consumed += end - from;
    this.decided = end === line || this.head.length >= HEAD_BYTES || stampOf(this.head) !== '';
    return end;
  }

  private isDecided(): boolean {
    return this.decided;
  }

  private endsGroup(): boolean {
    return this.group !== undefined && stampOf(this.head) !== this.group;
  }

  private startLine(): void {
    this.head = '';
    this.consumed = 0;
    this.decided = false;
  }

  private borderAt(at: number): number {
    this.lines = this.seenLines;
    this.group = undefined;
    this.oversize = false;
    this.startLine();
    return at;
  }
}
