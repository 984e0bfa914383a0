/** Which columns of a file go where, by their names. */
import type { EventColumnName } from '#contract/event-columns.ts';
import { plainName } from '../mapping/plain-name.ts';
import { positionOf } from '../mapping/profile.ts';
import type { MappingProfile } from '../mapping/profile.ts';
import type { ColumnRule } from './columns.ts';
import type { MappedColumn } from './state.ts';

/**
 * Those that the analyst named, then the best name that the file has.
 * @param columns names as in the file
 */
export function mappedColumns(
  columns: readonly string[],
  rules: readonly ColumnRule[],
  said: MappingProfile,
): MappedColumn[] {
  const names = columns.map(plainName);
  const out = new Map<EventColumnName, MappedColumn>();
  for (const [target, { from, reading }] of said.columns) {
    const at = positionOf(from, columns);
    if (at >= 0) out.set(target, { at, target, reading });
  }
  if (said.only) return [...out.values()];
  for (const { target, reading, names: wanted, beside } of rules) {
    if (out.has(target) || said.columns.has(target)) continue;
    if (beside !== undefined && !names.includes(beside)) continue;
    const name = wanted.find((candidate) => names.includes(candidate));
    if (name !== undefined) out.set(target, { at: names.indexOf(name), target, reading });
  }
  return [...out.values()];
}
