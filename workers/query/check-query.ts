/** Says whether a query can be understood, and warns where it can but probably means something else. */
import type { FieldInfo, Outputs } from '#contract/api.ts';
import { conditionOf } from './evaluate/conditions.ts';
import { fieldOf } from './fields.ts';
import type { QueryNode } from './language/ast.ts';
import { parseQuery } from './language/parser.ts';
import { QueryError } from './language/query-error.ts';

type Check = Outputs['query.check'];
type Advice = Pick<Check, 'message' | 'at'>;

const NOTHING: Advice = { message: '', at: -1 };

/** @param fields of the case, asked for only when the query names one that is no column */
export function checkQuery(query: string, fields: () => readonly FieldInfo[]): Check {
  try {
    const node = parseQuery(query);
    conditionOf(node);
    return { ok: true, ...(adviceOn(node, fields) ?? NOTHING) };
  } catch (cause) {
    if (!(cause instanceof QueryError)) throw cause;
    return { ok: false, message: `${cause.message} ${cause.hint}`, at: cause.at };
  }
}

function adviceOn(node: QueryNode, fields: () => readonly FieldInfo[]): Advice | undefined {
  switch (node.kind) {
    case 'all':
      return undefined;
    case 'and':
    case 'or':
      return node.nodes
        .map((part) => adviceOn(part, fields))
        .find((advice) => advice !== undefined);
    case 'not':
      return adviceOn(node.node, fields);
    case 'text':
      return onWildcards(node);
    case 'match':
      return onField(node, fields) ?? onWildcards(node);
    case 'compare':
      return onField(node, fields);
  }
}

function onField(
  { field, at }: { readonly field: string; readonly at: number },
  fields: () => readonly FieldInfo[],
): Advice | undefined {
  if (fieldOf(field).kind !== 'record') return undefined;
  const known = fields();
  const wanted = field.toLowerCase();
  const names = known.map(({ name }) => name.toLowerCase());
  if (names.some((name) => name === wanted || name.endsWith(`.${wanted}`))) return undefined;
  const near = known.find((_, index) => isNear(names[index]!, wanted));
  const hint = near === undefined ? '' : ` Did you mean ${near.name}?`;
  return { message: `No field "${field}" was seen in this case.${hint}`, at };
}

function onWildcards({
  pattern,
  at,
}: QueryNode & { readonly kind: 'match' | 'text' }): Advice | undefined {
  const quoted = pattern.find(
    (piece) => piece.kind === 'text' && piece.quoted && /[*?]/.test(piece.text),
  );
  if (quoted === undefined) return undefined;
  return {
    message:
      'Inside quotes * and ? are ordinary characters. For a pattern put them outside: *"some text"*',
    at,
  };
}

/** True when two names differ by one letter more, less or other, or one ends with the other. */
function isNear(name: string, wanted: string): boolean {
  if (name.endsWith(`.${wanted}`) || wanted.endsWith(`.${name}`)) return true;
  let start = 0;
  while (start < wanted.length && name[start] === wanted[start]) start++;
  const rest = name.slice(start);
  const restWanted = wanted.slice(start);
  return (
    rest.slice(1) === restWanted.slice(1) ||
    rest === restWanted.slice(1) ||
    rest.slice(1) === restWanted
  );
}
