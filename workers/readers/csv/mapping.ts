/** Which columns of a file go where, by their names. */
import type { EventColumnName } from '#contract/event-columns.ts';
import { columnRules, plainName } from './columns.ts';
import { positionOf } from './mapping-profile.ts';
import type { MappingProfile } from './mapping-profile.ts';
import type { CsvProfile, MappedColumn } from './state.ts';

/** Fields that only exports of Windows events with their data in columns have. */
const windowsFields = new Set([
  'subjectusername',
  'subjectusersid',
  'targetusername',
  'targetusersid',
  'account',
  'targetaccount',
  'newprocessname',
  'logontype',
  'subjectlogonid',
  'targetlogonid',
]);
/** Columns in which whole event data is kept as JSON: EvtxECmd, the WindowsEvent table. */
export const payloadNames: readonly string[] = ['payload', 'eventdata'];

/** @param columns names as in the file */
export function profileOf(columns: readonly string[]): CsvProfile {
  const names = new Set(columns.map(plainName));
  if (names.has('actiontype') && names.has('devicename')) return 'defender-xdr';
  const isWindows = names.has('eventid') && (names.has('computer') || names.has('hostname'));
  if (!isWindows) return 'generic';
  const hasData = [...names].some((name) => windowsFields.has(name));
  const hasPayload = names.has('channel') && payloadNames.some((name) => names.has(name));
  return hasData || hasPayload ? 'windows' : 'generic';
}

/** The generic profile's columns: those that the analyst named, then the best name that the file has. */
export function mappedColumns(
  columns: readonly string[],
  named: MappingProfile['columns'],
): MappedColumn[] {
  const names = columns.map(plainName);
  const out = new Map<EventColumnName, MappedColumn>();
  for (const { target, reading, names: wanted, beside } of columnRules) {
    if (out.has(target)) continue;
    const own = named.get(target);
    const at = own === undefined ? bestOf(wanted, names) : positionOf(own, columns);
    if (at < 0 || (own === undefined && beside !== undefined && !names.includes(beside))) continue;
    out.set(target, { at, target, reading });
  }
  return [...out.values()];
}

function bestOf(wanted: readonly string[], names: readonly string[]): number {
  const name = wanted.find((candidate) => names.includes(candidate));
  return name === undefined ? -1 : names.indexOf(name);
}
