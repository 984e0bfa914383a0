/**
 * A kept record as fields: names of nested members joined by dots, lists as JSON text, numbers with
 * the digits that the evidence has.
 */
import type { DocumentField } from '../reader.ts';
import { MAX_DEPTH, isObject } from './json-object.ts';
import type { JsonObject } from './json-object.ts';

/** Texts that may hold numbers which would not come back as written: many digits, exponents, trailing zeros. */
const delicateNumber = /\d{16}|\.\d*0[,\]}\s]|\d[eE][+-]?\d|-0[,\]}\s.]/;

/** What `JSON.parse` tells a reviver of scalars: their source text (ECMA-262 proposal, in V8 since 11.4). */
interface SourceContext {
  readonly source?: string;
}
/** The other half of that proposal: a value that is written as its text says. */
interface RawJson {
  rawJSON(text: string): unknown;
}
type SourceReviver = (key: string, value: unknown, context: SourceContext) => unknown;

/** A number in its own spelling. */
class NumberText {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toJSON(): unknown {
    return (JSON as unknown as RawJson).rawJSON(this.source);
  }
}

/** Fields in the record's order; a text that is no JSON object is one field, `raw`. */
export function flattenDocument(document: string): readonly DocumentField[] {
  const value = parse(document);
  if (!isObject(value)) return [{ name: 'raw', value: document }];
  const fields: DocumentField[] = [];
  flatten(value, '', 1, fields);
  return fields;
}

function parse(document: string): unknown {
  try {
    return delicateNumber.test(document)
      ? JSON.parse(document, keepNumbers as (key: string, value: unknown) => unknown)
      : JSON.parse(document);
  } catch {
    return undefined;
  }
}

const keepNumbers: SourceReviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined && source !== String(value)
    ? new NumberText(source)
    : value;

function flatten(object: JsonObject, prefix: string, depth: number, out: DocumentField[]): void {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix + key;
    if (isObject(value) && !(value instanceof NumberText) && depth < MAX_DEPTH) {
      if (Object.keys(value).length === 0) out.push({ name, value: '{}' });
      else flatten(value, `${name}.`, depth + 1, out);
    } else out.push({ name, value: valueText(value) });
  }
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof NumberText) return value.source;
  return value === null ? '' : JSON.stringify(value);
}
