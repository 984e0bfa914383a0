/**
 * Parameters of one command, out of whatever shape a log gives them: a JSON list of {Name, Value}, a
 * JSON object, members of a nested field, or plain fields.
 */
import { distil } from './distil.ts';
import { textOfExpression, type FieldExpression, type FieldSource } from './field-expression.ts';
import type { RecordFields } from './record-fields.ts';

/** Name → value; '' is empty, undefined: the parameter has no value of its own. */
export type Parameters = ReadonlyMap<string, string | undefined>;

/** Parameters of one event; a record with more is made up. */
const MAX_PARAMETERS = 2000;

export class ParameterReader {
  /** Events so far with text that begins like JSON and is none. */
  unreadable = 0;
  private readonly fields: readonly FieldExpression[];
  private readonly valuesAsNames: boolean;

  constructor(fields: readonly FieldExpression[], valuesAsNames: boolean) {
    this.fields = fields;
    this.valuesAsNames = valuesAsNames;
  }

  /** Of parameters with the same name the last one stands. */
  read(row: number, source: FieldSource, record: RecordFields | undefined): Parameters {
    const found = new Map<string, string | undefined>();
    let isReadable = true;
    for (const field of this.fields) {
      const several = severalOf(field, source);
      if (several !== undefined) {
        for (const text of several) this.put(found, field.name, text);
        continue;
      }
      const text = textOfExpression(field, source);
      if (text === undefined) this.addMembers(found, field, record?.of(row));
      else if (this.isJson(text)) isReadable = this.addJson(found, text) && isReadable;
      else this.put(found, field.name, text);
    }
    if (!isReadable) this.unreadable++;
    return found;
  }

  private isJson(text: string): boolean {
    return !this.valuesAsNames && /^\s*[[{]/.test(text);
  }

  private put(found: Map<string, string | undefined>, name: string, value: string): void {
    if (found.size >= MAX_PARAMETERS) return;
    if (this.valuesAsNames) found.set(`${name} ${value}`, undefined);
    else found.set(name, value);
  }

  /** Members of a nested field: `requestParameters.bucketName`. */
  private addMembers(
    found: Map<string, string | undefined>,
    { alternatives }: FieldExpression,
    fields: ReadonlyMap<string, string> | undefined,
  ): void {
    if (fields === undefined) return;
    for (const [term] of alternatives) {
      const prefix = `${term?.field ?? ''}.`;
      const size = found.size;
      for (const [name, value] of fields) {
        if (!name.startsWith(prefix)) continue;
        const member = name.slice(prefix.length).split('.', 1)[0]!;
        const isLeaf = name.length === prefix.length + member.length;
        this.put(found, member, isLeaf ? value : '');
      }
      if (found.size > size) return;
    }
  }

  private addJson(found: Map<string, string | undefined>, text: string): boolean {
    const value = parsed(text);
    if (Array.isArray(value)) {
      for (const item of value as readonly unknown[]) {
        if (!isObject(item)) return false;
        const name = item['Name'] ?? item['name'];
        if (typeof name !== 'string') return false;
        this.put(found, name, valueText(item['Value'] ?? item['value']));
      }
      return true;
    }
    if (!isObject(value)) return false;
    for (const [name, member] of Object.entries(value)) this.put(found, name, valueText(member));
    return true;
  }
}

/** All texts of a field that is distilled into several; undefined for other fields. */
function severalOf(
  { alternatives }: FieldExpression,
  source: FieldSource,
): readonly string[] | undefined {
  const term = alternatives[0]?.[0];
  if (term?.take !== 'cmdlets') return undefined;
  const text = source(term);
  return text === undefined ? [] : distil(term.take, text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
