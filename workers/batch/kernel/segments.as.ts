/**
 * Values of logs repeat. A segment (a line of a message, a cell of a table) that was met before is
 * recognised by its hash and compared; the terms that it had are posted without being read again.
 */
import { take, takeZeros } from './memory.as';
import { endNotes, postNotes, presentRow, startNotes } from './terms.as';
import { areEqual, hashOf } from './vectors.as';
import { addWords } from './words.as';

const MAX_SEGMENT: i32 = 4096;
const MAX_SEGMENTS: i32 = 30000;
const ARENA_SIZE: i32 = 4 << 20;
const SLOT_MASK: i32 = (1 << 16) - 1;
/** After so many neighbours a segment is not looked for any longer. */
const MAX_PROBES: i32 = 16;
/** A segment's record: hash, start, length, first note, end of its notes, row it was last seen in. */
const RECORD: i32 = 24;

let slots: i32 = 0;
let records: i32 = 0;
let segments: i32 = 0;
let arena: i32 = 0;
let arenaEnd: i32 = 0;

export function resetSegments(): void {
  slots = takeZeros((SLOT_MASK + 1) << 2);
  records = take(MAX_SEGMENTS * RECORD);
  arena = take(ARENA_SIZE);
  segments = 0;
  arenaEnd = 0;
}

/** Adds the terms of a segment. */
export function addSegment(from: i32, to: i32): void {
  const length = to - from;
  if (length <= 0) return;
  if (length > MAX_SEGMENT) {
    addWords(from, to);
    return;
  }
  const hash = hashOf(from, length);
  let slot = hash & SLOT_MASK;
  for (let probes = 0; probes < MAX_PROBES; probes++) {
    const entry = load<i32>(slots + (slot << 2));
    if (entry == 0) {
      addNew(from, length, hash, slot);
      return;
    }
    const record = records + (entry - 1) * RECORD;
    if (
      load<i32>(record) == hash &&
      load<i32>(record + 8) == length &&
      areEqual(arena + load<i32>(record + 4), from, length)
    ) {
      addAgain(record);
      return;
    }
    slot = (slot + 1) & SLOT_MASK;
  }
  addWords(from, to);
}

function addAgain(record: i32): void {
  if (load<i32>(record + 20) == presentRow()) return;
  store<i32>(record + 20, presentRow());
  postNotes(load<i32>(record + 12), load<i32>(record + 16));
}

function addNew(from: i32, length: i32, hash: i32, slot: i32): void {
  if (segments == MAX_SEGMENTS || arenaEnd + length > ARENA_SIZE) {
    addWords(from, from + length);
    return;
  }
  const record = records + segments * RECORD;
  store<i32>(record, hash);
  store<i32>(record + 4, arenaEnd);
  store<i32>(record + 8, length);
  memory.copy(arena + arenaEnd, from, length);
  arenaEnd += length;
  segments++;
  store<i32>(slots + (slot << 2), segments);
  store<i32>(record + 12, startNotes());
  addWords(from, from + length);
  store<i32>(record + 16, endNotes());
  store<i32>(record + 20, presentRow());
}
