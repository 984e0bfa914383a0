/** Rows of tab-separated Zeek logs: every chunk knows the header in force at its beginning. */
import type { Prepared } from '../reader.ts';
import { HeaderLines } from '../zeek/header.ts';
import { ContextCutter } from './context-cutter.ts';
import type { ContextScanner } from './context-cutter.ts';
import type { Cutter } from './framing.ts';

const LF = 10;
const CR = 13;
const HASH = 35;
/** Longer lines are no headers. */
const MAX_HEADER_BYTES = 262_144;

/** Chunks of whole lines; `context` is the text of the header lines in force. */
export function makeZeekCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new ContextCutter(prepared, targetBytes, new HeaderScanner());
}

class HeaderScanner implements ContextScanner {
  private readonly header = new HeaderLines();

  get context(): string {
    return this.header.text;
  }

  scan(lines: Buffer): void {
    for (let from = 0; from < lines.length;) {
      const end = lines.indexOf(LF, from);
      const to = end < 0 ? lines.length : end;
      if (lines[from] === HASH && to - from <= MAX_HEADER_BYTES) {
        this.header.add(lines.toString('utf8', from, lines[to - 1] === CR ? to - 1 : to));
      }
      from = to + 1;
    }
  }
}
