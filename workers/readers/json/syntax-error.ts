/**
 * Where and why a text is not JSON (RFC 8259), in our own words: the engine's message differs
 * between versions and quotes evidence. Only run on texts that failed to parse; linear, no recursion.
 */

export interface SyntaxFault {
  /** UTF-16 units from the beginning of the text, from 0. */
  readonly at: number;
  /** What should have come. */
  readonly expected: string;
  /** True when the text ends too early. */
  readonly breaksOff: boolean;
  /** True when a whole value stands before it. */
  readonly afterRecord: boolean;
}

/** States between tokens. */
type Want =
  'value' | 'value-or-close' | 'key-or-close' | 'key' | 'colon' | 'comma-or-close' | 'end';

const words = ['true', 'false', 'null'];
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const expectations: Readonly<Record<Want, string>> = {
  value: 'a value',
  'value-or-close': 'a value or ]',
  'key-or-close': 'a name in quotes or }',
  key: 'a name in quotes',
  colon: 'a colon',
  'comma-or-close': 'a comma or the end of the list',
  end: 'the end of the record',
};

/** The first fault, or undefined when the text is JSON after all. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const scan = new Scan(text);
  while (scan.step());
  return scan.fault;
}

class Scan {
  fault: SyntaxFault | undefined;
  private readonly text: string;
  private at = 0;
  private want: Want = 'value';
  /** Open brackets, `{` or `[`. */
  private readonly open: string[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** One token. @returns false when done, with or without a fault */
  step(): boolean {
    const { text } = this;
    while (isBlank(text.charCodeAt(this.at))) this.at++;
    if (this.at >= text.length) return this.atEnd();
    const mark = text[this.at] ?? '';
    switch (this.want) {
      case 'value':
        return this.value(mark);
      case 'value-or-close':
        return mark === ']' ? this.close() : this.value(mark);
      case 'key-or-close':
        return mark === '}' ? this.close() : this.key(mark);
      case 'key':
        return this.key(mark);
      case 'colon':
        return mark === ':' ? this.go(1, 'value') : this.wrong();
      case 'comma-or-close':
        return this.commaOrClose(mark);
      case 'end':
        return this.wrong();
    }
  }

  private atEnd(): boolean {
    return this.want === 'end' ? false : this.wrong();
  }

  private value(mark: string): boolean {
    if (mark === '{' || mark === '[') {
      this.open.push(mark);
      return this.go(1, mark === '{' ? 'key-or-close' : 'value-or-close');
    }
    if (mark === '"') return this.string() && this.closed();
    for (const word of words) {
      if (this.text.startsWith(word, this.at)) return this.go(word.length, this.after());
    }
    number.lastIndex = this.at;
    const length = number.exec(this.text)?.[0].length ?? 0;
    return length > 0 ? this.go(length, this.after()) : this.wrong();
  }

  private key(mark: string): boolean {
    return mark === '"' ? this.string() && this.go(0, 'colon') : this.wrong();
  }

  private commaOrClose(mark: string): boolean {
    const inObject = this.open.at(-1) === '{';
    if (mark === ',') return this.go(1, inObject ? 'key' : 'value');
    return mark === (inObject ? '}' : ']') ? this.close() : this.wrong();
  }

  private close(): boolean {
    this.open.pop();
    return this.go(1, this.after());
  }

  private closed(): boolean {
    return this.go(0, this.after());
  }

  private after(): Want {
    return this.open.length === 0 ? 'end' : 'comma-or-close';
  }

  /** Passes over a string. */
  private string(): boolean {
    const { text } = this;
    let at = this.at + 1;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 34) {
        this.at = at + 1;
        return true;
      }
      if (unit < 32) return this.faultAt(at, 'control characters to be escaped');
      if (unit !== 92) continue;
      const escape = /^(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(text.slice(at + 1, at + 6));
      if (escape === null) return this.faultAt(at, 'a known escape after the backslash');
      at += escape[0].length;
    }
    return this.faultAt(at, 'the closing quote of a text');
  }

  private go(length: number, want: Want): boolean {
    this.at += length;
    this.want = want;
    return true;
  }

  private wrong(): boolean {
    return this.faultAt(this.at, expectations[this.want]);
  }

  private faultAt(at: number, expected: string): boolean {
    const breaksOff = at >= this.text.length;
    this.fault = { at, expected, breaksOff, afterRecord: this.want === 'end' };
    return false;
  }
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}
