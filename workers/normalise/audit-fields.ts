/**
 * Fields of the Linux audit log: `pid=1 exe="/bin/sh" msg='op=login acct="root"'`, values with odd
 * characters in hex without quotes. Source: the audit project's "field dictionary" and
 * `audit_log_untrustedstring` of the kernel.
 */

export type AuditFields = ReadonlyMap<string, string>;

/** Fields that the kernel or a program writes in hex when they hold blanks, quotes or controls. */
const ENCODED = new Set([
  'proctitle',
  'cmd',
  'exe',
  'comm',
  'name',
  'cwd',
  'acct',
  'path',
  'dir',
  'data',
  'unit',
  'key',
  'watch',
  'vm',
  'new-disk',
]);
/** Separates what the daemon added when it enriched a line. */
const ENRICHED = 0x1d;
const BLANK = 32;
const EQUALS = 61;
const QUOTE = 34;
const APOSTROPHE = 39;

/**
 * All fields of a text in order; names that repeat keep the first value.
 * @param isArguments for EXECVE, whose `a0`, `a1`, `a1[0]` … are encoded too
 */
export function readAuditFields(text: string, isArguments = false): AuditFields {
  const out = new Map<string, string>();
  readInto(text, isArguments, out, true);
  return out;
}

/** @param mayNest whether a program's text in apostrophes is taken apart; one in another is not */
function readInto(
  text: string,
  isArguments: boolean,
  out: Map<string, string>,
  mayNest: boolean,
): void {
  for (let at = 0; at < text.length;) {
    at = skipMargins(text, at);
    const equals = endOfName(text, at);
    if (text.charCodeAt(equals) !== EQUALS) {
      at = equals + 1;
      continue;
    }
    const name = text.slice(at, equals);
    const mark = text.charCodeAt(equals + 1);
    if (mark === APOSTROPHE && mayNest) {
      const end = closingApostrophe(text, equals + 2);
      // What a program of its own wrote: its fields are the line's.
      readInto(text.slice(equals + 2, end), isArguments, out, false);
      at = end + 1;
    } else if (mark === QUOTE) {
      const close = text.indexOf('"', equals + 2);
      const end = close < 0 ? text.length : close;
      put(out, name, text.slice(equals + 2, end));
      at = end + 1;
    } else {
      const end = endOfWord(text, equals + 1);
      const value = text.slice(equals + 1, end);
      put(out, name, isEncoded(name, isArguments) ? decoded(value) : value);
      at = end + 1;
    }
  }
}

function put(out: Map<string, string>, name: string, value: string): void {
  if (!out.has(name)) out.set(name, value);
}

function skipMargins(text: string, from: number): number {
  let at = from;
  while (at < text.length && isMargin(text.charCodeAt(at))) at++;
  return at;
}

/** Blanks, the mark of enriched fields, commas of old lists. */
function isMargin(unit: number): boolean {
  return unit <= BLANK || unit === 44;
}

/** The next equals sign, blank or end. */
function endOfName(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === EQUALS || unit <= BLANK) break;
    at++;
  }
  return at;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > BLANK) at++;
  return at;
}

/** The apostrophe that closes a program's text: the last one before enriched fields or the end. */
function closingApostrophe(text: string, from: number): number {
  const enriched = text.indexOf(String.fromCharCode(ENRICHED), from);
  const close = text.lastIndexOf("'", enriched < 0 ? text.length : enriched);
  return close >= from ? close : text.length;
}

function isEncoded(name: string, isArguments: boolean): boolean {
  return ENCODED.has(name) || (isArguments && /^a\d{1,6}$/.test(name));
}

/** Hex without quotes as UTF-8; NULs between arguments become blanks. Other text stays. */
export function decoded(value: string): string {
  if (value.length < 2 || value.length % 2 !== 0 || !/^[0-9A-Fa-f]+$/.test(value)) return value;
  return Buffer.from(value, 'hex').toString('utf8').replaceAll('\0', ' ').trimEnd();
}

/**
 * The command line of EXECVE fields: `a0` … in order, long ones in pieces `a1[0]`, `a1[1]`.
 * @returns undefined when there are none
 */
export function commandOf(fields: AuditFields): string | undefined {
  const words: string[] = [];
  for (let number = 0; ; number++) {
    const whole = fields.get(`a${number}`) ?? pieced(fields, number);
    if (whole === undefined) break;
    words.push(whole);
  }
  return words.length === 0 ? undefined : words.join(' ');
}

function pieced(fields: AuditFields, number: number): string | undefined {
  let text = '';
  for (let piece = 0; ; piece++) {
    const value = fields.get(`a${number}[${piece}]`);
    if (value === undefined) return piece === 0 ? undefined : decoded(text);
    text += value;
  }
}
