/**
 * AWS CloudTrail → ECS columns. Who did it: the name of a user, or role and session of an assumed
 * role (the ARN is the id); how it went: an error code means failure. Source: "CloudTrail record
 * contents" and "userIdentity element" of Amazon's guide.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { ipAddress } from './values.ts';

/** A field by its path with dots, as text. */
export interface CloudTrailSource {
  data(path: string): string | undefined;
  /** True when the source has no place for error codes: then nothing is known of how it went. */
  readonly lacksErrors?: boolean;
}

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER = columnOf('user.name');
const DOMAIN = columnOf('user.domain');
const USER_ID = columnOf('user.id');
const TARGET = columnOf('user.target.name');
const SOURCE_IP = columnOf('source.ip');
const SOURCE_DOMAIN = columnOf('source.domain');
const AGENT = columnOf('user_agent.original');
const FILE = columnOf('file.path');

/** Fills the columns of the batch's present record, all but the time. */
export function normaliseCloudTrail(source: CloudTrailSource, batch: BatchBuilder): void {
  const name = source.data('eventName');
  batch.text(CODE, name);
  batch.text(ACTION, name);
  batch.text(PROVIDER, source.data('eventSource'));
  batch.text(CATEGORY, name === 'ConsoleLogin' ? 'authentication' : 'api');
  batch.text(OUTCOME, outcomeOf(source, name));
  batch.text(USER, userOf(source));
  batch.text(USER_ID, source.data('userIdentity.arn') ?? source.data('userIdentity.principalId'));
  batch.text(DOMAIN, source.data('userIdentity.accountId') ?? source.data('recipientAccountId'));
  batch.text(HOST, source.data('awsRegion'));
  batch.text(TARGET, source.data('requestParameters.userName'));
  batch.text(AGENT, source.data('userAgent'));
  batch.text(FILE, objectOf(source));
  const origin = source.data('sourceIPAddress');
  const address = origin === undefined ? undefined : ipAddress(origin);
  if (address === undefined) batch.text(SOURCE_DOMAIN, origin);
  else batch.text(SOURCE_IP, address);
}

function outcomeOf(source: CloudTrailSource, name: string | undefined): string | undefined {
  if (source.lacksErrors === true) return undefined;
  if (source.data('errorCode') !== undefined) return 'failure';
  const refused =
    name === 'ConsoleLogin' && source.data('responseElements.ConsoleLogin') === 'Failure';
  return refused ? 'failure' : 'success';
}

function userOf(source: CloudTrailSource): string | undefined {
  const own = source.data('userIdentity.userName');
  if (own !== undefined) return own;
  const arn = source.data('userIdentity.arn');
  // arn:aws:sts::123456789012:assumed-role/Role/Session
  const session = arn === undefined ? undefined : /:assumed-role\/(.{1,300})$/.exec(arn)?.[1];
  if (session !== undefined) return session;
  const type = source.data('userIdentity.type');
  if (type === 'Root') return 'root';
  return source.data('userIdentity.invokedBy') ?? arn ?? source.data('userIdentity.principalId');
}

/** Bucket and key of what was touched in S3. */
function objectOf(source: CloudTrailSource): string | undefined {
  const bucket = source.data('requestParameters.bucketName');
  const key = source.data('requestParameters.key');
  return bucket === undefined || key === undefined ? bucket : `${bucket}/${key}`;
}
