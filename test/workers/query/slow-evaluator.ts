/**
 * The obvious way to answer a query: every event by itself, with regular expressions over its plain
 * values. The product's way must give the same.
 */
import type { Comparison, Pattern, Piece, QueryNode } from '#workers/query/language/ast.ts';
import { timeSpanOf } from '#workers/query/language/values.ts';
import type { PlainEvent } from '#test/support/case-builder.ts';

export interface SlowEvent extends PlainEvent {
  readonly id: number;
  readonly evidence: { readonly id: number; readonly path: string };
  /** True for documents that are one running text. */
  readonly isText: boolean;
}

const INT_COLUMNS = new Set([
  'winlog.logon.type',
  'process.pid',
  'process.parent.pid',
  'source.port',
  'destination.port',
]);

/** True when the event satisfies the query. */
export function satisfies(event: SlowEvent, node: QueryNode): boolean {
  switch (node.kind) {
    case 'all':
      return true;
    case 'and':
      return node.nodes.every((part) => satisfies(event, part));
    case 'or':
      return node.nodes.some((part) => satisfies(event, part));
    case 'not':
      return !satisfies(event, node.node);
    case 'text':
      return textsOf(event).some((text) => hasWords(text, node.pattern));
    case 'match':
      return matches(event, node.field, node.pattern);
    case 'compare':
      return compares(event, node);
  }
}

function matches(event: SlowEvent, field: string, pattern: Pattern): boolean {
  if (field === '@timestamp') {
    if (event.timeUs === undefined) return false;
    const span = timeSpanOf(
      pattern.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''),
    );
    return span === undefined || (event.timeUs >= span.fromUs && event.timeUs < span.toUs);
  }
  const expression = wholeValue(pattern);
  return valuesOf(event, field).some((value) => value !== '' && expression.test(fold(value)));
}

function compares(
  event: SlowEvent,
  { field, comparison, value }: QueryNode & { kind: 'compare' },
): boolean {
  if (field === '@timestamp') {
    const span = timeSpanOf(value);
    if (event.timeUs === undefined || span === undefined) return false;
    if (comparison === '>') return event.timeUs >= span.toUs;
    if (comparison === '<=') return event.timeUs < span.toUs;
    return holds(comparison, event.timeUs, span.fromUs);
  }
  return valuesOf(event, field).some((text) => {
    if (text === '') return false;
    if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return holds(comparison, fold(text), fold(value));
    return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) && holds(comparison, Number(text), Number(value));
  });
}

function holds<T extends string | number>(comparison: Comparison, a: T, b: T): boolean {
  return { '>': a > b, '>=': a >= b, '<': a < b, '<=': a <= b }[comparison];
}

/** Values that a field has. */
export function valuesOf(event: SlowEvent, field: string): readonly string[] {
  if (field === 'id') return [String(event.id)];
  if (field === 'loupe.evidence') {
    const { id, path } = event.evidence;
    return [String(id), path, path.slice(path.lastIndexOf('/') + 1)];
  }
  if (INT_COLUMNS.has(field) || /^(host|event|user|process|winlog)\./.test(field)) {
    const value = event.columns?.[field as 'host.name'];
    return value === undefined ? [] : [String(value)];
  }
  const value = event.record?.[field];
  return value === undefined ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];
}

/** Texts in which words follow one another. */
function textsOf(event: SlowEvent): readonly string[] {
  const entries = Object.entries(event.record ?? {});
  if (event.isText) return [entries.map(([name, value]) => `${name}=${String(value)}`).join('\n')];
  return entries.map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)));
}

function hasWords(text: string, pattern: Pattern): boolean {
  const words = text.toLowerCase().match(/[a-z0-9\u0080-\u{10ffff}]+/gu) ?? [];
  // Words are cut at 64 bytes; nothing here comes near.
  const source = pattern.map((piece) => wordSource(piece)).join('');
  const wanted = source
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => new RegExp(`^${word}$`, 'u'));
  return words.some((_, at) => wanted.every((word, i) => word.test(words[at + i] ?? '\n')));
}

function wordSource(piece: Piece): string {
  if (piece.kind === 'any') return '[a-z0-9\\u0080-\\u{10ffff}]*';
  if (piece.kind === 'one') return '[a-z0-9\\u0080-\\u{10ffff}]';
  return piece.text.toLowerCase().replace(/[^a-z0-9\u0080-\u{10ffff}]/gu, ' ');
}

function wholeValue(pattern: Pattern): RegExp {
  const source = pattern.map((piece) => {
    if (piece.kind === 'any') return '.*';
    if (piece.kind === 'one') return '.';
    const escaped = fold(piece.text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    return piece.quoted ? escaped : escaped.replaceAll('\\\\\\\\', '\\\\{1,2}');
  });
  return new RegExp(`^${source.join('')}$`, 'su');
}

export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}
