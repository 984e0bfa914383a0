/** Dates that can be read day first and month first, shown both ways, so that the analyst can decide. */
import type { DateOrderExample } from '#contract/mapping.ts';
import { newParsedTime, parseSlashTime } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { DateVotes } from '../date-order.ts';

const SHOWN = 3;
const out = newParsedTime();

/** What dates say together about their order. */
export function votesOf(texts: Iterable<string>): DateVotes {
  const votes = new DateVotes();
  for (const text of texts) votes.add(text);
  return votes;
}

/** Up to three examples; none when the values decide it or have no such dates. */
export function dateOrderExamples(texts: readonly string[]): readonly DateOrderExample[] {
  if (!votesOf(texts).inDoubt) return [];
  const examples: DateOrderExample[] = [];
  for (const text of new Set(texts)) {
    const dayFirst = isoDate(text, 'day-first');
    const monthFirst = isoDate(text, 'month-first');
    if (dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst) continue;
    examples.push({ text: text.slice(0, 100), dayFirst, monthFirst });
    if (examples.length === SHOWN) break;
  }
  return examples;
}

function isoDate(text: string, order: DateOrder): string | undefined {
  if (!parseSlashTime(text, order, undefined, out)) return undefined;
  return new Date(Math.floor(out.timeUs / 1000)).toISOString().slice(0, 19);
}
