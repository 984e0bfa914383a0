/** What is told about the times of a table as a whole. */
import type { Prepared } from '../reader.ts';
import { zoneAssumed } from '../record-time.ts';

export type Problem = Prepared['problems'][number];

/** For times that carry no zone. */
export const zoneProblem: Problem = { ...zoneAssumed, locator: '' };

export const noTimeProblem: Problem = note(
  'no-time-column',
  'No column with times was found; events have no time.',
);

export function relativeProblem(column: string): Problem {
  return note(
    'relative-time',
    `Times in ${column} count seconds from an unknown beginning; shown from 1970 on.`,
  );
}

export function excelProblem(column: string): Problem {
  return note(
    'excel-time',
    `Times in ${column} are the day numbers of a spreadsheet: true to a second at best, to a day where there is no fraction.`,
  );
}

function note(code: string, message: string): Problem {
  return { code, message, locator: '' };
}
