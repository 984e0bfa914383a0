/**
 * A query made ready: every field known for what it is, every pattern compiled, every number and
 * time read. Whatever is wrong with a query is found here or by the parser, before any event is
 * looked at. Leaves carry a key that names all they depend on, so that their answers can be kept.
 */
import type { Comparison, Pattern, QueryNode } from '#workers/query/language/ast.ts';
import { isAnything, literalOf } from '#workers/query/language/ast.ts';
import { QueryError } from '#workers/query/language/query-error.ts';
import { numberOf, textComparer, timeSpanOf } from '#workers/query/language/values.ts';
import { fieldOf, FieldSelector, type Field } from '#workers/query/fields.ts';
import { foldText } from '#workers/query/text/fold.ts';
import { globsOf, type Glob } from '#workers/query/text/glob.ts';
import { phraseOf, type Phrase } from '#workers/query/text/phrase.ts';
import { recordTest, type RecordTest } from './record-test.ts';

export type Leaf = { readonly key: string } & (
  | {
      readonly kind: 'text';
      readonly column: string;
      readonly globs: readonly Glob[];
      /** Names the globs: columns share one dictionary. */
      readonly globsKey: string;
    }
  | {
      readonly kind: 'text-compare';
      readonly column: string;
      readonly test: (text: string) => boolean;
    }
  | { readonly kind: 'present'; readonly column: string }
  /** low ≤ value ≤ high. */
  | { readonly kind: 'int'; readonly column: string; readonly low: number; readonly high: number }
  | { readonly kind: 'int-text'; readonly column: string; readonly globs: readonly Glob[] }
  | { readonly kind: 'id'; readonly low: number; readonly high: number }
  | { readonly kind: 'time'; readonly fromUs: number; readonly toUs: number }
  | { readonly kind: 'evidence'; readonly id: number; readonly globs: readonly Glob[] }
  | { readonly kind: 'words'; readonly phrase: Phrase }
  | { readonly kind: 'record'; readonly selector: FieldSelector; readonly test: RecordTest }
  | { readonly kind: 'group'; readonly run: number; readonly groups: readonly number[] }
  | { readonly kind: 'ids'; readonly ids: readonly number[] }
);

export type Condition =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | Leaf;

/** Throws a {@link QueryError} where a value does not suit its field. */
export function conditionOf(node: QueryNode): Condition {
  switch (node.kind) {
    case 'all':
      return node;
    case 'and':
    case 'or':
      return { kind: node.kind, parts: node.nodes.map(conditionOf) };
    case 'not':
      return { kind: 'not', part: conditionOf(node.node) };
    case 'text':
      return wordsLeaf(node.pattern, node.at);
    case 'match':
      return matchLeaf(fieldOf(node.field), node.pattern, node.at);
    case 'compare':
      return compareLeaf(fieldOf(node.field), node);
  }
}

/** Events with from ≤ time < to. */
export function timeLeaf(fromUs: number, toUs: number): Leaf {
  return { kind: 'time', fromUs, toUs, key: keyOf('time', fromUs, toUs) };
}

/** A key that is the same for the same parts only. */
export function keyOf(...parts: readonly unknown[]): string {
  // JSON has no infinities; they would all become null.
  return JSON.stringify(parts, (_name, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
  );
}

function wordsLeaf(pattern: Pattern, at: number): Condition {
  if (isAnything(pattern)) return { kind: 'all' };
  const phrase = phraseOf(pattern);
  if (phrase.length > 0) return { kind: 'words', phrase, key: keyOf('words', pattern) };
  throw new QueryError(
    at,
    'There is no letter or digit here to search for.',
    'Full text finds words. For other characters ask for a field, e.g. process.command_line:*"%%"*',
  );
}

function matchLeaf(field: Field, pattern: Pattern, at: number): Leaf {
  const { name } = field;
  const globs = globsOf(pattern, foldText);
  switch (field.kind) {
    case 'text':
      return globs.length === 0 ? presentLeaf(name) : textLeaf(name, pattern, globs);
    case 'int':
      return globs.length === 0 ? presentLeaf(name) : intLeaf(name, pattern, globs, at);
    case 'id':
      return idMatch(pattern, globs, at);
    case 'time':
      return globs.length === 0 ? timeLeaf(-Infinity, Infinity) : timeMatch(pattern, at);
    case 'evidence':
      return evidenceLeaf(pattern, globs);
    case 'locator':
    case 'derived':
      throw notSearched(name, at);
    case 'record':
      return {
        kind: 'record',
        selector: new FieldSelector(name),
        test: recordTest(name, pattern, globs),
        key: keyOf('record', name.toLowerCase(), pattern),
      };
  }
}

function idMatch(pattern: Pattern, globs: readonly Glob[], at: number): Leaf {
  if (globs.length === 0) return { kind: 'id', low: 0, high: Infinity, key: keyOf('id') };
  return idLeaf(wholeNumber('id', literalOf(pattern), at));
}

function textLeaf(column: string, pattern: Pattern, globs: readonly Glob[]): Leaf {
  return {
    kind: 'text',
    column,
    globs,
    globsKey: keyOf(pattern),
    key: keyOf('text', column, pattern),
  };
}

function presentLeaf(column: string): Leaf {
  return { kind: 'present', column, key: keyOf('present', column) };
}

function intLeaf(column: string, pattern: Pattern, globs: readonly Glob[], at: number): Leaf {
  const literal = literalOf(pattern);
  if (literal === undefined) {
    return { kind: 'int-text', column, globs, key: keyOf('int-text', column, pattern) };
  }
  const value = wholeNumber(column, literal, at);
  return { kind: 'int', column, low: value, high: value, key: keyOf('int', column, value) };
}

function idLeaf(id: number): Leaf {
  return { kind: 'id', low: id, high: id, key: keyOf('id', id) };
}

function evidenceLeaf(pattern: Pattern, globs: readonly Glob[]): Leaf {
  const id = numberOf(literalOf(pattern) ?? '') ?? -1;
  return { kind: 'evidence', id, globs, key: keyOf('evidence', pattern) };
}

/** A time, as long as the unit it stops at; a star at the end says the same. */
function timeMatch(pattern: Pattern, at: number): Leaf {
  const open = pattern.at(-1)?.kind === 'any';
  const literal = literalOf(open ? pattern.slice(0, -1) : pattern);
  const span =
    literal === undefined
      ? undefined
      : timeSpanOf(open ? literal.replace(/[-:.T ]$/i, '') : literal);
  if (span === undefined) throw notATime(literal ?? '', at);
  return timeLeaf(span.fromUs, span.toUs);
}

type Compare = QueryNode & { readonly kind: 'compare' };

function compareLeaf(field: Field, { comparison, value, at }: Compare): Leaf {
  const { name } = field;
  switch (field.kind) {
    case 'text': {
      const test = textComparer(comparison, value);
      return {
        kind: 'text-compare',
        column: name,
        test,
        key: keyOf('text', name, comparison, value),
      };
    }
    case 'int':
    case 'id': {
      const [low, high] = interval(comparison, anyNumber(name, value, at));
      const kind = field.kind;
      return kind === 'id'
        ? { kind, low, high, key: keyOf('id', low, high) }
        : { kind, column: name, low, high, key: keyOf('int', name, low, high) };
    }
    case 'time':
      return timeCompare(comparison, value, at);
    case 'evidence': {
      throw new QueryError(
        at,
        'Evidence has no order to compare by.',
        'Write loupe.evidence:3 or loupe.evidence:*Security.evtx.',
      );
    }
    case 'locator':
    case 'derived':
      throw notSearched(name, at);
    case 'record':
      return {
        kind: 'record',
        selector: new FieldSelector(name),
        test: { kind: 'compare', test: textComparer(comparison, value) },
        key: keyOf('record', name.toLowerCase(), comparison, value),
      };
  }
}

/** `> 2020-10-19` is after that day, `<= 2020-10-19` up to its end: the unit counts as a whole. */
function timeCompare(comparison: Comparison, value: string, at: number): Leaf {
  const span = timeSpanOf(value);
  if (span === undefined) throw notATime(value, at);
  switch (comparison) {
    case '>':
      return timeLeaf(span.toUs, Infinity);
    case '>=':
      return timeLeaf(span.fromUs, Infinity);
    case '<':
      return timeLeaf(-Infinity, span.fromUs);
    case '<=':
      return timeLeaf(-Infinity, span.toUs);
  }
}

/** Whole numbers that compare so, as least and greatest; missing values are below 0. */
function interval(comparison: Comparison, value: number): readonly [number, number] {
  switch (comparison) {
    case '>':
      return [Math.max(0, Math.floor(value) + 1), Infinity];
    case '>=':
      return [Math.max(0, Math.ceil(value)), Infinity];
    case '<':
      return [0, Math.ceil(value) - 1];
    case '<=':
      return [0, Math.floor(value)];
  }
}

function anyNumber(field: string, text: string | undefined, at: number): number {
  const value = numberOf(text ?? '');
  if (value !== undefined) return value;
  throw new QueryError(
    at,
    `${field} holds numbers; "${text ?? ''}" is none.`,
    `Write for example ${field}:4, ${field} > 100 or ${field}:0x1a2c.`,
  );
}

function wholeNumber(field: string, text: string | undefined, at: number): number {
  const value = anyNumber(field, text, at);
  // Missing is stored as -1, and no event has a negative number: ask for what nothing has.
  return value < 0 ? NaN : value;
}

function notATime(text: string, at: number): QueryError {
  return new QueryError(
    at,
    `"${text}" is not a time.`,
    'Write for example @timestamp >= "2020-10-19T12:28" or @timestamp:2020-10-19; times are UTC unless they end with an offset such as +02:00.',
  );
}

function notSearched(name: string, at: number): QueryError {
  return new QueryError(
    at,
    `${name} is shown but cannot be searched.`,
    name === 'loupe.locator'
      ? 'Use loupe.evidence for the file and id for single events.'
      : 'Use @timestamp for times and host.name for hosts.',
  );
}
