/** Windows events as XML, one after the other, with or without a root around them: a record ends at `</Event>`. */
import type { Prepared } from '../reader.ts';
import { ByteFinder } from './byte-finder.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

const LF = 10;
export const EVENT_END = '</Event>';

/** Chunks that end right after an event; what stands before, between and behind events goes along. */
export function makeWindowsXmlCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new RecordCutter(prepared, targetBytes, new EventScanner());
}

class EventScanner implements BorderScanner {
  lines = 0;
  private seenLines = 0;
  private readonly newlines = new ByteFinder(LF);
  /** The last bytes of what was seen without finding an end, which may be the beginning of one. */
  private tail = '';

  next(bytes: Buffer, from: number): number {
    const end = this.findEnd(bytes, from);
    const to = end < 0 ? bytes.length : end;
    const { newlines } = this;
    for (let at = newlines.next(bytes, from); at < to; at = newlines.next(bytes, at + 1)) {
      this.seenLines++;
    }
    if (end < 0) {
      const keep = EVENT_END.length - 1;
      this.tail = (this.tail + bytes.toString('latin1', Math.max(from, to - keep), to)).slice(
        -keep,
      );
      return -1;
    }
    this.tail = '';
    this.lines = this.seenLines;
    return end;
  }

  giveUp(): number {
    return -1;
  }

  private findEnd(bytes: Buffer, from: number): number {
    if (this.tail !== '') {
      const seam = this.tail + bytes.toString('latin1', from, from + EVENT_END.length - 1);
      const at = seam.indexOf(EVENT_END);
      if (at >= 0) return from + at + EVENT_END.length - this.tail.length;
    }
    const at = bytes.indexOf(EVENT_END, from, 'latin1');
    return at < 0 ? -1 : at + EVENT_END.length;
  }
}
