/**
 * Microsoft Entra ID: sign-ins and audit records as Graph and the portal give them, inside the
 * envelope of diagnostic settings (`properties`), as tables of Sentinel and of Defender.
 */
import { normaliseEntraAudit, normaliseEntraSignIn } from '#workers/normalise/entra.ts';
import type { EntraSource } from '#workers/normalise/entra.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

/** Reads the record's own object first, then the envelope; objects may be kept as JSON text. */
class Source implements EntraSource {
  private row: JsonObject = {};
  private outer: JsonObject = {};

  load(row: JsonObject): void {
    this.outer = row;
    this.row = isObject(row['properties']) ? row['properties'] : row;
  }

  data(path: string): string | undefined {
    const parts = path.split('.');
    const text = textOf(at(this.row, parts));
    if (text !== undefined || this.row === this.outer) return text;
    return textOf(at(this.outer, parts));
  }
}

/** The value at a path; Sentinel writes names with a capital and objects as text. */
function at(row: JsonObject, parts: readonly string[]): unknown {
  let value: unknown = row;
  for (const [level, name] of parts.entries()) {
    if (typeof value === 'string') value = parsed(value);
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isObject(value)) {
      const capital = name[0]!.toUpperCase() + name.slice(1);
      value = value[name] ?? value[capital] ?? (level === 0 ? value[upperIp(capital)] : undefined);
    } else return undefined;
  }
  return value;
}

function upperIp(name: string): string {
  return name.replace(/Ip(?=Address)/, 'IP');
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const source = new Source();

const signInCategories = /SignInLogs$/i;

function isSignIn(row: JsonObject): boolean {
  const category = textOf(row['category'] ?? row['Category']) ?? '';
  if (signInCategories.test(category)) return true;
  if (row['OperationName'] === 'Sign-in activity' || row['operationName'] === 'Sign-in activity')
    return true;
  const app = row['appDisplayName'] ?? row['AppDisplayName'];
  if (app !== undefined && (isObject(row['status']) || row['ResultType'] !== undefined))
    return true;
  // Defender's AADSignInEventsBeta and EntraIdSignInEvents.
  return (
    row['Application'] !== undefined &&
    row['ErrorCode'] !== undefined &&
    row['AccountUpn'] !== undefined
  );
}

export const entraSignInLayout: Layout = {
  id: 'entra-sign-ins',
  label: 'Microsoft Entra ID sign-ins (Graph, diagnostic settings, Sentinel, Defender)',
  knownBy: '`appDisplayName` and `status`, category `SignInLogs`, or `Sign-in activity`',
  times: '`createdDateTime`, `time`, `TimeGenerated` or `Timestamp`, UTC',
  utc: true,
  fits: isSignIn,
  timeOf: (row) => {
    const own = isObject(row['properties']) ? row['properties'] : row;
    return (
      own['createdDateTime'] ??
      row['CreatedDateTime'] ??
      row['time'] ??
      row['TimeGenerated'] ??
      row['Timestamp']
    );
  },
  read: (row, { batch }) => {
    source.load(row);
    normaliseEntraSignIn(source, batch);
    return -1;
  },
};

export const entraLayout: Layout = {
  id: 'entra',
  label: 'Microsoft Entra ID audit log (Graph, diagnostic settings, Sentinel)',
  knownBy:
    '`activityDisplayName` with `initiatedBy`, category `AuditLogs`, or `AADTenantId` with `OperationName`',
  times: '`activityDateTime`, `time` or `TimeGenerated`, UTC',
  utc: true,
  fits: (row) =>
    (row['AADTenantId'] !== undefined && row['OperationName'] !== undefined) ||
    (row['activityDisplayName'] !== undefined && row['initiatedBy'] !== undefined) ||
    (row['category'] === 'AuditLogs' && isObject(row['properties'])),
  timeOf: (row) => {
    const own = isObject(row['properties']) ? row['properties'] : row;
    return (
      own['activityDateTime'] ?? row['TimeGenerated'] ?? row['ActivityDateTime'] ?? row['time']
    );
  },
  read: (row, { batch }) => {
    source.load(row);
    normaliseEntraAudit(source, batch);
    return -1;
  },
};
