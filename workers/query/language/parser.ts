/** Query text → what it means. Recursive descent over the scanner; the language is described in `ast.ts`. */
import type { QueryNode } from './ast.ts';
import { literalOf } from './ast.ts';
import { QueryError } from './query-error.ts';
import { Scanner, type Operator } from './scanner.ts';

const MAX_DEPTH = 100;

/** Throws a {@link QueryError} with the position of the trouble. An empty query means all events. */
export function parseQuery(text: string): QueryNode {
  const scanner = new Scanner(text);
  scanner.skipSpace();
  if (scanner.done) return { kind: 'all' };
  const node = new Parser(scanner).either(undefined, 0);
  if (scanner.next !== '') {
    throw new QueryError(
      scanner.at,
      'A closing parenthesis has no opening one.',
      'Remove it, or put the text in quotes when it is meant literally.',
    );
  }
  return node;
}

class Parser {
  private readonly scanner: Scanner;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
  }

  /** Conditions joined by `or`. Inside `field:( … )` the field is given and words are its values. */
  either(field: string | undefined, depth: number): QueryNode {
    const nodes = [this.both(field, depth)];
    while (this.takeWord('or')) nodes.push(this.both(field, depth));
    return nodes.length === 1 ? nodes[0]! : { kind: 'or', nodes };
  }

  private both(field: string | undefined, depth: number): QueryNode {
    const nodes = [this.condition(field, depth)];
    for (;;) {
      this.scanner.skipSpace();
      if (this.scanner.done || this.scanner.next === ')') break;
      if (this.scanner.wordOperator() === 'or') break;
      this.takeWord('and');
      nodes.push(this.condition(field, depth));
    }
    return nodes.length === 1 ? nodes[0]! : { kind: 'and', nodes };
  }

  private condition(field: string | undefined, depth: number): QueryNode {
    const { scanner } = this;
    scanner.skipSpace();
    if (depth > MAX_DEPTH) {
      throw new QueryError(
        scanner.at,
        'The query is nested too deeply.',
        `At most ${MAX_DEPTH} levels of parentheses and "not" are understood.`,
      );
    }
    if (this.takeWord('not')) return { kind: 'not', node: this.condition(field, depth + 1) };
    if (field === undefined && scanner.takeMinus()) {
      return { kind: 'not', node: this.condition(field, depth + 1) };
    }
    this.refuseEmpty();
    if (scanner.take('(')) return this.parenthesised(field, depth);
    return field === undefined ? this.free(depth) : this.value(field);
  }

  private parenthesised(field: string | undefined, depth: number): QueryNode {
    const opened = this.scanner.at - 1;
    const node = this.either(field, depth + 1);
    this.scanner.skipSpace();
    if (this.scanner.take(')')) return node;
    throw new QueryError(opened, 'An opening parenthesis has no closing one.', 'Add the ")".');
  }

  /** A field with its test, or full text. */
  private free(depth: number): QueryNode {
    const { scanner } = this;
    const at = scanner.at;
    const field = scanner.takeField();
    if (field === undefined) return { kind: 'text', pattern: scanner.takePattern(), at };
    scanner.skipSpace();
    if (scanner.done || scanner.next === ')') {
      throw new QueryError(
        scanner.at,
        `A value is missing after "${field.name}".`,
        `Write ${field.name}:value, or ${field.name}:* for any value. Text with a colon in it goes in quotes.`,
      );
    }
    return this.test(field.name, field.operator, depth);
  }

  private test(field: string, operator: Operator, depth: number): QueryNode {
    if (operator === ':' || operator === '!=') {
      const grouped = this.scanner.take('(');
      const node = grouped ? this.parenthesised(field, depth) : this.value(field);
      return operator === ':' ? node : { kind: 'not', node };
    }
    const at = this.scanner.at;
    const value = literalOf(this.scanner.takePattern());
    if (value === undefined || value === '') {
      throw new QueryError(
        at,
        `"${field} ${operator}" needs a number, a time or a word to compare with.`,
        'Wildcards work with ":" only.',
      );
    }
    return { kind: 'compare', field, comparison: operator, value, at };
  }

  private value(field: string): QueryNode {
    const at = this.scanner.at;
    return { kind: 'match', field, pattern: this.scanner.takePattern(), at };
  }

  private takeWord(word: string): boolean {
    this.scanner.skipSpace();
    if (this.scanner.wordOperator() !== word) return false;
    this.scanner.at += word.length;
    return true;
  }

  private refuseEmpty(): void {
    const { scanner } = this;
    const word = scanner.wordOperator();
    if (!scanner.done && scanner.next !== ')' && word === undefined) return;
    throw new QueryError(
      scanner.at,
      word === undefined
        ? 'A condition is missing here.'
        : `A condition is missing before "${word}".`,
      'Conditions are joined as in: host.name:WS01 and not user.name:SYSTEM. To search for the words and, or, not, put them in quotes.',
    );
  }
}
