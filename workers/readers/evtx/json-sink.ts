/**
 * A growing buffer that JSON is written into, byte by byte: a record's document is made straight
 * from the evidence's UTF-16, without strings or objects in between. Whatever comes in, what goes
 * out is well-formed UTF-8 and well-formed inside a JSON string.
 */
import { Damage, MAX_DOCUMENT_BYTES } from './limits.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const LOWER_HEX = Buffer.from('0123456789abcdef', 'latin1');
const UPPER_HEX = Buffer.from('0123456789ABCDEF', 'latin1');

/** 0: as it is; 117 ('u'): as \u00XX; else the letter after the backslash. */
const ESCAPE = new Uint8Array(128);
ESCAPE.fill(117, 0, 32);
for (const [code, letter] of Object.entries({ 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r' })) {
  ESCAPE[Number(code)] = letter.charCodeAt(0);
}
ESCAPE[QUOTE] = QUOTE;
ESCAPE[BACKSLASH] = BACKSLASH;

/** Windows-1252 where it differs from Latin-1: bytes 0x80 … 0x9f (0: undefined there, kept as Latin-1). */
const CODE_PAGE = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
  0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
  0x203a, 0x0153, 0, 0x017e, 0x0178,
] as const;

export class JsonSink {
  /** Valid up to `end`; another buffer after any write. */
  bytes = Buffer.allocUnsafeSlow(1 << 16);
  end = 0;

  byte(value: number): void {
    if (this.end === this.bytes.length) this.grow(1);
    this.bytes[this.end++] = value;
  }

  /** Copies bytes as they are. */
  raw(literal: Uint8Array): void {
    const length = literal.length;
    if (this.end + length > this.bytes.length) this.grow(length);
    const { bytes, end } = this;
    if (length > 64) bytes.set(literal, end);
    else for (let i = 0; i < length; i++) bytes[end + i] = literal[i]!;
    this.end = end + length;
  }

  /** ASCII text without anything to escape. */
  ascii(text: string): void {
    const length = text.length;
    if (this.end + length > this.bytes.length) this.grow(length);
    const { bytes, end } = this;
    for (let i = 0; i < length; i++) bytes[end + i] = text.charCodeAt(i);
    this.end = end + length;
  }

  /** UTF-16LE as the inside of a JSON string; lone surrogates become \u escapes. `to - from` is even. */
  utf16(source: Uint8Array, from: number, to: number): void {
    // At most six bytes ("\u0000") for each two.
    const worst = (to - from) * 3;
    if (this.end + worst > this.bytes.length) this.grow(worst);
    const bytes = this.bytes;
    let end = this.end;
    for (let i = from; i < to; i += 2) {
      const low = source[i]!;
      const high = source[i + 1]!;
      if (high === 0 && low < 128 && ESCAPE[low] === 0) {
        bytes[end++] = low;
        continue;
      }
      const unit = low | (high << 8);
      if ((unit & 0xfc00) === 0xd800 && i + 3 < to && (source[i + 3]! & 0xfc) === 0xdc) {
        const next = source[i + 2]! | (source[i + 3]! << 8);
        end = this.wide(end, 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff));
        i += 2;
      } else end = this.unit(end, unit);
    }
    this.end = end;
  }

  /** Single bytes of code page 1252 as the inside of a JSON string. */
  ansi(source: Uint8Array, from: number, to: number): void {
    const worst = (to - from) * 6;
    if (this.end + worst > this.bytes.length) this.grow(worst);
    let end = this.end;
    for (let i = from; i < to; i++) {
      const byte = source[i]!;
      const special = byte >= 0x80 && byte < 0xa0 ? CODE_PAGE[byte - 0x80]! : 0;
      end = this.unit(end, special === 0 ? byte : special);
    }
    this.end = end;
  }

  /** A whole number of at most 2^53 in decimal. */
  integer(value: number): void {
    if (this.end + 24 > this.bytes.length) this.grow(24);
    if (value < 0) {
      this.bytes[this.end++] = 45;
      value = -value;
    }
    let digits = 1;
    for (let power = 10; value >= power; power *= 10) digits++;
    this.padded(value, digits);
  }

  /** So many decimal digits, zeros in front. */
  padded(value: number, digits: number): void {
    if (this.end + digits > this.bytes.length) this.grow(digits);
    const { bytes, end } = this;
    let at = end + digits - 1;
    // Beyond 32 bits the remainder is taken in floating point, which is slower.
    while (value > 0x7fffffff && at >= end) {
      bytes[at--] = 48 + (value % 10);
      value = Math.floor(value / 10);
    }
    let rest = value | 0;
    while (at >= end) {
      bytes[at--] = 48 + (rest % 10);
      rest = (rest / 10) | 0;
    }
    this.end = end + digits;
  }

  /** 0x and lower-case digits without zeros in front, of 32 bits or of two halves. */
  hex(low: number, high = 0): void {
    if (this.end + 18 > this.bytes.length) this.grow(18);
    const bytes = this.bytes;
    let end = this.end;
    bytes[end++] = 48;
    bytes[end++] = 120;
    let digits = high === 0 ? hexDigits(low) : 8 + hexDigits(high);
    while (digits > 0) {
      digits--;
      const half = digits >= 8 ? high : low;
      bytes[end++] = LOWER_HEX[(half >>> ((digits & 7) * 4)) & 15]!;
    }
    this.end = end;
  }

  /** Bytes as upper-case hex. */
  hexBytes(source: Uint8Array, from: number, to: number): void {
    const length = (to - from) * 2;
    if (this.end + length > this.bytes.length) this.grow(length);
    const bytes = this.bytes;
    let end = this.end;
    for (let i = from; i < to; i++) {
      bytes[end++] = UPPER_HEX[source[i]! >>> 4]!;
      bytes[end++] = UPPER_HEX[source[i]! & 15]!;
    }
    this.end = end;
  }

  /** One UTF-16 unit that is no pair's half (or a lone one). */
  private unit(end: number, unit: number): number {
    const bytes = this.bytes;
    if (unit < 128) {
      const escape = ESCAPE[unit]!;
      if (escape === 0) {
        bytes[end] = unit;
        return end + 1;
      }
      bytes[end] = BACKSLASH;
      bytes[end + 1] = escape;
      return escape === 117 ? this.fourHex(end + 2, unit) : end + 2;
    }
    if ((unit & 0xf800) !== 0xd800) return this.wide(end, unit);
    bytes[end] = BACKSLASH;
    bytes[end + 1] = 117;
    return this.fourHex(end + 2, unit);
  }

  private fourHex(end: number, unit: number): number {
    for (let i = 0; i < 4; i++) this.bytes[end + i] = LOWER_HEX[(unit >>> (12 - 4 * i)) & 15]!;
    return end + 4;
  }

  /** UTF-8 of a code point above 127. */
  private wide(end: number, point: number): number {
    const bytes = this.bytes;
    if (point < 0x800) {
      bytes[end] = 0xc0 | (point >> 6);
      bytes[end + 1] = 0x80 | (point & 63);
      return end + 2;
    }
    if (point < 0x10000) {
      bytes[end] = 0xe0 | (point >> 12);
      bytes[end + 1] = 0x80 | ((point >> 6) & 63);
      bytes[end + 2] = 0x80 | (point & 63);
      return end + 3;
    }
    bytes[end] = 0xf0 | (point >> 18);
    bytes[end + 1] = 0x80 | ((point >> 12) & 63);
    bytes[end + 2] = 0x80 | ((point >> 6) & 63);
    bytes[end + 3] = 0x80 | (point & 63);
    return end + 4;
  }

  private grow(need: number): void {
    if (this.end + need > MAX_DOCUMENT_BYTES) {
      throw new Damage('evtx-record-too-complex', 'The record would become too long.');
    }
    const bigger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.end + need));
    this.bytes.copy(bigger, 0, 0, this.end);
    this.bytes = bigger;
  }
}

function hexDigits(value: number): number {
  return value === 0 ? 1 : 8 - (Math.clz32(value) >> 2);
}
