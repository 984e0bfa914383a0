/** Filters that name single things have a limit; this is how it is said. */
import { WorkbenchError } from '#contract/errors.ts';
import { counted, exactNumber } from '../ui/numbers.ts';

/** More events than a chip can name. */
export function tooManyEvents(count: number, most: number): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-request',
    message: `${counted(count, 'event')} are too many to be named one by one.`,
    hint: `A filter names at most ${exactNumber(most)}: mark fewer, or filter by a query.`,
  });
}
