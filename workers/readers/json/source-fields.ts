/** Which fields the first records of a JSON source have, with their values: what a mapping can name. */
import type { FieldMapper, Head } from '../reader.ts';
import { isObject, textOf } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { jsonState } from './json-state.ts';

/** Fields and levels that are told; a record may have any number. */
const MOST_FIELDS = 500;
const MOST_LEVELS = 8;
const LONGEST_NAME = 500;

/** The mapper of a JSON format. @param rowsOf objects that a head begins with */
export function jsonMapper(rowsOf: (head: Head) => readonly JsonObject[]): FieldMapper {
  return {
    format: 'json',
    sample: (head) => {
      const rows = rowsOf(head);
      return { seen: rows.length, fields: jsonFields(rows) };
    },
    isUnknown: (state) => jsonState(state).layout === 'generic',
  };
}

/** Values by path with dots, in the order in which the records have them; missing ones are left out. */
function jsonFields(rows: readonly JsonObject[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  for (const row of rows) collect(row, '', 1, fields);
  return fields;
}

function collect(
  object: JsonObject,
  prefix: string,
  level: number,
  fields: Map<string, string[]>,
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (name.length > LONGEST_NAME) continue;
    if (isObject(value) && level < MOST_LEVELS) {
      collect(value, `${name}.`, level + 1, fields);
      continue;
    }
    let values = fields.get(name);
    if (values === undefined) {
      if (fields.size >= MOST_FIELDS) continue;
      values = [];
      fields.set(name, values);
    }
    const text = textOf(value);
    if (text !== undefined && text !== '') values.push(text);
  }
}
