/** Which HTTP status an error is; the page reads the code inside, tools read the status. */
import type { ErrorCode } from '#contract/errors.ts';

export const httpStatus: Readonly<Record<ErrorCode, number>> = {
  usage: 400,
  'bad-query': 400,
  'bad-parameter': 400,
  'bad-request': 400,
  'no-such-file': 404,
  'no-such-run': 404,
  'no-such-table': 404,
  'no-such-event': 404,
  'no-such-room': 404,
  'no-case-open': 409,
  'case-locked': 409,
  'case-read-only': 409,
  'case-exists': 409,
  cancelled: 409,
  'not-a-case': 422,
  'case-newer': 422,
  'case-corrupt': 422,
  // 401 and 403 are about the request itself, see server.ts; this is about a file.
  'no-permission': 422,
  unreadable: 422,
  'empty-file': 422,
  'unknown-format': 422,
  'hostile-archive': 422,
  damaged: 422,
  'nothing-to-analyse': 422,
  'not-available': 501,
  'unsupported-node': 501,
  'disk-full': 507,
  internal: 500,
};
