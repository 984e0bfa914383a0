/** Cells that hold an object as JSON. */
import { isObject, isTooDeep } from '../json/json-object.ts';
import type { JsonObject } from '../json/json-object.ts';

/** The object; undefined for other cells, broken JSON and what nests too deep to be looked through. */
export function objectIn(cell: string): JsonObject | undefined {
  if (!cell.startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    return isObject(value) && !isTooDeep(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
