/**
 * What the program says to a script: 0 done, 1 the job failed, 2 wrong usage, 3 the case or the
 * evidence cannot be used, 130 interrupted with the case valid.
 */
import type { ErrorCode } from '#contract/errors.ts';

export type ExitStatus = 0 | 1 | 2 | 3 | 130;

export const exitStatusOf: Readonly<Record<ErrorCode, ExitStatus>> = {
  usage: 2,
  'bad-query': 2,
  'bad-parameter': 2,
  'bad-request': 2,
  'no-such-run': 2,
  'no-such-table': 2,
  'no-such-event': 2,
  'no-such-room': 2,

  'no-such-file': 3,
  'no-permission': 3,
  unreadable: 3,
  'empty-file': 3,
  'unknown-format': 3,
  'not-a-case': 3,
  'case-newer': 3,
  'case-older': 3,
  'case-locked': 3,
  'case-read-only': 3,
  'case-corrupt': 3,
  'case-exists': 3,
  'hostile-archive': 3,
  damaged: 3,

  'disk-full': 1,
  'no-case-open': 1,
  'nothing-to-analyse': 1,
  'not-available': 1,
  'unsupported-node': 1,
  internal: 1,

  cancelled: 130,
};
