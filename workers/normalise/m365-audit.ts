/**
 * Microsoft 365 unified audit log → ECS columns, whether a record comes as JSON, as the `AuditData` of
 * a CSV or as a row of Sentinel's OfficeActivity. The action is the operation; sign-ins have the same
 * actions as other logons.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { ipAddress, isPlaceholder, splitAccount, wholeNumber } from './values.ts';

const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER_NAME = columnOf('user.name');
const USER_DOMAIN = columnOf('user.domain');
const USER_ID = columnOf('user.id');
const SOURCE_IP = columnOf('source.ip');
const SOURCE_PORT = columnOf('source.port');
const FILE_PATH = columnOf('file.path');
const USER_AGENT = columnOf('user_agent.original');

/** A field of the record, under the log's own name; undefined when there is none. */
export interface AuditSource {
  data(name: string): string | undefined;
}

/** The signs-in among the operations. */
const signIns: ReadonlyMap<string, readonly [action: string, outcome: string]> = new Map([
  ['UserLoggedIn', ['logged-in', 'success']],
  ['UserLoginFailed', ['logon-failed', 'failure']],
  ['MailboxLogin', ['logged-in', 'success']],
]);

/** Fills the ECS columns of the batch's present record, all but the time. */
export function normaliseM365(source: AuditSource, batch: BatchBuilder): void {
  const operation = source.data('Operation') ?? '';
  const signIn = signIns.get(operation);
  batch.text(CODE, operation);
  batch.text(ACTION, signIn?.[0] ?? operation);
  batch.text(CATEGORY, signIn === undefined ? 'api' : 'authentication');
  batch.text(PROVIDER, first(source, ['Workload', 'OfficeWorkload']));
  batch.text(OUTCOME, signIn?.[1] ?? auditResult(source.data('ResultStatus')));
  const account = splitAccount(first(source, ['UserId', 'UserIds']) ?? '');
  batch.text(USER_NAME, account?.name);
  batch.text(USER_DOMAIN, account?.domain);
  batch.text(USER_ID, source.data('UserKey'));
  putClient(
    first(source, ['ClientIP', 'ClientIPAddress', 'Client_IPAddress', 'ActorIpAddress']),
    batch,
  );
  batch.text(FILE_PATH, first(source, ['ObjectId', 'OfficeObjectId']));
  batch.text(USER_AGENT, first(source, ['UserAgent', 'ClientInfoString']));
}

function first(source: AuditSource, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = source.data(name);
    if (value !== undefined && !isPlaceholder(value) && value !== 'null') return value;
  }
  return undefined;
}

/** `Succeeded`, `PartiallySucceeded`, `True`, `Failed`, `Failure` … → ECS; undefined when it is none of them. */
export function auditResult(text: string | undefined): 'success' | 'failure' | undefined {
  if (text === undefined || text.length > 24) return undefined;
  if (/^(?:partially)?succe|^true$/i.test(text)) return 'success';
  return /^fail|^false$|^error/i.test(text) ? 'failure' : undefined;
}

/** `10.0.0.5:49152` and `[2001:db8::1]:443`. */
const withPort = /^(?:\[([0-9a-f:.%]+)\](?::(\d{1,5}))?|(\d+\.\d+\.\d+\.\d+):(\d{1,5}))$/i;

function putClient(text: string | undefined, batch: BatchBuilder): void {
  if (text === undefined) return;
  const match = text.length < 64 ? withPort.exec(text) : null;
  batch.text(SOURCE_IP, ipAddress(match?.[1] ?? match?.[3] ?? text));
  const port = match?.[2] ?? match?.[4];
  if (port !== undefined) batch.int(SOURCE_PORT, wholeNumber(port));
}
