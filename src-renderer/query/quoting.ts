/** Values and field names as the query language writes them. */

/**
 * A text in quotes, everything inside literal. Backslashes are ordinary except in front of a quote,
 * where they are halved, as on a Windows command line.
 */
export function quoted(text: string): string {
  const inside = text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1');
  return `"${inside}"`;
}

/** A field's name; in quotes when it could not be read without. */
export function fieldName(name: string): string {
  return /^[\p{L}_@$#][^\s()":<>=!*?]*$/u.test(name) ? name : quoted(name);
}

/** The query that finds exactly this value; '' finds events that lack the field. */
export function valueQuery(field: string, value: string): string {
  const name = fieldName(field);
  if (value === '') return `not ${name}:*`;
  // Words and numbers need no quotes; anything that could be an operator or a wildcard does.
  const plain = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(value) && !/^(and|or|not)$/i.test(value);
  return `${name}:${plain ? value : quoted(value)}`;
}
