/** JSON's \uXXXX inside words. Other escapes only separate. */

const BACKSLASH: i32 = 92;
const LETTER_U: i32 = 117;

/** True when the escape at `at` is a \uXXXX for a letter or digit, or for anything above ASCII. */
export function isLetterEscape(at: i32): bool {
  if (load<u8>(at + 1) != LETTER_U) return false;
  const unit = codeUnit(at);
  const lower = unit | 32;
  return unit > 127 || (unit >= 48 && unit <= 57) || (lower >= 97 && lower <= 122);
}

/**
 * Writes `from` … `to` as UTF-8 to `out`, which is never longer: an escape takes six bytes. Escapes
 * of other kinds become blanks, lone surrogates replacement characters.
 * @returns end of what was written
 */
export function decodeEscapes(from: i32, to: i32, out: i32): i32 {
  let end = out;
  let at = from;
  while (at < to) {
    if (load<u8>(at) != BACKSLASH) {
      store<u8>(end++, load<u8>(at++));
    } else if (!isUnicode(at, to)) {
      store<u8>(end++, 32);
      at += 2;
    } else {
      const unit = codeUnit(at);
      at += 6;
      const low = (unit & 0xfc00) == 0xd800 && isUnicode(at, to) ? codeUnit(at) : 0;
      const paired = (low & 0xfc00) == 0xdc00;
      if (paired) at += 6;
      end = storeUtf8(end, paired ? pairOf(unit, low) : scalarOf(unit));
    }
  }
  return end;
}

function isUnicode(at: i32, to: i32): bool {
  return at + 6 <= to && load<u8>(at) == BACKSLASH && load<u8>(at + 1) == LETTER_U;
}

function codeUnit(at: i32): i32 {
  let unit = 0;
  for (let k = 2; k < 6; k++) {
    const byte = <i32>load<u8>(at + k);
    unit = (unit << 4) + (byte <= 57 ? byte - 48 : (byte | 32) - 87);
  }
  return unit & 0xffff;
}

function pairOf(high: i32, low: i32): i32 {
  return 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff);
}

function scalarOf(unit: i32): i32 {
  return (unit & 0xf800) == 0xd800 ? 0xfffd : unit;
}

function storeUtf8(at: i32, code: i32): i32 {
  if (code < 0x80) {
    store<u8>(at, code);
    return at + 1;
  }
  if (code < 0x800) {
    store<u8>(at, 0xc0 | (code >> 6));
    return storeTail(at + 1, code, 0);
  }
  if (code < 0x10000) {
    store<u8>(at, 0xe0 | (code >> 12));
    return storeTail(at + 1, code, 6);
  }
  store<u8>(at, 0xf0 | (code >> 18));
  return storeTail(at + 1, code, 12);
}

/** The bytes that follow, six bits each, from `shift` down to 0. */
function storeTail(from: i32, code: i32, shift: i32): i32 {
  let at = from;
  for (let bits = shift; bits >= 0; bits -= 6) store<u8>(at++, 0x80 | ((code >> bits) & 63));
  return at;
}
