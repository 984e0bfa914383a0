/**
 * One record a line. Lines end with LF; the CR of CRLF stays in the chunk for the parser to drop,
 * a lone CR separates nothing.
 */
import type { Prepared } from '../reader.ts';
import type { Cutter } from './framing.ts';
import { RecordCutter } from './record-cutter.ts';
import type { BorderScanner } from './record-cutter.ts';

const LF = 10;

/** Chunks of whole lines; the last one may lack its LF. */
export function makeLinesCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new RecordCutter(prepared, targetBytes, new LineScanner());
}

/** Finds the ends of lines. */
export class LineScanner implements BorderScanner {
  lines = 0;

  next(bytes: Buffer, from: number): number {
    const at = bytes.indexOf(LF, from);
    if (at < 0) return -1;
    this.lines++;
    return at + 1;
  }

  giveUp(): number {
    return -1;
  }
}
