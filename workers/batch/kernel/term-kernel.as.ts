/**
 * The inner loop of the text index, in AssemblyScript for its vectors: JavaScript takes four times
 * as long, and indexing would be half of an import's work. `npm run kernel` compiles this and the
 * files beside it into `term-kernel-wasm.ts`; all addresses are byte offsets in linear memory.
 */
import { resetMemory, take } from './memory.as';
import { addSegment, resetSegments } from './segments.as';
import { resetTerms, setRow } from './terms.as';
import { prepareVectors, stringMarks } from './vectors.as';
import { addWords, resetWords, setEscapes, wordEnd } from './words.as';

export { pageAt, pageEnd, pageTerm, writePages } from './pages.as';
export {
  renameTerm,
  startRenames,
  termAt,
  termCount,
  termLength,
  wideCount,
  wideTerm,
} from './terms.as';

const QUOTE: i32 = 34;
const COMMA: i32 = 44;
const COLON: i32 = 58;
const SEMICOLON: i32 = 59;
const OPEN_LIST: i32 = 91;
const BACKSLASH: i32 = 92;
const CLOSE_LIST: i32 = 93;
const LETTER_N: i32 = 110;
const LETTER_R: i32 = 114;
const LETTER_T: i32 = 116;
const OPEN_OBJECT: i32 = 123;
const CLOSE_OBJECT: i32 = 125;
/** Readers refuse deeper documents; a mask, so that depth can never leave its array. */
const MAX_DEPTH: i32 = 127;

/** By depth in a JSON document: 1 inside an object, 0 inside a list. */
let inObject: i32 = 0;
let input: i32 = 0;
let inputSize: i32 = 0;

/** Forgets everything. @param secret two random numbers */
export function reset(secretHigh: i32, secretLow: i32): void {
  resetMemory();
  prepareVectors(((<u64>secretHigh) << 32) ^ (<u64>secretLow));
  inObject = takeZerosOfDepth();
  inputSize = 1 << 16;
  input = take(inputSize);
  resetTerms();
  resetSegments();
  resetWords();
}

function takeZerosOfDepth(): i32 {
  const at = take(MAX_DEPTH + 1);
  memory.fill(at, 0, MAX_DEPTH + 1);
  return at;
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
export function addJson(length: i32, row: i32): void {
  setRow(row);
  setEscapes(true);
  const to = input + length;
  memory.fill(to, 0, 32);
  let depth = 0;
  let isKey = false;
  let at = input;
  while (at < to) {
    const byte = <i32>load<u8>(at);
    if (byte == QUOTE) {
      at = isKey ? keyEnd(at + 1, to) : addString(at + 1, to);
      isKey = false;
    } else if (byte == COLON || byte <= 32) {
      at++;
    } else if (byte == COMMA) {
      isKey = load<u8>(inObject + depth) == 1;
      at++;
    } else if (byte == OPEN_OBJECT || byte == OPEN_LIST) {
      isKey = byte == OPEN_OBJECT;
      depth = (depth + 1) & MAX_DEPTH;
      store<u8>(inObject + depth, isKey ? 1 : 0);
      at++;
    } else if (byte == CLOSE_OBJECT || byte == CLOSE_LIST) {
      depth = (depth - 1) & MAX_DEPTH;
      at++;
    } else {
      const end = wordEnd(at, to);
      addWords(at, end);
      at = max(end, at + 1);
    }
  }
}

/** Adds the terms of a plain text, cut into segments where tables have their cells. */
export function addText(length: i32, row: i32): void {
  setRow(row);
  setEscapes(false);
  const to = input + length;
  memory.fill(to, 0, 32);
  let start = input;
  for (let at = input; at < to; at++) {
    const byte = <i32>load<u8>(at);
    if (byte != COMMA && byte != QUOTE && byte != SEMICOLON && byte != 9 && byte != 10) continue;
    addSegment(start, at);
    start = at + 1;
  }
  addSegment(start, to);
}

/** Position behind the closing quote of a string. */
function keyEnd(from: i32, to: i32): i32 {
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
      addSegment(start, at);
      return at + 1;
    }
    const escape = <i32>load<u8>(at + 1);
    if (escape == LETTER_N || escape == LETTER_R || escape == LETTER_T) {
      addSegment(start, at);
      start = at + 2;
    }
    at += 2;
  }
  addSegment(start, to);
  return to;
}
