/**
 * A look through a log without years, for the one thing that its head cannot tell: whether it is
 * longer than a year. Then the first record is older than its own date allows, for the last one must
 * not lie after the file's last change either.
 */
import { YearTracker, monthAt } from '../framing/syslog.ts';
import type { YearContext } from '../framing/syslog.ts';
import type { Chunk, Study } from '../reader.ts';
import { yearOfFirst } from './year.ts';

const LF = 10;

/** The latest line that was seen: years since the first record, month, day. */
interface Latest {
  readonly years: number;
  readonly month: number;
  readonly day: number;
}

/**
 * @param mtimeMs of the evidence
 * @param conclude what is prepared with the year of the first record that was found
 */
export function studyYears(
  mtimeMs: number,
  conclude: (year: number, seen: string) => ReturnType<Study['conclude']>,
): Study {
  let latest: Latest | undefined;
  return {
    look: (chunk) => {
      latest = latestOf(chunk, latest);
      return false;
    },
    conclude: (seen) => {
      const last = latest === undefined ? undefined : yearOfFirst(latest, mtimeMs);
      return conclude(last === undefined ? Infinity : last - (latest?.years ?? 0), seen);
    },
  };
}

function latestOf({ bytes, context }: Chunk, before: Latest | undefined): Latest | undefined {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const years = new YearTracker(context as YearContext | undefined);
  let latest = before;
  for (let from = 0; from < lines.length;) {
    const month = monthAt(lines, from);
    if (month > 0) {
      const line = { years: years.next(month), month, day: dayAt(lines, from) };
      if (latest === undefined || isLater(line, latest)) latest = line;
    }
    const end = lines.indexOf(LF, from);
    if (end < 0) break;
    from = end + 1;
  }
  return latest;
}

function isLater(line: Latest, than: Latest): boolean {
  if (line.years !== than.years) return line.years > than.years;
  return line.month === than.month ? line.day > than.day : line.month > than.month;
}

/** The day behind the month's name; 1 when there is none to read. */
function dayAt(lines: Buffer, from: number): number {
  const text = lines.toString('latin1', from, from + 16);
  const day = Number(/[A-Z][a-z]{2} {1,2}(\d{1,2})/.exec(text)?.[1] ?? 1);
  return day >= 1 && day <= 31 ? day : 1;
}
