/**
 * Reading single values: placeholders that mean "nothing", hex and decimal numbers, addresses,
 * account names. All linear in the text's length and without side effects, so that any text of the
 * evidence may come in.
 */

/** True for what loggers write where they have nothing. */
export function isPlaceholder(text: string): boolean {
  return text.length <= 1 && (text === '' || text === '-' || text === '?');
}

/** The text, or undefined when it is a placeholder. */
export function meaningful(text: string | undefined): string | undefined {
  return text === undefined || isPlaceholder(text) ? undefined : text;
}

/** '6700' or '0x1a2c' → number; anything else → undefined. Values above 2^31-1 are not cut off here. */
export function wholeNumber(text: string): number | undefined {
  const length = text.length;
  if (length > 2 && text.charCodeAt(0) === 48 && (text.charCodeAt(1) | 32) === 120) {
    return length <= 13 ? hexNumber(text) : undefined;
  }
  if (length === 0 || length > 15) return undefined;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function hexNumber(text: string): number | undefined {
  let value = 0;
  for (let i = 2; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const lower = unit | 32;
    const digit =
      unit >= 48 && unit <= 57 ? unit - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1;
    if (digit < 0) return undefined;
    value = value * 16 + digit;
  }
  return value;
}

/**
 * An IPv4 or IPv6 address as text, or undefined for placeholders and names ("LOCAL").
 * IPv4 inside IPv6 (`::ffff:10.0.0.5`) comes out as IPv4, so that one machine has one address.
 */
export function ipAddress(text: string): string | undefined {
  if (text.length < 2 || text.length > 64 || !looksLikeAddress(text)) return undefined;
  const mapped = text.charCodeAt(0) === 58 && text.includes('.');
  return mapped && text.slice(0, 7).toLowerCase() === '::ffff:' ? text.slice(7) : text;
}

/** Hex digits with at least two dots or colons, up to a zone index (`fe80::1%4`). */
function looksLikeAddress(text: string): boolean {
  let separators = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 46 || unit === 58) separators++;
    else if (unit === 37) break;
    else if (!isHexUnit(unit)) return false;
  }
  return separators >= 2;
}

function isHexUnit(unit: number): boolean {
  const lower = unit | 32;
  return (unit >= 48 && unit <= 57) || (lower >= 97 && lower <= 102);
}

/** True for GUIDs of zeros, with or without braces: how loggers write "no process". */
export function isZeroGuid(text: string): boolean {
  return (
    text === '00000000-0000-0000-0000-000000000000' ||
    text === '{00000000-0000-0000-0000-000000000000}'
  );
}

/** `DOMAIN\name` in its parts; domain '' when the text names none. */
export interface Account {
  readonly domain: string;
  readonly name: string;
}

/** Splits `DOMAIN\\name`; undefined for placeholders. Nothing else is taken apart: `name@realm` stays a name. */
export function splitAccount(text: string): Account | undefined {
  if (text !== lastText) {
    lastAccount = split(text);
    lastText = text;
  }
  return lastAccount;
}

/** One account writes many events in a row. */
let lastText = '';
let lastAccount: Account | undefined;

function split(text: string): Account | undefined {
  if (isPlaceholder(text)) return undefined;
  const at = text.indexOf('\\');
  if (at < 0) return { domain: '', name: text };
  const domain = text.slice(0, at);
  const name = text.slice(at + 1);
  return { domain: isPlaceholder(domain) ? '' : domain, name: isPlaceholder(name) ? '' : name };
}

/** How a status code went: '0x0' and '0' are success; undefined when there is no code. */
export function statusOutcome(text: string | undefined): 'success' | 'failure' | undefined {
  if (text === undefined || isPlaceholder(text)) return undefined;
  return /^(0x)?0+$/i.test(text) ? 'success' : 'failure';
}

/** IANA protocol number or name → ECS network.transport. */
export function transportName(text: string): string {
  return protocolNames.get(text) ?? text.toLowerCase();
}

const protocolNames: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['2', 'igmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['47', 'gre'],
  ['50', 'esp'],
  ['58', 'ipv6-icmp'],
  ['132', 'sctp'],
]);

/** Severity in any of the usual spellings → the words of Windows' event levels, lower case. */
export function levelName(text: string): string {
  return levelNames.get(text) ?? text.toLowerCase();
}

/** Level 0 is shown as information, as the Event Viewer does. */
const levelNames: ReadonlyMap<string, string> = new Map([
  ['0', 'information'],
  ['1', 'critical'],
  ['2', 'error'],
  ['3', 'warning'],
  ['4', 'information'],
  ['5', 'verbose'],
  ['INFO', 'information'],
  ['Information', 'information'],
  ['info', 'information'],
  ['Info', 'information'],
  ['Informationen', 'information'],
  ['SuccessAudit', 'information'],
  ['FailureAudit', 'information'],
  ['LogAlways', 'information'],
  ['WARN', 'warning'],
  ['WARNING', 'warning'],
  ['Warning', 'warning'],
  ['Warnung', 'warning'],
  ['ERROR', 'error'],
  ['Error', 'error'],
  ['Fehler', 'error'],
  ['CRITICAL', 'critical'],
  ['Critical', 'critical'],
  ['Verbose', 'verbose'],
  ['DEBUG', 'verbose'],
]);
