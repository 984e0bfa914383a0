/**
 * The small language that names fields in recipes and parameters: `a|b` the first that is there, `a+b`
 * both texts joined by a space, `file(a)` and its like what a text boils down to, `name=…` a name in
 * front. Read once per run, asked once per event.
 */
import { columnNumber, eventColumns, type EventColumnName } from '#contract/event-columns.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { distil, isDistiller, type Distiller } from './distil.ts';

/** One field, as it is or distilled. */
export interface FieldTerm {
  readonly field: string;
  /** The event column of that name, in any case; undefined: a field of the record. */
  readonly column: EventColumnName | undefined;
  readonly take: Distiller;
}

/** Alternatives; each is a list of terms that must all be there. */
export interface FieldExpression {
  /** The name in front, else the text of the expression. */
  readonly name: string;
  readonly alternatives: readonly (readonly FieldTerm[])[];
}

/** One event's fields. */
export type FieldSource = (term: FieldTerm) => string | undefined;

const MAX_EXPRESSIONS = 50;
const columnNames = new Map(eventColumns.map(({ name }) => [name.toLowerCase(), name]));

/** A comma list of expressions. Throws `bad-parameter`. */
export function parseExpressions(text: string, param: string): readonly FieldExpression[] {
  const parts = split(text, ',').filter((part) => part.trim() !== '');
  if (parts.length > MAX_EXPRESSIONS) {
    throw bad(param, `${param} names more than ${MAX_EXPRESSIONS} fields.`);
  }
  return parts.map((part) => parseExpression(part.trim(), param));
}

function parseExpression(text: string, param: string): FieldExpression {
  const [first = '', ...rest] = split(text, '=');
  const isNamed = rest.length > 0;
  const body = isNamed ? text.slice(first.length + 1) : text;
  const alternatives = split(body, '|').map((alternative) =>
    split(alternative, '+').map((term) => parseTerm(term.trim(), param)),
  );
  return { name: unquoted(isNamed ? first.trim() : body.trim()), alternatives };
}

function parseTerm(text: string, param: string): FieldTerm {
  const call = /^([a-z]+)\((.*)\)$/s.exec(text);
  const take = call?.[1] ?? 'text';
  if (!isDistiller(take)) {
    throw bad(param, `${param}: there is no function "${take}".`);
  }
  const field = unquoted((call?.[2] ?? text).trim());
  if (field === '') throw bad(param, `${param}: a field has no name in "${text}".`);
  const column = columnNames.get(field.toLowerCase());
  return { field, column, take };
}

/** The text of the first alternative that is there with all its terms. */
export function textOfExpression(
  { alternatives }: FieldExpression,
  source: FieldSource,
): string | undefined {
  for (const terms of alternatives) {
    const texts = terms.map((term) => distilled(term, source(term)));
    if (texts.every((text) => text !== undefined && text !== '')) return texts.join(' ');
  }
  return undefined;
}

function distilled({ take }: FieldTerm, text: string | undefined): string | undefined {
  return text === undefined ? undefined : distil(take, text)[0];
}

/** True when the expression reads fields of the record. */
export function readsRecord({ alternatives }: FieldExpression): boolean {
  return alternatives.some((terms) => terms.some(({ column }) => column === undefined));
}

/** True for a column of whole numbers. */
export function isIntColumn(column: EventColumnName): boolean {
  return eventColumns[columnNumber(column) ?? -1]?.kind === 'int';
}

/** Parts between separators that are neither quoted nor in parentheses. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === separator && depth <= 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}

function bad(param: string, message: string): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-parameter',
    message,
    hint: `${param} takes names of columns or fields; a|b the first that is there, a+b both, file(a), folder(a), lower(a), cmdlet(a); a name with signs of its own stands in double quotes.`,
  });
}
