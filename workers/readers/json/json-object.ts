/**
 * Parsed JSON of unknown shape, looked at with care: nothing here trusts a type, and nothing reads
 * inherited properties under names that come from evidence.
 */
import type { EcsDocument } from '#workers/normalise/ecs.ts';

/** A record as parsed. Only names that our own tables hold are read from it. */
export type JsonObject = EcsDocument;

/** True for `{…}`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text of a value: strings as they are, other scalars as JSON writes them, the rest as JSON text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** The member of an object, undefined for anything that is none. */
export function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** The value at a path of member names. */
export function valueAt(row: JsonObject, path: readonly string[]): unknown {
  let value: unknown = row;
  for (const name of path) value = member(value, name);
  return value;
}

/** The first of these members that is there and not null. */
export function firstMember(row: JsonObject, names: readonly string[]): unknown {
  for (const name of names) {
    const value = row[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Nesting allowed in a record: `{` is one level. */
export const MAX_DEPTH = 64;

/** True when a value nests deeper than {@link MAX_DEPTH}; never recurses further than that. */
export function isTooDeep(value: object, depth = 1): boolean {
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      if (typeof item === 'object' && item !== null && isTooDeep(item, depth + 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const item = (value as JsonObject)[key];
    if (typeof item === 'object' && item !== null && isTooDeep(item, depth + 1)) return true;
  }
  return false;
}
