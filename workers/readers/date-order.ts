/**
 * Whether 7/8/2019 is in July or in August, decided by all dates of a column together: a part above
 * twelve is the day. While nothing decides it the question stays open, and is asked with an example.
 */
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import type { Prepared } from './reader.ts';

type Problem = Prepared['problems'][number];

const IN_DOUBT = 'date-order-in-doubt';
/** A dot always means day first, so only slashes and dashes are in question. */
const date = /^\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;

/** Counts what dates say about their order. */
export class DateVotes {
  private dayFirst = 0;
  private monthFirst = 0;
  private example: readonly string[] | undefined;

  add(text: string): void {
    const match = date.exec(text);
    if (match === null) return;
    const [, first = '', , second = ''] = match;
    const [a, b] = [Number(first), Number(second)];
    if (a > 12 && b <= 12) this.dayFirst++;
    else if (b > 12 && a <= 12) this.monthFirst++;
    else if (a !== b && a <= 12) this.example ??= match;
  }

  /** True when some date can only be read in one way. */
  get decided(): boolean {
    return this.dayFirst + this.monthFirst > 0;
  }

  /** True when there are dates that would be others in the other order, and nothing decides it. */
  get inDoubt(): boolean {
    return !this.decided && this.example !== undefined;
  }

  /** The order that most dates demand; month first when none does. */
  get order(): DateOrder {
    return this.dayFirst > this.monthFirst ? 'day-first' : 'month-first';
  }

  /**
   * The open question, with one date both ways.
   * @param column as the evidence calls it
   * @param seen how much was looked at, in words, '' = all
   */
  question(column: string, seen = ''): Problem {
    const [whole = '', first = '', , second = '', year = ''] = this.example ?? [];
    const full = year.length === 2 ? `20${year}` : year;
    const iso = (month: string, day: string): string =>
      `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const message =
      `Nothing in ${column}${seen} tells whether day or month comes first; month first was taken: ` +
      `${whole.trim()} is ${iso(first, second)}, not ${iso(second, first)}. ` +
      `Import with --date-order day-first if it is the other way.`;
    return { code: IN_DOUBT, message, locator: '' };
  }
}

/** True when preparing left the order open. */
export function isOrderOpen({ problems }: Prepared): boolean {
  return problems.some(({ code }) => code === IN_DOUBT);
}

/** The problems without the open question. */
export function withoutQuestion({ problems }: Prepared): readonly Problem[] {
  return problems.filter(({ code }) => code !== IN_DOUBT);
}
