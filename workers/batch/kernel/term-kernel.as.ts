/**
 * The inner loop of the text index in AssemblyScript: sixteen bytes at a time it finds words, folds
 * ASCII to lower case and looks them up. JavaScript takes four times as long, and indexing is half
 * of an import's work. `npm run kernel` compiles it into `term-kernel-wasm.ts`.
 *
 * Values of logs repeat, so that a text is first cut into segments (lines of a message, cells of a
 * table). A segment met before is recognised by its hash and compared; the terms that it had are
 * then posted without being read again.
 *
 * All addresses are byte offsets in linear memory. Regions are handed out one behind the other and
 * doubled by moving them to the end; `reset` starts over. Every region that is read in vectors has
 * 64 bytes to spare.
 */

const SPARE: i32 = 64;
const MAX_TERM: i32 = 64;
const MAX_SEGMENT: i32 = 4096;
const MAX_SEGMENTS: i32 = 30000;
const SEGMENT_BYTES: i32 = 4 << 20;
/** Segments with as many neighbours are not looked for any longer: hostile text may crowd a slot. */
const MAX_PROBES: i32 = 16;
const MAX_DEPTH: i32 = 127;

const QUOTE: i32 = 34;
const COMMA: i32 = 44;
const COLON: i32 = 58;
const SEMICOLON: i32 = 59;
const BACKSLASH: i32 = 92;
const LETTER_N: i32 = 110;
const LETTER_R: i32 = 114;
const LETTER_T: i32 = 116;
const LETTER_U: i32 = 117;

/** A term's record: hash, start in the arena, length, row it was last seen in. */
const TERM_RECORD: i32 = 16;
/** A segment's record: hash, start, length, first posted term, their number, row last seen in. */
const SEGMENT_RECORD: i32 = 24;

let heap: i32 = 0;
/** Sixteen bytes of ones and zeros per length 0…16, to cut a vector. */
let masks: i32 = 0;
/** By depth in a JSON document: 1 inside an object, 0 inside a list. */
let inObject: i32 = 0;
let input: i32 = 0;
let inputSize: i32 = 0;
/** Strings whose escapes stand for letters, decoded. */
let decoded: i32 = 0;
let decodedSize: i32 = 0;
let seed: u64 = 0;
let row: i32 = 0;
/** True when documents have JSON's escapes. */
let escapes: bool = false;

/** Open addressing: term number + 1, 0 = free. */
let slots: i32 = 0;
let slotMask: i32 = 0;
let recordSize: i32 = 0;
let arenaSize: i32 = 0;
let arenaEnd: i32 = 0;
let pairSize: i32 = 0;
let segmentSlots: i32 = 0;
let segmentRecords: i32 = 0;
let segments: i32 = 0;
let segmentArena: i32 = 0;
let segmentArenaEnd: i32 = 0;
/** Terms of all segments, one after the other. */
let posts: i32 = 0;
let postSize: i32 = 0;
let postEnd: i32 = 0;
/** True while the terms of a new segment are noted. */
let noting: bool = false;

/** What JavaScript reads afterwards. Pairs are term and row, four bytes each. */
export let terms: i32 = 0;
export let pairs: i32 = 0;
export let records: i32 = 0;
export let arena: i32 = 0;
export let pairList: i32 = 0;

/**
 * Forgets everything.
 * @param secret a number that evidence cannot know, so that nobody writes words that all collide
 */
export function reset(secret: f64): void {
  seed = reinterpret<u64>(secret);
  heap = (<i32>__heap_base + 63) & ~63;
  masks = take(17 * 16);
  for (let length = 0; length <= 16; length++) {
    for (let k = 0; k < 16; k++) store<u8>(masks + length * 16 + k, k < length ? 255 : 0);
  }
  inObject = take(MAX_DEPTH + 1);
  memory.fill(inObject, 0, MAX_DEPTH + 1);
  inputSize = 1 << 16;
  input = take(inputSize);
  decodedSize = 0;
  slotMask = (1 << 16) - 1;
  slots = takeZeros(4 << 16);
  recordSize = 1 << 19;
  records = take(recordSize);
  arenaSize = 1 << 19;
  arena = take(arenaSize);
  pairSize = 1 << 21;
  pairList = take(pairSize);
  segmentSlots = takeZeros(4 << 16);
  segmentRecords = take(MAX_SEGMENTS * SEGMENT_RECORD);
  segmentArena = take(SEGMENT_BYTES);
  postSize = 1 << 21;
  posts = take(postSize);
  terms = 0;
  pairs = 0;
  arenaEnd = 0;
  segments = 0;
  segmentArenaEnd = 0;
  postEnd = 0;
}

/** Where a document of this length is to be put before it is added. */
export function inputFor(length: i32): i32 {
  if (length > inputSize) {
    inputSize = length;
    input = take(length);
  }
  return input;
}

/** Adds the terms of a JSON document's values; it is known to be well formed. Rows ascend. */
export function addJson(length: i32, ofRow: i32): void {
  row = ofRow;
  escapes = true;
  const to = input + length;
  memory.fill(to, 0, 32);
  let depth = 0;
  let isKey = false;
  let at = input;
  while (at < to) {
    const byte = <i32>load<u8>(at);
    if (byte == QUOTE) {
      if (isKey) at = stringEnd(at + 1, to);
      else at = addString(at + 1, to);
      isKey = false;
    } else if (byte == COLON || byte <= 32) {
      at++;
    } else if (byte == COMMA) {
      isKey = load<u8>(inObject + depth) == 1;
      at++;
    } else if (byte == 123 || byte == 91) {
      isKey = byte == 123;
      depth = (depth + 1) & MAX_DEPTH;
      store<u8>(inObject + depth, isKey ? 1 : 0);
      at++;
    } else if (byte == 125 || byte == 93) {
      depth = (depth - 1) & MAX_DEPTH;
      at++;
    } else {
      const end = wordEnd(at, to);
      if (end > at) addWords(at, end);
      at = end > at ? end : at + 1;
    }
  }
}

/** Adds the terms of a plain text, cut into segments where tables have their cells. */
export function addText(length: i32, ofRow: i32): void {
  row = ofRow;
  escapes = false;
  const to = input + length;
  memory.fill(to, 0, 32);
  let start = input;
  for (let at = input; at < to; at++) {
    const byte = <i32>load<u8>(at);
    if (byte != COMMA && byte != QUOTE && byte != SEMICOLON && byte != 9 && byte != 10) continue;
    if (at > start) addSegment(start, at);
    start = at + 1;
  }
  if (to > start) addSegment(start, to);
}

/** Position behind the closing quote of a string that is a key. */
function stringEnd(from: i32, to: i32): i32 {
  let at = from;
  while (at < to) {
    const marks = stringMarks(v128.load(at));
    if (marks == 0) {
      at += 16;
      continue;
    }
    at += ctz(marks);
    if (load<u8>(at) == QUOTE) return at + 1;
    at += 2;
  }
  return to;
}

/** A string value, in segments that end at line breaks and tabs. Returns the position behind it. */
function addString(from: i32, to: i32): i32 {
  let start = from;
  let at = from;
  while (at < to) {
    const marks = stringMarks(v128.load(at));
    if (marks == 0) {
      at += 16;
      continue;
    }
    at += ctz(marks);
    if (at >= to) break;
    if (load<u8>(at) == QUOTE) {
      if (at > start) addSegment(start, at);
      return at + 1;
    }
    const escape = <i32>load<u8>(at + 1);
    if (escape == LETTER_N || escape == LETTER_R || escape == LETTER_T) {
      if (at > start) addSegment(start, at);
      start = at + 2;
    }
    at += 2;
  }
  if (to > start) addSegment(start, to);
  return to;
}

/** Adds a segment's terms, from memory when it was met before. */
function addSegment(from: i32, to: i32): void {
  const length = to - from;
  if (length > MAX_SEGMENT) {
    addWords(from, to);
    return;
  }
  const hash = hashOf(from, length);
  let slot = hash & 0xffff;
  for (let probes = 0; ; probes++) {
    const entry = load<i32>(segmentSlots + (slot << 2));
    if (entry == 0) break;
    const record = segmentRecords + (entry - 1) * SEGMENT_RECORD;
    if (
      load<i32>(record) == hash &&
      load<i32>(record + 8) == length &&
      areEqual(segmentArena + load<i32>(record + 4), from, length)
    ) {
      postAgain(record);
      return;
    }
    if (probes == MAX_PROBES) {
      addWords(from, to);
      return;
    }
    slot = (slot + 1) & 0xffff;
  }
  if (segments == MAX_SEGMENTS || segmentArenaEnd + length > SEGMENT_BYTES) addWords(from, to);
  else addNewSegment(from, length, hash, slot);
}

function addNewSegment(from: i32, length: i32, hash: i32, slot: i32): void {
  const record = segmentRecords + segments * SEGMENT_RECORD;
  store<i32>(record, hash);
  store<i32>(record + 4, segmentArenaEnd);
  store<i32>(record + 8, length);
  store<i32>(record + 12, postEnd);
  store<i32>(record + 20, row);
  memory.copy(segmentArena + segmentArenaEnd, from, length);
  segmentArenaEnd += length;
  segments++;
  store<i32>(segmentSlots + (slot << 2), segments);
  noting = true;
  addWords(from, from + length);
  noting = false;
  store<i32>(record + 16, postEnd - load<i32>(record + 12));
}

/** Posts the terms that a segment has. */
function postAgain(record: i32): void {
  if (load<i32>(record + 20) == row) return;
  store<i32>(record + 20, row);
  let at = posts + (load<i32>(record + 12) << 2);
  const end = at + (load<i32>(record + 16) << 2);
  for (; at < end; at += 4) post(load<i32>(at));
}

/** Adds the terms of bytes without structure. */
function addWords(from: i32, to: i32): void {
  let at = from;
  while (at < to) {
    const vector = v128.load(at);
    const letters = letterBits(vector);
    if ((letters & 1) == 0) {
      at = nextWord(at, to, vector, letters);
      continue;
    }
    const end = wordEnd(at, to);
    if (escapes && load<u8>(end) == BACKSLASH && end < to && isLetterEscape(end)) {
      addDecoded(at, to);
      return;
    }
    const length = end - at;
    if (length <= 16) addShort(folded(vector, length), length);
    else addLong(at, min(length, MAX_TERM));
    at = end;
  }
}

/** From a separator to something that may begin a word. Behind `to` when the rest was decoded. */
function nextWord(at: i32, to: i32, vector: v128, letters: i32): i32 {
  if (!escapes) return at + (letters == 0 ? 16 : ctz(letters));
  if (load<u8>(at) != BACKSLASH) {
    const marks = letters | i8x16.bitmask(i8x16.eq(vector, i8x16.splat(<i8>BACKSLASH)));
    return at + (marks == 0 ? 16 : ctz(marks));
  }
  if (load<u8>(at + 1) != LETTER_U) return at + 2;
  if (!isLetterEscape(at)) return at + 6;
  addDecoded(at, to);
  return to;
}

/** End of the word that begins at `at`. */
function wordEnd(at: i32, to: i32): i32 {
  let end = at;
  while (end < to) {
    const length = ctz(~letterBits(v128.load(end)) | 0x10000);
    end += length;
    if (length < 16) break;
  }
  return min(end, to);
}

/** A word of up to sixteen bytes: one vector, one comparison. */
function addShort(word: v128, length: i32): void {
  const hash = mixed(i64x2.extract_lane(word, 0), i64x2.extract_lane(word, 1), length);
  let slot = hash & slotMask;
  for (;;) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) break;
    const record = records + (entry - 1) * TERM_RECORD;
    if (load<i32>(record) == hash && load<i32>(record + 8) == length) {
      const known = cut(v128.load(arena + load<i32>(record + 4)), length);
      if (!v128.any_true(v128.xor(known, word))) {
        found(entry - 1);
        return;
      }
    }
    slot = (slot + 1) & slotMask;
  }
  if (arenaEnd + 16 > arenaSize) growArena();
  v128.store(arena + arenaEnd, word);
  addTerm(slot, hash, length);
}

/** A longer word, folded where it will stay if it is new. */
function addLong(from: i32, length: i32): void {
  if (arenaEnd + MAX_TERM > arenaSize) growArena();
  const at = arena + arenaEnd;
  for (let k = 0; k < length; k += 16) {
    v128.store(at + k, folded(v128.load(from + k), min(length - k, 16)));
  }
  const hash = hashOf(at, length);
  let slot = hash & slotMask;
  for (;;) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) break;
    const record = records + (entry - 1) * TERM_RECORD;
    if (
      load<i32>(record) == hash &&
      load<i32>(record + 8) == length &&
      areEqual(arena + load<i32>(record + 4), at, length)
    ) {
      found(entry - 1);
      return;
    }
    slot = (slot + 1) & slotMask;
  }
  addTerm(slot, hash, length);
}

/** Makes a term of the bytes at the end of the arena. */
function addTerm(slot: i32, hash: i32, length: i32): void {
  if ((terms + 1) * TERM_RECORD > recordSize) {
    records = moved(records, recordSize);
    recordSize <<= 1;
  }
  const record = records + terms * TERM_RECORD;
  store<i32>(record, hash);
  store<i32>(record + 4, arenaEnd);
  store<i32>(record + 8, length);
  store<i32>(record + 12, -1);
  arenaEnd += length;
  terms++;
  store<i32>(slots + (slot << 2), terms);
  found(terms - 1);
  if (terms * 2 > slotMask) rehash();
}

function found(term: i32): void {
  if (noting) {
    if ((postEnd + 1) << 2 > postSize) {
      posts = moved(posts, postSize);
      postSize <<= 1;
    }
    store<i32>(posts + (postEnd << 2), term);
    postEnd++;
  }
  post(term);
}

/** The present row has this term. */
function post(term: i32): void {
  const record = records + term * TERM_RECORD;
  if (load<i32>(record + 12) == row) return;
  store<i32>(record + 12, row);
  if ((pairs + 1) << 3 > pairSize) {
    pairList = moved(pairList, pairSize);
    pairSize <<= 1;
  }
  store<i32>(pairList + (pairs << 3), term);
  store<i32>(pairList + (pairs << 3) + 4, row);
  pairs++;
}

function rehash(): void {
  const size = (slotMask + 1) << 1;
  slots = takeZeros(size << 2);
  slotMask = size - 1;
  for (let term = 0; term < terms; term++) {
    let slot = load<i32>(records + term * TERM_RECORD) & slotMask;
    while (load<i32>(slots + (slot << 2)) != 0) slot = (slot + 1) & slotMask;
    store<i32>(slots + (slot << 2), term + 1);
  }
}

/** The rest of a segment with letters written as \uXXXX: decoded to UTF-8, other escapes to blanks. */
function addDecoded(from: i32, to: i32): void {
  if (to - from > decodedSize) {
    decodedSize = to - from;
    decoded = take(decodedSize);
  }
  let end = decoded;
  let at = from;
  while (at < to) {
    if (load<u8>(at) != BACKSLASH) {
      store<u8>(end++, load<u8>(at++));
    } else if (load<u8>(at + 1) != LETTER_U || at + 6 > to) {
      store<u8>(end++, 32);
      at += 2;
    } else {
      const unit = codeUnit(at);
      at += 6;
      const low = (unit & 0xfc00) == 0xd800 && isEscape(at, to) ? codeUnit(at) : 0;
      if ((low & 0xfc00) == 0xdc00) at += 6;
      end = storeUtf8(end, codePoint(unit, low));
    }
  }
  memory.fill(end, 0, 32);
  escapes = false;
  addWords(decoded, end);
  escapes = true;
}

function codePoint(unit: i32, low: i32): i32 {
  if ((low & 0xfc00) == 0xdc00) return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
  return (unit & 0xf800) == 0xd800 ? 0xfffd : unit;
}

/** Never longer than the escape that it came from. */
function storeUtf8(at: i32, code: i32): i32 {
  if (code < 0x80) {
    store<u8>(at, code);
    return at + 1;
  }
  if (code < 0x800) {
    store<u8>(at, 0xc0 | (code >> 6));
    store<u8>(at + 1, 0x80 | (code & 63));
    return at + 2;
  }
  if (code < 0x10000) {
    store<u8>(at, 0xe0 | (code >> 12));
    store<u8>(at + 1, 0x80 | ((code >> 6) & 63));
    store<u8>(at + 2, 0x80 | (code & 63));
    return at + 3;
  }
  store<u8>(at, 0xf0 | (code >> 18));
  store<u8>(at + 1, 0x80 | ((code >> 12) & 63));
  store<u8>(at + 2, 0x80 | ((code >> 6) & 63));
  store<u8>(at + 3, 0x80 | (code & 63));
  return at + 4;
}

function isEscape(at: i32, to: i32): bool {
  return at + 6 <= to && load<u8>(at) == BACKSLASH && load<u8>(at + 1) == LETTER_U;
}

/** True when the escape at `at` is a \uXXXX for a letter or digit, or for anything above ASCII. */
function isLetterEscape(at: i32): bool {
  if (load<u8>(at + 1) != LETTER_U) return false;
  const unit = codeUnit(at);
  return unit > 127 || isLetter(unit);
}

function codeUnit(at: i32): i32 {
  let unit = 0;
  for (let k = 2; k < 6; k++) {
    const byte = <i32>load<u8>(at + k);
    unit = (unit << 4) + (byte <= 57 ? byte - 48 : (byte | 32) - 87);
  }
  return unit & 0xffff;
}

function isLetter(unit: i32): bool {
  const lower = unit | 32;
  return (unit >= 48 && unit <= 57) || (lower >= 97 && lower <= 122);
}

/** One bit per byte that is a letter or digit; every byte above 127 counts as a letter. */
function letterBits(vector: v128): i32 {
  const digits = i8x16.le_u(i8x16.sub(vector, i8x16.splat(48)), i8x16.splat(9));
  const lower = v128.or(vector, i8x16.splat(32));
  const ascii = i8x16.le_u(i8x16.sub(lower, i8x16.splat(97)), i8x16.splat(25));
  return i8x16.bitmask(v128.or(v128.or(digits, ascii), vector));
}

/** One bit per quote and backslash. */
function stringMarks(vector: v128): i32 {
  const quotes = i8x16.eq(vector, i8x16.splat(<i8>QUOTE));
  return i8x16.bitmask(v128.or(quotes, i8x16.eq(vector, i8x16.splat(<i8>BACKSLASH))));
}

/** The first bytes in lower case, the others zero. */
function folded(vector: v128, length: i32): v128 {
  const upper = i8x16.le_u(i8x16.sub(vector, i8x16.splat(65)), i8x16.splat(25));
  return cut(v128.or(vector, v128.and(upper, i8x16.splat(32))), length);
}

function cut(vector: v128, length: i32): v128 {
  return v128.and(vector, v128.load(masks + (length << 4)));
}

function hashOf(from: i32, length: i32): i32 {
  let hash = length;
  for (let k = 0; k < length; k += 16) {
    const part = cut(v128.load(from + k), min(length - k, 16));
    hash = mixed(i64x2.extract_lane(part, 0), i64x2.extract_lane(part, 1), hash);
  }
  return hash;
}

/** Multiply and fold; the secret keeps collisions from being made to measure. */
function mixed(low: u64, high: u64, salt: i32): i32 {
  let hash = (low ^ seed ^ <u64>salt) * 0x9e3779b97f4a7c15;
  hash = (hash ^ (hash >>> 32) ^ high) * 0xc2b2ae3d27d4eb4f;
  return <i32>(hash ^ (hash >>> 29) ^ (hash >>> 32));
}

function areEqual(a: i32, b: i32, length: i32): bool {
  let k = 0;
  for (; k + 16 <= length; k += 16) {
    if (v128.any_true(v128.xor(v128.load(a + k), v128.load(b + k)))) return false;
  }
  const difference = v128.xor(v128.load(a + k), v128.load(b + k));
  return !v128.any_true(cut(difference, length - k));
}

/** A region of its own with room to spare behind it. */
function take(size: i32): i32 {
  const at = heap;
  heap = (heap + size + SPARE + 63) & ~63;
  const missing = ((heap + 65535) >>> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
  return at;
}

function takeZeros(size: i32): i32 {
  const at = take(size);
  memory.fill(at, 0, size);
  return at;
}

/** A region of twice the size with the same beginning. */
function moved(from: i32, size: i32): i32 {
  const at = take(size << 1);
  memory.copy(at, from, size);
  return at;
}

function growArena(): void {
  arena = moved(arena, arenaSize);
  arenaSize <<= 1;
}
