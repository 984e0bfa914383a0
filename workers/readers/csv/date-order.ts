/**
 * The order of day and month in a table's times: what the analyst says, else what all rows of the head
 * say, else what the whole column says.
 */
import { DateVotes, isOrderOpen, withoutQuestion } from '../date-order.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import type { Chunk, Head, Prepared, Study } from '../reader.ts';
import { RowCells } from './cells.ts';
import { csvState } from './state.ts';
import type { CsvState, TimeColumns } from './state.ts';

/** Adds the order to what preparing found. `told` is the analyst's answer. */
export function withDateOrder(
  prepared: Prepared,
  head: Head,
  told: DateOrder | undefined,
): Prepared {
  const state = csvState(prepared.state);
  const { time } = state;
  if (time?.form !== 'written') return prepared;
  if (told !== undefined) return { ...prepared, state: ordered(state, time, told) };
  const votes = new DateVotes();
  vote(head.bytes.subarray(prepared.skipBytes), state, time, votes);
  const problems = votes.inDoubt ? [votes.question(nameOf(state, time))] : [];
  return {
    ...prepared,
    state: ordered(state, time, votes.order),
    problems: [...prepared.problems, ...problems],
  };
}

/** Looks through the column for what the head did not show. */
export function studyDateOrder(prepared: Prepared): Study | undefined {
  const state = csvState(prepared.state);
  const { time } = state;
  if (time === undefined || !isOrderOpen(prepared)) return undefined;
  const votes = new DateVotes();
  return {
    look: ({ bytes }: Chunk) => {
      vote(bytes, state, time, votes);
      return votes.decided;
    },
    conclude: (seen) => {
      const problems = [...withoutQuestion(prepared)];
      if (votes.inDoubt) problems.push(votes.question(nameOf(state, time), seen));
      return { ...prepared, state: ordered(state, time, votes.order), problems };
    },
  };
}

/** Votes of whole rows; the last row of a head may be cut, and a cut date is none. */
function vote(bytes: Uint8Array, state: CsvState, { at }: TimeColumns, votes: DateVotes): void {
  const cells = new RowCells(bytes, state.dialect);
  for (let from = 0; from < bytes.length;) {
    from = cells.next(from);
    votes.add(cells.cell(at[0]!));
  }
}

function ordered(state: CsvState, time: TimeColumns, order: DateOrder): CsvState {
  return { ...state, time: { ...time, order } };
}

function nameOf({ columns }: CsvState, { at }: TimeColumns): string {
  return columns[at[0]!]!;
}
