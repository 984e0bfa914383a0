/**
 * The content in one piece, for small files that make sense only as a whole. More than the limit is
 * not held in memory: the reader gets the beginning and the true length, and rejects it.
 */
import type { Prepared } from '../reader.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

/** One chunk, after the last byte. */
export function makeWholeCutter(prepared: Prepared): Cutter {
  return new RecordCutter(prepared, 65_536, new NoBorder());
}

class NoBorder implements BorderScanner {
  readonly lines = 0;

  next(): number {
    return -1;
  }

  giveUp(): number {
    return -1;
  }
}
