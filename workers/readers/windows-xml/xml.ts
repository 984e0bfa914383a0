/**
 * XML of one event: elements, attributes, text, CDATA, character references and XML's own five
 * entities. No DTD and no other entities, so nothing is ever expanded or fetched; depth, elements
 * and attributes are limited; every character is looked at a bounded number of times.
 */

export interface XmlElement {
  /** Without namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All text inside, without that of children. */
  readonly text: string;
}

/** Why a text is not the XML that is read here. */
export interface XmlFault {
  /** `xml-syntax`, `xml-entity`, `xml-doctype`, `xml-too-deep`, `xml-too-large`. */
  readonly reason: string;
  readonly message: string;
}

const MAX_DEPTH = 64;
const MAX_ELEMENTS = 20_000;
const MAX_ATTRIBUTES = 256;

interface OpenElement extends XmlElement {
  text: string;
  readonly children: OpenElement[];
  readonly fullName: string;
}

/** The one element that a text consists of, or what is wrong with it. */
export function parseXml(text: string): XmlElement | XmlFault {
  return new XmlParser(text).parse();
}

/** True for what {@link parseXml} answers when it fails. */
export function isFault(value: XmlElement | XmlFault): value is XmlFault {
  return 'reason' in value;
}

const nameForm = /[^\s<>/=&'"]{1,256}/y;
const attributeForm = /\s+([^\s<>/=&'"]{1,256})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;

class XmlParser {
  private readonly text: string;
  private at = 0;
  private elements = 0;
  private readonly open: OpenElement[] = [];
  private root: OpenElement | undefined;
  private fault: XmlFault | undefined;

  constructor(text: string) {
    this.text = text;
  }

  parse(): XmlElement | XmlFault {
    while (this.at < this.text.length && this.fault === undefined) this.step();
    if (this.fault !== undefined) return this.fault;
    if (this.open.length > 0 || this.root === undefined) return syntax('breaks off', this.at);
    return this.root;
  }

  /** Text up to a tag, and the tag. */
  private step(): void {
    const { text } = this;
    const found = text.indexOf('<', this.at);
    const tag = found < 0 ? text.length : found;
    if (tag > this.at) this.addText(text.slice(this.at, tag));
    this.at = tag;
    if (this.fault !== undefined || tag === text.length) return;
    if (text.startsWith('</', tag)) this.closeTag();
    else if (text.startsWith('<![CDATA[', tag)) this.skipTo(']]>', 9, true);
    else if (text.startsWith('<!--', tag)) this.skipTo('-->', 4, false);
    else if (text.startsWith('<?', tag)) this.skipTo('?>', 2, false);
    else if (text.startsWith('<!', tag)) {
      this.fault = { reason: 'xml-doctype', message: 'A document type is not read.' };
    } else this.openTag();
  }

  private addText(raw: string): void {
    const element = this.open.at(-1);
    if (element === undefined) {
      if (raw.trim() !== '') this.fault = syntax('has text outside of its element', this.at);
      return;
    }
    const text = this.decode(raw);
    if (text.trim() !== '' || element.text !== '') element.text += text;
  }

  private skipTo(end: string, from: number, isText: boolean): void {
    const start = this.at + from;
    const close = this.text.indexOf(end, start);
    if (close < 0) {
      this.fault = syntax('breaks off', this.text.length);
      return;
    }
    const element = this.open.at(-1);
    if (isText && element !== undefined) element.text += this.text.slice(start, close);
    this.at = close + end.length;
  }

  private openTag(): void {
    nameForm.lastIndex = this.at + 1;
    const name = nameForm.exec(this.text)?.[0];
    if (name === undefined || (this.root !== undefined && this.open.length === 0)) {
      this.fault = syntax('is damaged', this.at);
      return;
    }
    this.at = nameForm.lastIndex;
    const attributes = this.readAttributes();
    tagEnd.lastIndex = this.at;
    const end = tagEnd.exec(this.text);
    if (end === null) {
      this.fault ??= syntax('is damaged', this.at);
      return;
    }
    this.at = tagEnd.lastIndex;
    this.enter(name, attributes);
    if (end[1] === '/') this.open.pop();
  }

  private enter(fullName: string, attributes: ReadonlyMap<string, string>): void {
    if (++this.elements > MAX_ELEMENTS) {
      this.fault = { reason: 'xml-too-large', message: `More than ${MAX_ELEMENTS} elements.` };
    } else if (this.open.length >= MAX_DEPTH) {
      this.fault = { reason: 'xml-too-deep', message: `More than ${MAX_DEPTH} levels of nesting.` };
    }
    const name = fullName.slice(fullName.indexOf(':') + 1);
    const element: OpenElement = { name, fullName, attributes, children: [], text: '' };
    this.open.at(-1)?.children.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  private readAttributes(): ReadonlyMap<string, string> {
    const out = new Map<string, string>();
    for (let count = 0; count <= MAX_ATTRIBUTES; count++) {
      attributeForm.lastIndex = this.at;
      const found = attributeForm.exec(this.text);
      if (found === null) return out;
      this.at = attributeForm.lastIndex;
      out.set(found[1]!, this.decode(found[2] ?? found[3] ?? ''));
    }
    this.fault ??= { reason: 'xml-too-large', message: `More than ${MAX_ATTRIBUTES} attributes.` };
    return out;
  }

  private closeTag(): void {
    nameForm.lastIndex = this.at + 2;
    const name = nameForm.exec(this.text)?.[0];
    const element = this.open.pop();
    const end = this.text.indexOf('>', this.at);
    if (element === undefined || name !== element.fullName || end < 0) {
      this.fault = syntax('is damaged', this.at);
      return;
    }
    this.at = end + 1;
  }

  private decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replaceAll(
      /&(#x?[0-9a-fA-F]{1,8}|[A-Za-z][\w.-]{0,63});/g,
      (whole, name: string) => {
        const text = name.startsWith('#') ? characterOf(name) : entities.get(name);
        if (text === undefined) {
          this.fault ??= {
            reason: 'xml-entity',
            message: `The entity ${whole} is not one of XML's own.`,
          };
        }
        return text ?? '';
      },
    );
  }
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** `#10` or `#xA`; undefined for numbers that are no characters. */
function characterOf(reference: string): string | undefined {
  const isHex = reference[1] === 'x';
  const digits = reference.slice(isHex ? 2 : 1);
  if (!isHex && !/^\d+$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

function syntax(what: string, at: number): XmlFault {
  return { reason: 'xml-syntax', message: `The event ${what} at character ${at + 1}.` };
}
