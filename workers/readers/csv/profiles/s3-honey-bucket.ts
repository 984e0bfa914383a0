/** Hits on S3 honey buckets: CloudTrail's words under names of their own, identities as Python dictionaries. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { identityOf } from './aws-identity.ts';
import type { CsvProfile } from './profile.ts';

const USER = columnOf('user.name');
const FILE_PATH = columnOf('file.path');

export const s3HoneyBucketProfile: CsvProfile = {
  card: {
    id: 's3-honey-bucket-csv',
    label: 'S3 honey bucket hits CSV',
    knownBy: '`Event Name`, `Event DateTime`, `Request Parameters` and `Request User Agent`',
    times: '`Event DateTime`, ISO 8601',
  },
  header: { all: 'eventname eventdatetime requestparameters requestuseragent' },
  times: { kind: 'one', names: 'eventdatetime', utc: true },
  columns: columnRulesOf({
    'event.code': 'eventname',
    'event.action': 'eventname',
    'source.ip': 'sourceip',
    'user_agent.original': 'requestuseragent',
  }),
  always: { 'event.category': 'api', 'event.provider': 's3.amazonaws.com' },
  rows: ({ at, batch }) => {
    const userAt = at('userid');
    const parametersAt = at('requestparameters');
    return (cells) => {
      const identity = userAt < 0 ? {} : identityOf(cells.cell(userAt));
      batch.text(USER, identity['userName'] ?? identity['arn'] ?? identity['accountId']);
      const bucket = /'bucketName': '([^']{1,255})'/.exec(cells.cell(parametersAt).slice(0, 4096));
      batch.text(FILE_PATH, bucket?.[1]);
    };
  },
};
