/** Lists of `{"Name": …, "Value": …}`, as Microsoft 365 writes parameters, as fields. */
import type { DocumentField } from '../../reader.ts';
import { isObject, textOf } from '../../json/json-object.ts';

const MOST = 1000;

/** @param list its name, before the names inside */
export function* namedValues(list: string, value: unknown): Iterable<DocumentField> {
  if (!Array.isArray(value)) return;
  for (const item of value.slice(0, MOST) as unknown[]) {
    const name = isObject(item) ? textOf(item['Name']) : undefined;
    if (name === undefined || name === '') continue;
    yield { name: `${list}.${name}`, value: textOf((item as { Value?: unknown }).Value) ?? '' };
  }
}

/** The same from text. */
export function* namedValuesOf(list: string, cell: string): Iterable<DocumentField> {
  if (!cell.startsWith('[')) return;
  let value: unknown;
  try {
    value = JSON.parse(cell);
  } catch {
    return;
  }
  yield* namedValues(list, value);
}
