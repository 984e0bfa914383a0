/** Finds words in bytes without structure: runs of letters and digits. */
import { decodeEscapes, isLetterEscape } from './escapes.as';
import { take } from './memory.as';
import { addLong, addShort } from './terms.as';
import { backslashes, folded, letterBits } from './vectors.as';

const BACKSLASH: i32 = 92;
const LETTER_U: i32 = 117;

/** Where strings go whose escapes stand for letters. */
let decoded: i32 = 0;
let decodedSize: i32 = 0;
/** True when a backslash begins an escape of JSON. */
let escapes: bool = false;

export function resetWords(): void {
  decodedSize = 0;
}

/** Says whether the bytes are the inside of JSON or plain text. */
export function setEscapes(json: bool): void {
  escapes = json;
}

/** Adds the terms of some bytes; 32 zero bytes or more of the same document stand behind them. */
export function addWords(from: i32, to: i32): void {
  let at = from;
  while (at < to) {
    const vector = v128.load(at);
    const letters = letterBits(vector);
    if ((letters & 1) == 0) {
      at = nextWord(at, to, vector, letters);
      continue;
    }
    const end = wordEnd(at, to);
    if (escapes && end < to && load<u8>(end) == BACKSLASH && isLetterEscape(end)) {
      addDecoded(at, to);
      return;
    }
    if (end - at <= 16) addShort(folded(vector, end - at), end - at);
    else addLong(at, end - at);
    at = end;
  }
}

/** From a separator to something that may begin a word; `to` when the rest was decoded. */
function nextWord(at: i32, to: i32, vector: v128, letters: i32): i32 {
  if (!escapes) return at + (letters == 0 ? 16 : ctz(letters));
  if (load<u8>(at) != BACKSLASH) {
    const marks = letters | backslashes(vector);
    return at + (marks == 0 ? 16 : ctz(marks));
  }
  if (load<u8>(at + 1) != LETTER_U) return at + 2;
  if (!isLetterEscape(at)) return at + 6;
  addDecoded(at, to);
  return to;
}

/** End of the word that begins at `at`; `at` when none does. */
export function wordEnd(at: i32, to: i32): i32 {
  let end = at;
  while (end < to) {
    const length = ctz(~letterBits(v128.load(end)) | 0x10000);
    end += length;
    if (length < 16) break;
  }
  return min(end, to);
}

/** Text whose words have letters written as escapes is decoded and taken as plain text. */
function addDecoded(from: i32, to: i32): void {
  if (to - from > decodedSize) {
    decodedSize = to - from;
    decoded = take(decodedSize);
  }
  const end = decodeEscapes(from, to, decoded);
  memory.fill(end, 0, 32);
  escapes = false;
  addWords(decoded, end);
  escapes = true;
}
