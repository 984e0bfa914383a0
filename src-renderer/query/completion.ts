/** What could be meant at the caret of the query bar: pure functions over text and position. */
import type { FieldInfo } from '#contract/api.ts';
import { fieldName, valueQuery } from './quoting.ts';

/** What the caret stands in. `from`…`to` is the text that a suggestion replaces. */
export type Spot =
  | { readonly kind: 'field'; readonly typed: string; readonly from: number; readonly to: number }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly typed: string;
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'none' };

export interface Suggestion {
  /** What stands in the query afterwards, with what must follow it. */
  readonly text: string;
  readonly shown: string;
  readonly note: string;
}

/** Name, colon, and the beginning of a value that may be in quotes. */
const VALUE = /(?:^|[\s(-])([\p{L}_@$#][^\s()":<>=!*?]*):(?:"([^"]*)|([^\s()"]*))$/u;
const FIELD = /(?:^|[\s(-])([\p{L}_@$#][^\s()":<>=!*?]*)?$/u;

/** What the caret stands in. */
export function spotAt(query: string, caret: number): Spot {
  const before = query.slice(0, caret);
  const rest = /^[^\s()"]*/.exec(query.slice(caret))?.[0].length ?? 0;
  const value = VALUE.exec(before);
  if (value !== null) {
    const field = value[1] ?? '';
    const inQuotes = value[2] !== undefined;
    const typed = value[2] ?? value[3] ?? '';
    const from = caret - typed.length - (inQuotes ? 1 : 0) - field.length - 1;
    return { kind: 'value', field, typed, from, to: caret + rest };
  }
  // Inside quotes nothing is suggested: text there is literal.
  if ((before.split('"').length - 1) % 2 === 1) return { kind: 'none' };
  const field = FIELD.exec(before);
  if (field === null) return { kind: 'none' };
  const typed = field[1] ?? '';
  return { kind: 'field', typed, from: caret - typed.length, to: caret + rest };
}

const MAX_SUGGESTIONS = 12;

/** Fields that fit what was typed: by name or by label, columns before a record's own. */
export function fieldSuggestions(
  fields: readonly FieldInfo[],
  typed: string,
): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name, label, kind }: FieldInfo): number => {
    const lower = name.toLowerCase();
    const late = kind === 'record' ? 10 : 0;
    if (lower.startsWith(wanted)) return late;
    if (lower.split('.').some((part) => part.startsWith(wanted))) return late + 1;
    if (lower.includes(wanted)) return late + 2;
    return label.toLowerCase().includes(wanted) ? late + 3 : -1;
  };
  return fields
    .map((field) => ({ field, score: rank(field) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => a.score - b.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ field: { name, label, kind } }) => ({
      text: `${fieldName(name)}:`,
      shown: name,
      note: kind === 'record' ? 'field of the record' : label,
    }));
}

/** Values of a field that fit what was typed, as conditions. */
export function valueSuggestions(
  field: string,
  values: readonly { readonly value: string; readonly count: number }[],
  typed: string,
): readonly Suggestion[] {
  const wanted = typed.toLowerCase().replace(/\*$/, '');
  return values
    .filter(({ value }) => value.toLowerCase().includes(wanted))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ value, count }) => ({
      text: `${valueQuery(field, value)} `,
      shown: value,
      note: String(count),
    }));
}

/** The query with a suggestion in place, and where the caret stands then. */
export function withSuggestion(
  query: string,
  spot: Spot,
  suggestion: Suggestion,
): { readonly query: string; readonly caret: number } {
  if (spot.kind === 'none') return { query, caret: query.length };
  const head = query.slice(0, spot.from) + suggestion.text;
  return { query: head + query.slice(spot.to).trimStart(), caret: head.length };
}
