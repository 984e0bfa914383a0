/**
 * Binary XML → elements: the shape of a template (or of a record written without one), with the
 * places where values go. Every read is bounded by its container and every step moves forward, so
 * the time is linear in the bytes.
 *
 * Sources: [MS-EVEN6] 2.2.12 (BinXml), and the format notes of libevtx.
 */
import { damaged, MAX_DEPTH } from './limits.ts';
import type { Budget } from './limits.ts';
import { u16, u32 } from './little-endian.ts';
import type { NameTable } from './names.ts';
import { inlineValue } from './inline-value.ts';

export interface ElementNode {
  readonly name: string;
  readonly attributes: readonly AttributeNode[];
  readonly content: readonly Part[];
}

export interface AttributeNode {
  readonly name: string;
  readonly value: readonly Part[];
}

/**
 * A piece of content. `optional` slots make their element or attribute vanish when they have no
 * value. `fragment`: nested binary XML (a template instance) that lies right there.
 */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'slot';
      readonly slot: number;
      readonly type: number;
      readonly optional: boolean;
    }
  | { readonly kind: 'element'; readonly element: ElementNode }
  | { readonly kind: 'fragment'; readonly from: number; readonly to: number };

export const TOKEN = {
  end: 0x00,
  openStart: 0x01,
  closeStart: 0x02,
  closeEmpty: 0x03,
  endElement: 0x04,
  value: 0x05,
  attribute: 0x06,
  cdata: 0x07,
  characterReference: 0x08,
  entityReference: 0x09,
  instructionTarget: 0x0a,
  instructionData: 0x0b,
  templateInstance: 0x0c,
  normalSubstitution: 0x0d,
  optionalSubstitution: 0x0e,
  fragmentHeader: 0x0f,
} as const;
/** Tokens 1 and 5…9 carry this flag when more follows of the same kind. */
const MORE = 0x40;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

export interface ElementSource {
  readonly bytes: Buffer;
  readonly names: NameTable;
  readonly budget: Budget;
  /** Where a template instance at `at` ends. */
  readonly instanceEnd: (at: number, limit: number) => number;
}

/** Reads one element and all in it. */
export class ElementParser {
  /** Place of the next unread byte. */
  at: number;
  private readonly bytes: Buffer;
  private readonly source: ElementSource;
  private readonly dependencyBytes: 0 | 2;

  /** @param inTemplate elements of templates carry two bytes (dependency id) that others lack */
  constructor(source: ElementSource, at: number, inTemplate: boolean) {
    this.source = source;
    this.bytes = source.bytes;
    this.at = at;
    this.dependencyBytes = this.dependency(inTemplate);
  }

  /** The element at the present place. Throws Damage. */
  element(limit: number, depth: number): ElementNode {
    if (depth > MAX_DEPTH) damaged('Elements are nested too deep.');
    const start = this.at;
    const token = this.need(start, 5 + this.dependencyBytes, limit);
    if ((token & ~MORE) !== TOKEN.openStart) damaged('An element does not begin as one.');
    this.at += 1 + this.dependencyBytes;
    const end = this.at + 4 + u32(this.bytes, this.at);
    if (end > limit) damaged('An element reaches beyond what holds it.');
    this.at += 4;
    const name = this.name(end);
    this.source.budget.spend(1);
    const attributes = (token & MORE) !== 0 ? this.attributes(end) : [];
    const close = this.need(this.at, 1, end);
    this.at++;
    if (close === TOKEN.closeEmpty) return { name, attributes, content: [] };
    if (close !== TOKEN.closeStart) damaged('The start of an element is not closed.');
    return { name, attributes, content: this.content(end, depth) };
  }

  private attributes(limit: number): AttributeNode[] {
    this.need(this.at, 4, limit);
    const end = this.at + 4 + u32(this.bytes, this.at);
    if (end > limit) damaged('A list of attributes reaches beyond its element.');
    this.at += 4;
    const found: AttributeNode[] = [];
    while (this.at < end) {
      const token = this.bytes[this.at]!;
      if ((token & ~MORE) !== TOKEN.attribute) damaged('An attribute does not begin as one.');
      this.at++;
      this.source.budget.spend(1);
      const name = this.name(end);
      const value: Part[] = [];
      while (this.at < end && (this.bytes[this.at]! & ~MORE) !== TOKEN.attribute) {
        const part = this.part(end);
        if (part !== undefined) value.push(part);
      }
      found.push({ name, value });
    }
    return found;
  }

  /** Up to and with the token that ends the element. */
  private content(limit: number, depth: number): Part[] {
    const found: Part[] = [];
    for (;;) {
      const token = this.need(this.at, 1, limit) & ~MORE;
      if (token === TOKEN.endElement) {
        this.at++;
        return found;
      }
      if (token === TOKEN.openStart) {
        found.push({ kind: 'element', element: this.element(limit, depth + 1) });
      } else if (token === TOKEN.templateInstance) {
        const from = this.at;
        this.at = this.source.instanceEnd(from, limit);
        found.push({ kind: 'fragment', from, to: this.at });
      } else {
        const part = this.part(limit);
        if (part !== undefined) found.push(part);
      }
    }
  }

  /** Text or a place for a value; undefined for what says nothing (processing instructions). */
  private part(limit: number): Part | undefined {
    const token = this.need(this.at, 1, limit) & ~MORE;
    this.at++;
    this.source.budget.spend(1);
    switch (token) {
      case TOKEN.value:
        return { kind: 'text', text: this.value(limit) };
      case TOKEN.cdata:
        return { kind: 'text', text: this.countedText(limit) };
      case TOKEN.normalSubstitution:
      case TOKEN.optionalSubstitution: {
        this.need(this.at, 3, limit);
        const slot = u16(this.bytes, this.at);
        const type = this.bytes[this.at + 2]!;
        this.at += 3;
        return { kind: 'slot', slot, type, optional: token === TOKEN.optionalSubstitution };
      }
      case TOKEN.characterReference:
        this.need(this.at, 2, limit);
        this.at += 2;
        return { kind: 'text', text: String.fromCharCode(u16(this.bytes, this.at - 2)) };
      case TOKEN.entityReference: {
        const name = this.name(limit);
        return { kind: 'text', text: entities[name] ?? `&${name};` };
      }
      case TOKEN.instructionTarget:
        this.name(limit);
        return undefined;
      case TOKEN.instructionData:
        this.countedText(limit);
        return undefined;
      default:
        return damaged(`Token 0x${token.toString(16)} stands where content was expected.`);
    }
  }

  private value(limit: number): string {
    const type = this.need(this.at, 1, limit);
    this.at++;
    if (type === 0x01) return this.countedText(limit);
    const { text, end } = inlineValue(this.bytes, type, this.at, limit);
    this.at = end;
    return text;
  }

  /** u16 characters, UTF-16LE. */
  private countedText(limit: number): string {
    this.need(this.at, 2, limit);
    const from = this.at + 2;
    const to = from + u16(this.bytes, this.at) * 2;
    if (to > limit) damaged('A text reaches beyond its element.');
    this.source.budget.spend((to - from) >> 4);
    this.at = to;
    return this.bytes.toString('utf16le', from, to);
  }

  private name(limit: number): string {
    this.need(this.at, 4, limit);
    const offset = u32(this.bytes, this.at);
    this.at += 4;
    const name = this.source.names.at(offset);
    if (offset === this.at) {
      this.at = this.source.names.end(offset);
      if (this.at > limit) damaged('A name reaches beyond its element.');
    }
    return name;
  }

  /** The byte at a place where so many must follow. */
  private need(at: number, count: number, limit: number): number {
    if (at + count > limit) damaged('An element is cut short.');
    return this.bytes[at]!;
  }

  /**
   * Whether the two bytes are there. Writers other than Windows' own got this wrong both ways, so
   * a name that cannot be one overrules the rule.
   */
  private dependency(expected: boolean): 0 | 2 {
    const sure = expected ? 2 : 0;
    const other = expected ? 0 : 2;
    if (this.namePlausible(sure) || !this.namePlausible(other)) return sure;
    return other;
  }

  private namePlausible(dependencyBytes: number): boolean {
    const place = this.at + 5 + dependencyBytes;
    if (place + 4 > this.bytes.length) return false;
    return this.source.names.plausible(u32(this.bytes, place));
  }
}
