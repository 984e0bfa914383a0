/** The table of distinct terms and the list of pairs: which row has which term, once. */
import { moved, take, takeZeros } from './memory.as';
import { areEqual, cut, folded, hashOf, highBits, vectorHash } from './vectors.as';

const MAX_TERM: i32 = 64;
/** A term's record: hash, start in the arena, length, row it was last seen in. */
const RECORD: i32 = 16;

/** Open addressing: term number + 1, 0 = free. */
let slots: i32 = 0;
let slotMask: i32 = 0;
let records: i32 = 0;
let recordSize: i32 = 0;
let terms: i32 = 0;
/** Bytes of all terms, one after the other. */
let arena: i32 = 0;
let arenaSize: i32 = 0;
let arenaEnd: i32 = 0;
/** Term and row, four bytes each. */
let pairList: i32 = 0;
let pairSize: i32 = 0;
let pairs: i32 = 0;
/** Terms noted while a new segment is read, see `segments.as.ts`. */
let notes: i32 = 0;
let noteSize: i32 = 0;
let noteEnd: i32 = 0;
let noting: bool = false;
let row: i32 = 0;
/** Numbers of the terms that are not plain ASCII, for JavaScript to fold. */
let wideList: i32 = 0;
let wideSize: i32 = 0;
let wides: i32 = 0;
/** By term the one that stands for it, when terms were renamed; 0 = none were. */
let aliases: i32 = 0;
/** In place of the last row, at the end: the name is no term's, or has been given anew. */
const UNNAMED: i32 = -2;
const RENAMED: i32 = -3;

export function resetTerms(): void {
  slotMask = (1 << 16) - 1;
  slots = takeZeros(4 << 16);
  recordSize = 1 << 19;
  records = take(recordSize);
  arenaSize = 1 << 19;
  arena = take(arenaSize);
  pairSize = 1 << 21;
  pairList = take(pairSize);
  noteSize = 1 << 21;
  notes = take(noteSize);
  wideSize = 1 << 12;
  wideList = take(wideSize);
  wides = 0;
  aliases = 0;
  terms = 0;
  arenaEnd = 0;
  pairs = 0;
  noteEnd = 0;
}

/** The row that terms belong to from now on. */
export function setRow(ofRow: i32): void {
  row = ofRow;
}

export function presentRow(): i32 {
  return row;
}

/** A word of up to sixteen bytes, folded and cut: one vector, one comparison. */
export function addShort(word: v128, length: i32): void {
  const hash = vectorHash(word, length);
  let slot = hash & slotMask;
  for (;;) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) break;
    const record = records + (entry - 1) * RECORD;
    if (load<i32>(record) == hash && load<i32>(record + 8) == length) {
      const known = cut(v128.load(arena + load<i32>(record + 4)), length);
      if (!v128.any_true(v128.xor(known, word))) {
        found(entry - 1);
        return;
      }
    }
    slot = (slot + 1) & slotMask;
  }
  makeRoom();
  v128.store(arena + arenaEnd, word);
  if (highBits(word) != 0) noteWide();
  addTerm(slot, hash, length);
}

/** A longer word, of which the first 64 bytes count; folded where it will stay if it is new. */
export function addLong(from: i32, wholeLength: i32): void {
  const length = min(wholeLength, MAX_TERM);
  makeRoom();
  const at = arena + arenaEnd;
  let high = 0;
  for (let k = 0; k < length; k += 16) {
    const part = folded(v128.load(from + k), min(length - k, 16));
    v128.store(at + k, part);
    high |= highBits(part);
  }
  const hash = hashOf(at, length);
  let slot = hash & slotMask;
  for (;;) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) break;
    const record = records + (entry - 1) * RECORD;
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
  if (high != 0) noteWide();
  addTerm(slot, hash, length);
}

/** The term about to be added is not plain ASCII. */
function noteWide(): void {
  if ((wides + 1) << 2 > wideSize) {
    wideList = moved(wideList, wideSize);
    wideSize <<= 1;
  }
  store<i32>(wideList + (wides << 2), terms);
  wides++;
}

function makeRoom(): void {
  if (arenaEnd + MAX_TERM <= arenaSize) return;
  arena = moved(arena, arenaSize);
  arenaSize <<= 1;
}

/** Makes a term of the bytes at the end of the arena. */
function addTerm(slot: i32, hash: i32, length: i32): void {
  if ((terms + 1) * RECORD > recordSize) {
    records = moved(records, recordSize);
    recordSize <<= 1;
  }
  const record = records + terms * RECORD;
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
    if ((noteEnd + 1) << 2 > noteSize) {
      notes = moved(notes, noteSize);
      noteSize <<= 1;
    }
    store<i32>(notes + (noteEnd << 2), term);
    noteEnd++;
  }
  post(term);
}

/** The present row has this term. */
function post(term: i32): void {
  const record = records + term * RECORD;
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

/** Notes every term from now on. @returns number of the first note */
export function startNotes(): i32 {
  noting = true;
  return noteEnd;
}

/** @returns number behind the last note */
export function endNotes(): i32 {
  noting = false;
  return noteEnd;
}

/** Gives the present row the terms of some notes. */
export function postNotes(first: i32, end: i32): void {
  for (let at = notes + (first << 2); at < notes + (end << 2); at += 4) post(load<i32>(at));
}

function rehash(): void {
  const size = (slotMask + 1) << 1;
  slots = takeZeros(size << 2);
  slotMask = size - 1;
  for (let term = 0; term < terms; term++) {
    let slot = load<i32>(records + term * RECORD) & slotMask;
    while (load<i32>(slots + (slot << 2)) != 0) slot = (slot + 1) & slotMask;
    store<i32>(slots + (slot << 2), term + 1);
  }
}

/** To be called once when all documents are in: renames need room, and old names must not count. */
export function startRenames(): void {
  if (wides == 0) return;
  rehash();
  aliases = take(terms << 2);
  for (let term = 0; term < terms; term++) store<i32>(aliases + (term << 2), term);
  for (let at = 0; at < wides; at++) {
    store<i32>(records + load<i32>(wideList + (at << 2)) * RECORD + 12, UNNAMED);
  }
}

/** Gives a term other bytes, at most 64, which lie at `from`. A term that has them takes its rows. */
export function renameTerm(term: i32, from: i32, length: i32): void {
  const hash = hashOf(from, length);
  let slot = hash & slotMask;
  for (;;) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) break;
    const other = records + (entry - 1) * RECORD;
    if (
      load<i32>(other) == hash &&
      load<i32>(other + 8) == length &&
      load<i32>(other + 12) != UNNAMED &&
      areEqual(arena + load<i32>(other + 4), from, length)
    ) {
      store<i32>(aliases + (term << 2), entry - 1);
      return;
    }
    slot = (slot + 1) & slotMask;
  }
  makeRoom();
  memory.copy(arena + arenaEnd, from, length);
  const record = records + term * RECORD;
  store<i32>(record, hash);
  store<i32>(record + 4, arenaEnd);
  store<i32>(record + 8, length);
  store<i32>(record + 12, RENAMED);
  arenaEnd += length;
  store<i32>(slots + (slot << 2), term + 1);
}

/** The term that stands for this one. */
export function aliasOf(term: i32): i32 {
  return aliases == 0 ? term : load<i32>(aliases + (term << 2));
}

/** True when some rows may be listed twice for a term. */
export function hasAliases(): bool {
  return aliases != 0;
}

export function termCount(): i32 {
  return terms;
}

export function pairCount(): i32 {
  return pairs;
}

/** Address of the pairs: term and row, rows ascending. */
export function pairsAt(): i32 {
  return pairList;
}

export function wideCount(): i32 {
  return wides;
}

/** The term that is the so-and-so-manieth to have bytes above 127. */
export function wideTerm(at: i32): i32 {
  return load<i32>(wideList + (at << 2));
}

/** Address of a term's bytes. */
export function termAt(term: i32): i32 {
  return arena + load<i32>(records + term * RECORD + 4);
}

export function termLength(term: i32): i32 {
  return load<i32>(records + term * RECORD + 8);
}
