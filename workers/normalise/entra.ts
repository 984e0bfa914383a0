/**
 * Microsoft Entra ID (Azure AD) as JSON → ECS columns: sign-ins and audit records, in the spellings of
 * Graph, of diagnostic settings and of Sentinel. Sign-ins have the actions of other logons; one that
 * was interrupted (a second factor or consent was asked for) is neither a success nor a failure.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { ipAddress, isPlaceholder } from './values.ts';

/** A field by its path with dots, as text; names in any case. */
export interface EntraSource {
  data(path: string): string | undefined;
}

const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER = columnOf('user.name');
const USER_ID = columnOf('user.id');
const TARGET = columnOf('user.target.name');
const SOURCE_IP = columnOf('source.ip');
const SERVICE = columnOf('service.name');
const AGENT = columnOf('user_agent.original');
const BY = columnOf('winlog.logon.authentication');

/** Codes of sign-ins that went on: "Microsoft Entra authentication and authorization error codes". */
const INTERRUPTED = new Set([
  '16000',
  '50055',
  '50058',
  '50072',
  '50074',
  '50076',
  '50079',
  '50097',
  '50125',
  '50127',
  '50129',
  '50140',
  '50143',
  '50144',
  '50158',
  '65001',
]);

/** Fills the columns of a sign-in. */
export function normaliseEntraSignIn(source: EntraSource, batch: BatchBuilder): void {
  const code =
    source.data('status.errorCode') ?? source.data('resultType') ?? source.data('errorCode') ?? '';
  batch.text(CODE, 'Sign-in');
  batch.text(PROVIDER, 'Microsoft Entra ID');
  batch.text(CATEGORY, 'authentication');
  const isSuccess = code === '0';
  const isFailure = !isSuccess && code !== '' && !INTERRUPTED.has(code);
  batch.text(ACTION, isSuccess ? 'logged-in' : isFailure ? 'logon-failed' : 'logon-interrupted');
  batch.text(OUTCOME, isSuccess ? 'success' : isFailure ? 'failure' : undefined);
  batch.text(USER, first(source, userNames));
  batch.text(USER_ID, first(source, ['userId', 'servicePrincipalId', 'accountObjectId']));
  batch.text(SERVICE, first(source, ['appDisplayName', 'application', 'resourceDisplayName']));
  batch.text(BY, first(source, ['clientAppUsed']));
  putClient(source, batch);
}

const userNames = [
  'userPrincipalName',
  'accountUpn',
  'servicePrincipalName',
  'userDisplayName',
  'identity',
];

/** Fills the columns of an audit record: a change of a directory object. */
export function normaliseEntraAudit(source: EntraSource, batch: BatchBuilder): void {
  const name = first(source, ['operationName', 'activityDisplayName']);
  batch.text(CODE, name);
  batch.text(ACTION, name);
  batch.text(PROVIDER, first(source, ['loggedByService', 'sourceSystem']) ?? 'Microsoft Entra ID');
  batch.text(CATEGORY, 'iam');
  const result = first(source, ['result', 'resultType', 'resultSignature']);
  batch.text(OUTCOME, result === undefined ? undefined : resultOutcome(result));
  batch.text(
    USER,
    first(source, [
      'userPrincipalName',
      'initiatedBy.user.userPrincipalName',
      'initiatedBy.app.displayName',
      'initiatingUserOrApp',
      'identity',
    ]),
  );
  batch.text(USER_ID, first(source, ['initiatedBy.user.id', 'initiatedBy.app.servicePrincipalId']));
  batch.text(
    TARGET,
    first(source, [
      'targetResources.0.userPrincipalName',
      'targetResources.0.displayName',
      'targetDisplayName',
    ]),
  );
  putClient(source, batch);
}

function resultOutcome(result: string): 'success' | 'failure' | undefined {
  if (/^succ|^0$|^true$/i.test(result)) return 'success';
  return /^fail|^[1-9]\d*$|^false$/i.test(result) ? 'failure' : undefined;
}

function putClient(source: EntraSource, batch: BatchBuilder): void {
  const address = first(source, ['ipAddress', 'callerIpAddress', 'initiatedBy.user.ipAddress']);
  batch.text(SOURCE_IP, address === undefined ? undefined : ipAddress(address));
  batch.text(AGENT, first(source, ['userAgent']));
}

function first(source: EntraSource, names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = source.data(name);
    if (text !== undefined && !isPlaceholder(text)) return text;
  }
  return undefined;
}
