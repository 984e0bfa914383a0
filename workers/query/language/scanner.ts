/**
 * Reads a query character by character. There is no list of tokens, because what a character means
 * depends on where it stands: a colon ends a field's name but is part of a time or a path.
 */
import type { Comparison, Pattern, Piece } from './ast.ts';
import { QueryError } from './query-error.ts';

export type Operator = ':' | '!=' | Comparison;

/** A field's name begins like one, so that times and numbers with colons are no fields. */
const FIELD = /[\p{L}_@$#][^\s()":<>=!*?]*/uy;
const OPERATOR = /!=|>=|<=|==|[:<>=]/y;
const COMPARISON = /[<>]=?/y;
const WORD_OPERATOR = /(and|or|not)(?=[\s()]|$)/iy;
const BALANCED = /\([^\s()"]*\)/y;
/** May follow a closing quote. */
const AFTER_QUOTE = /[\s()*?:<>=!]|$/y;
const SPACE = /\s*/y;

export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  skipSpace(): void {
    this.at = this.match(SPACE, this.at)?.end ?? this.at;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get next(): string {
    return this.text[this.at] ?? '';
  }

  /** Takes one character when it is the given one. */
  take(character: string): boolean {
    if (this.next !== character) return false;
    this.at++;
    return true;
  }

  /** `and`, `or`, `not` when one of them stands here, taken or only looked at. */
  wordOperator(): string | undefined {
    return this.match(WORD_OPERATOR, this.at)?.text.toLowerCase();
  }

  /** A minus in front of a condition. */
  takeMinus(): boolean {
    if (this.next !== '-' || /^(\s|$)/.test(this.text.slice(this.at + 1, this.at + 2)))
      return false;
    this.at++;
    return true;
  }

  /** A field's name with the operator after it; takes nothing when there is none here. */
  takeField(): { readonly name: string; readonly operator: Operator } | undefined {
    const before = this.at;
    const name = this.next === '"' ? this.quotedName() : this.bareName();
    if (name !== undefined) {
      const end = this.at;
      this.skipSpace();
      const operator = this.match(OPERATOR, this.at);
      if (operator !== undefined && !this.isPath(name, end)) {
        this.at = operator.end;
        return { name, operator: this.operatorOf(operator.text) };
      }
    }
    this.at = before;
    return undefined;
  }

  /** A value or a word of full text: bare and quoted parts, wildcards. Empty when nothing stands here. */
  takePattern(): Pattern {
    const pieces: Piece[] = [];
    let bare = '';
    const flush = (): void => {
      if (bare !== '') pieces.push({ kind: 'text', text: bare, quoted: false });
      bare = '';
    };
    for (;;) {
      const character = this.next;
      const balanced = character === '(' && bare !== '' ? this.match(BALANCED, this.at) : undefined;
      if (balanced !== undefined) {
        bare += balanced.text;
        this.at = balanced.end;
      } else if (character === '' || /[\s()]/.test(character)) {
        break;
      } else if (character === '"') {
        flush();
        pieces.push({ kind: 'text', text: this.takeQuoted(), quoted: true });
      } else if (character === '*' || character === '?') {
        flush();
        pushWildcard(pieces, character);
        this.at++;
      } else {
        bare += character;
        this.at++;
      }
    }
    flush();
    return pieces;
  }

  /** `field:>10` is how other tools write it. */
  private operatorOf(text: string): Operator {
    if (text === ':') {
      const comparison = this.match(COMPARISON, this.at);
      if (comparison === undefined) return ':';
      this.at = comparison.end;
      return comparison.text as Comparison;
    }
    return text === '=' || text === '==' ? ':' : (text as Operator);
  }

  private bareName(): string | undefined {
    const found = this.match(FIELD, this.at);
    if (found === undefined) return undefined;
    this.at = found.end;
    return found.text;
  }

  private quotedName(): string | undefined {
    const name = this.takeQuoted();
    return name === '' ? undefined : name;
  }

  /** `C:\…`, `http://…` and `fe80::1` have a colon but are no fields. */
  private isPath(name: string, nameEnd: number): boolean {
    const rest = this.text.slice(nameEnd, nameEnd + 3);
    return rest === '://' || rest.startsWith('::') || (name.length === 1 && /^:[\\/]/.test(rest));
  }

  /** The inside of a quoted text; see `ast.ts` for the rules. */
  private takeQuoted(): string {
    const start = this.at;
    let inside = '';
    let at = start + 1;
    /** Where `\"` could have been meant as a backslash and the end. */
    let maybeEnd: { readonly inside: string; readonly at: number } | undefined;
    for (;;) {
      const quote = this.text.indexOf('"', at);
      if (quote < 0) return this.fallBack(start, maybeEnd);
      const slashes = backslashesBefore(this.text, quote, at);
      inside += this.text.slice(at, quote - Math.ceil(slashes / 2));
      at = quote + 1;
      if (slashes % 2 === 1) {
        if (this.mayEndAt(at))
          maybeEnd ??= { inside: `${inside}${'\\'.repeat((slashes + 1) / 2)}`, at };
        inside += '"';
      } else if (this.text[at] === '"') {
        inside += '"';
        at++;
      } else if (this.mayEndAt(at)) {
        this.at = at;
        return inside;
      } else return this.fallBack(start, maybeEnd);
    }
  }

  private fallBack(
    start: number,
    end: { readonly inside: string; readonly at: number } | undefined,
  ): string {
    if (end === undefined) {
      throw new QueryError(
        start,
        'A quoted text does not end.',
        'Close it with ", followed by a space. A quote inside is written \\" or "".',
      );
    }
    this.at = end.at;
    return end.inside;
  }

  private mayEndAt(at: number): boolean {
    return this.match(AFTER_QUOTE, at) !== undefined;
  }

  private match(
    expression: RegExp,
    at: number,
  ): { readonly text: string; readonly end: number } | undefined {
    expression.lastIndex = at;
    const found = expression.exec(this.text);
    return found === null ? undefined : { text: found[0], end: at + found[0].length };
  }
}

function pushWildcard(pieces: Piece[], character: string): void {
  if (character === '?') pieces.push({ kind: 'one' });
  else if (pieces.at(-1)?.kind !== 'any') pieces.push({ kind: 'any' });
}

function backslashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text[at - count - 1] === '\\') count++;
  return count;
}
