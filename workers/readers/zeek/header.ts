/**
 * The lines with `#` in a tab-separated Zeek log: what separates, what stands for nothing, which log
 * it is and how its columns are called. Logs that were put together have several of them.
 */

export interface ZeekHeader {
  /** The lines in force, one to a line: what tells this header from another one. */
  readonly text: string;
  readonly separator: string;
  readonly setSeparator: string;
  readonly unset: string;
  readonly empty: string;
  readonly path: string;
  readonly fields: readonly string[];
  /** True for columns that are lists. */
  readonly isList: readonly boolean[];
}

/** Lines that matter for rows, in the order in which Zeek writes them. */
const KEYS = [
  'separator',
  'set_separator',
  'empty_field',
  'unset_field',
  'path',
  'fields',
  'types',
];
const keyForm = /^#([a-z_]{1,32})(?=[\s\S])/;
const MAX_COLUMNS = 4096;

/** Gathers header lines; a new `#separator` begins a new header. */
export class HeaderLines {
  private readonly lines = new Map<string, string>();
  private known: string | undefined;

  constructor(text = '') {
    for (const line of text.split('\n')) this.add(line);
  }

  get text(): string {
    this.known ??= KEYS.flatMap((key) => this.lines.get(key) ?? []).join('\n');
    return this.known;
  }

  /** Takes a line that begins with `#`; others than those of a header say nothing of rows. */
  add(line: string): void {
    const key = keyForm.exec(line)?.[1];
    if (key === undefined || !KEYS.includes(key)) return;
    if (key === 'separator') this.lines.clear();
    this.lines.set(key, line);
    this.known = undefined;
  }
}

/** The header that some lines make, or undefined while they name no columns. */
export function readHeader(text: string): ZeekHeader | undefined {
  const lines = new Map<string, string>();
  for (const line of text.split('\n')) {
    const key = keyForm.exec(line)?.[1];
    if (key !== undefined) lines.set(key, line.slice(key.length + 2));
  }
  const separator = unescaped(lines.get('separator') ?? '\\x09');
  const names = lines.get('fields');
  if (names === undefined || separator === '') return undefined;
  const fields = names.split(separator, MAX_COLUMNS + 1);
  if (fields.length > MAX_COLUMNS) return undefined;
  const types = lines.get('types')?.split(separator) ?? [];
  return {
    text,
    separator,
    setSeparator: unescaped(lines.get('set_separator') ?? ','),
    unset: lines.get('unset_field') ?? '-',
    empty: lines.get('empty_field') ?? '(empty)',
    path: lines.get('path') ?? '',
    fields,
    isList: fields.map((_, at) => /^(?:set|vector|table)\[/.test(types[at] ?? '')),
  };
}

/** `\x09` as the character that it stands for. */
export function unescaped(text: string): string {
  if (!text.includes('\\x')) return text;
  const bytes = text.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return bytes === text ? text : asUtf8(text, bytes);
}

/** Escapes above 0x7f are bytes of UTF-8. */
function asUtf8(text: string, bytes: string): string {
  if (!/\\x[89a-fA-F]/.test(text)) return bytes;
  // Only text that is nothing but bytes can be put together again.
  if (/[^\0-\xff]/.test(bytes)) return bytes;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
