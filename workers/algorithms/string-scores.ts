/**
 * Numbers made of text as msticpy makes them (analysis.eventcluster, msticpy 3.0): sums of code
 * points, counts and checksums of delimiters. All by code point, so an emoji is one character, and
 * with Python's idea of white space, which differs from JavaScript's in six characters.
 */
import { portableLog } from '#workers/base/portable-math.ts';
import { crc32OfText } from './crc32.ts';

const LN10 = portableLog(10);

/**
 * Sum of a text's code points, divided by `scale` and rounded down.
 * @returns a whole number ≥ 0
 */
export function codePointSum(text: string, scale = 1): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isLeadingSurrogate(unit)) {
      const point = text.codePointAt(i)!;
      if (point > 0xffff) i++;
      sum += point;
    } else {
      sum += unit;
    }
  }
  return scale === 1 ? sum : Math.floor(sum / scale);
}

/** Number of code points in a text; half a surrogate pair counts as one. */
export function codePointCount(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    if (isLeadingSurrogate(text.charCodeAt(i)) && text.codePointAt(i)! > 0xffff) {
      count--;
      i++;
    }
  }
  return count;
}

/** Number of delimiters: white space and - \ / . , " ' | & : ; % $ ( ). */
export function delimiterCount(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (isDelimiter(text.charCodeAt(i))) count++;
  return count;
}

/** CRC-32 of a text's delimiters alone, joined: the same for commands of the same build. */
export function delimiterHash(text: string): number {
  let delimiters = '';
  for (let i = 0; i < text.length; i++) {
    if (isDelimiter(text.charCodeAt(i))) delimiters += text[i]!;
  }
  return crc32OfText(delimiters);
}

/** Number of pieces between single separators; 1 for an empty text. */
export function tokenCount(text: string, separator = ' '): number {
  return text.split(separator).length;
}

/** Decimal logarithm of a score or length; 0 for 0, as published. The same bytes on every machine. */
export function logOfScore(score: number): number {
  return score === 0 ? 0 : portableLog(score) / LN10;
}

function isLeadingSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Delimiters below U+0080 by unit. */
const asciiDelimiters = new Uint8Array(128);
for (const unit of [9, 10, 11, 12, 13, 28, 29, 30, 31]) asciiDelimiters[unit] = 1;
for (const sign of ' -\\/.,"\'|&:;%$()') asciiDelimiters[sign.charCodeAt(0)] = 1;

/** Python's `\s` beyond ASCII: has U+0085, lacks U+FEFF. */
const wideSpaces = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008,
  0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
]);

function isDelimiter(unit: number): boolean {
  return unit < 128 ? asciiDelimiters[unit] === 1 : wideSpaces.has(unit);
}
