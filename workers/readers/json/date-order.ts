/**
 * The order of day and month where JSON writes times as 7/8/2019. Decided like a table's: by the
 * analyst, by the first records, else by all values that stand under the time's name anywhere in the
 * evidence, which are found without parsing it.
 */
import { newParsedTime } from '#workers/normalise/time-parser.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { DateVotes, isOrderOpen, withoutQuestion } from '../date-order.ts';
import type { Chunk, Prepared, Study } from '../reader.ts';
import { isObject } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { jsonState } from './json-state.ts';
import type { JsonState } from './json-state.ts';
import type { Layout } from './layouts/layout.ts';

/** Name of the member that has the time; kept with the state for the look through the evidence. */
interface Dated {
  readonly state: Pick<JsonState, 'dateOrder' | 'timeName'>;
  readonly problems: Prepared['problems'];
}

/** What the first records say of the order; `told` is the analyst's answer. */
export function dateOrderIn(
  rows: readonly JsonObject[],
  layout: Layout,
  timePath: readonly string[],
  told: DateOrder | undefined,
): Dated {
  if (told !== undefined) return { state: { dateOrder: told }, problems: [] };
  const votes = new DateVotes();
  let timeName = '';
  const run = { batch: new BatchBuilder('json'), zone: undefined, time: newParsedTime(), timePath };
  for (const row of rows) {
    const value = layout.timeOf(row, run);
    if (typeof value !== 'string') continue;
    votes.add(value);
    if (timeName === '') timeName = nameOf(row, value) ?? '';
  }
  if (votes.decided) return { state: { dateOrder: votes.order }, problems: [] };
  if (!votes.inDoubt) return { state: {}, problems: [] };
  const dateOrder = votes.order;
  return { state: { dateOrder, timeName }, problems: [votes.question(timeName)] };
}

/** Looks through the evidence for what the first records did not show. */
export function studyJsonDateOrder(prepared: Prepared): Study | undefined {
  const { timeName = '' } = jsonState(prepared.state);
  if (timeName === '' || !isOrderOpen(prepared)) return undefined;
  const votes = new DateVotes();
  const written = JSON.stringify(timeName).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const member = new RegExp(`${written}[ \\t]{0,8}:[ \\t]{0,8}"([^"\\\\]{6,60})"`, 'g');
  return {
    look: ({ bytes }: Chunk) => {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      for (const [, value = ''] of text.matchAll(member)) {
        votes.add(value);
        if (votes.decided) return true;
      }
      return false;
    },
    conclude: (seen) => {
      const problems = [...withoutQuestion(prepared)];
      if (votes.inDoubt) problems.push(votes.question(timeName, seen));
      const state = { ...jsonState(prepared.state), dateOrder: votes.order };
      return { ...prepared, state, problems };
    },
  };
}

/** The innermost name under which a value stands, looked for three levels deep. */
function nameOf(row: JsonObject, value: string, depth = 3): string | undefined {
  for (const [name, member] of Object.entries(row)) {
    if (member === value) return name;
    const inner = depth > 1 && isObject(member) ? nameOf(member, value, depth - 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
