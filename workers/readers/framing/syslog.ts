/**
 * Lines of syslog, whose times of the old kind have no year: the cutter counts how often a new year
 * began, by the names of months at line starts, so that every chunk knows which year it begins in.
 */
import type { Prepared } from '../reader.ts';
import { ContextCutter } from './context-cutter.ts';
import type { ContextScanner } from './context-cutter.ts';
import type { Cutter } from './framing.ts';

const LF = 10;
/** Months that a log must fall back for a new year to have begun: less is disorder. */
const NEW_YEAR_MONTHS = 6;
/** Lines after a new year's first one among which a line of the old year is a straggler. */
const STRAGGLER_LINES = 1000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthNumbers = new Map(MONTHS.map((name, at) => [name, at + 1]));

/** Where a log stands: years since the first record's, its last month, lines since the year began. */
export interface YearContext {
  readonly years: number;
  /** 1 … 12; 0 before the first line with a month. */
  readonly month: number;
  readonly lines: number;
}

/** Chunks of whole lines; `context` is a {@link YearContext}. */
export function makeSyslogCutter(prepared: Prepared, targetBytes: number): Cutter {
  return new ContextCutter(prepared, targetBytes, new YearScanner());
}

/** 1 … 12 for `Jan` … `Dec`, else 0. */
export function monthNumber(name: string): number {
  return monthNumbers.get(name) ?? 0;
}

/** Follows the years of lines that say only their month; some lines may be out of order. */
export class YearTracker {
  private years: number;
  private month: number;
  private lines: number;

  constructor(context?: YearContext) {
    this.years = context?.years ?? 0;
    this.month = context?.month ?? 0;
    this.lines = context?.lines ?? 0;
  }

  get context(): YearContext {
    return { years: this.years, month: this.month, lines: this.lines };
  }

  /** Takes the month of the next line. @returns years since that of the first record */
  next(month: number): number {
    const last = this.month;
    const isNewYear = last - month >= NEW_YEAR_MONTHS;
    const isStraggler = last === 1 && month === 12 && this.lines < STRAGGLER_LINES;
    // A straggler belongs to the year before, and the log stays where it is.
    if (isStraggler) return this.years - 1;
    if (isNewYear) {
      this.years++;
      this.lines = 0;
    } else this.lines++;
    this.month = month;
    return this.years;
  }
}

class YearScanner implements ContextScanner {
  private readonly tracker = new YearTracker();

  get context(): YearContext {
    return this.tracker.context;
  }

  scan(lines: Buffer): void {
    for (let from = 0; from < lines.length;) {
      const month = monthAt(lines, from);
      if (month > 0) this.tracker.next(month);
      const end = lines.indexOf(LF, from);
      if (end < 0) return;
      from = end + 1;
    }
  }
}

/** The month that a line of the old kind begins with, after an optional `<34>`; 0 when it is none. */
export function monthAt(lines: Buffer, from: number): number {
  let at = from;
  if (lines[at] === 60) {
    const close = lines.subarray(at, at + 6).indexOf(62);
    if (close < 0) return 0;
    at += close + 1;
  }
  const first = lines[at];
  if (first === undefined || first < 65 || first > 83 || lines[at + 3] !== 32) return 0;
  return monthNumber(lines.toString('latin1', at, at + 3));
}
