/**
 * Pages of the text index, written. A page holds about 16 KiB of terms in byte order, each as
 * `shared varint, rest varint, rest bytes, postings`; `shared` is the prefix shared with the term
 * before it (0 for a page's first). Postings: kind byte, then 0: count varint and row deltas as
 * varints; 1: a bitmap of ceil(rows/8) bytes; 2: every row. `scanPage` in ../terms.ts reads them.
 */
import { moved, take, takeZeros } from './memory.as';
import { sortTerms, sortedCount } from './sort.as';
import { aliasOf, hasAliases, pairCount, pairsAt, termAt, termCount, termLength } from './terms.as';

const PAGE_BYTES: i32 = 16384;
/** A page's record: its beginning and end in the output, its first term. */
const RECORD: i32 = 12;
const ITEM: i32 = 16;

let rows: i32 = 0;
/** By term the beginning of its rows in `postings`; one more than there are terms. */
let starts: i32 = 0;
let postings: i32 = 0;
let output: i32 = 0;
let outputSize: i32 = 0;
let outputEnd: i32 = 0;
let pageList: i32 = 0;
let pageSize: i32 = 0;
let pages: i32 = 0;

/** Writes all pages of a batch of so many rows. @returns how many pages there are */
export function writePages(ofRows: i32): i32 {
  rows = ofRows;
  collectRows();
  const items = sortTerms();
  outputSize = 1 << 20;
  output = take(outputSize);
  outputEnd = 0;
  pageSize = 1 << 12;
  pageList = take(pageSize);
  pages = 0;
  let previous = -1;
  let pageStart = 0;
  for (let i = 0; i < sortedCount(); i++) {
    const term = load<i32>(items + i * ITEM + 8);
    if (previous < 0) startPage(term);
    writeTerm(term, previous);
    previous = term;
    if (outputEnd - pageStart < PAGE_BYTES) continue;
    endPage();
    pageStart = outputEnd;
    previous = -1;
  }
  if (previous >= 0) endPage();
  return pages;
}

/** Rows by term, in ascending order because pairs come that way. */
function collectRows(): void {
  const pairs = pairsAt();
  const end = pairs + (pairCount() << 3);
  const terms = termCount();
  starts = takeZeros((terms + 1) << 2);
  postings = take(pairCount() << 2);
  for (let at = pairs; at < end; at += 8) {
    const count = starts + ((aliasOf(load<i32>(at)) + 1) << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
  for (let term = 1; term <= terms; term++) {
    const place = starts + (term << 2);
    store<i32>(place, load<i32>(place) + load<i32>(place - 4));
  }
  const places = take(terms << 2);
  memory.copy(places, starts, terms << 2);
  for (let at = pairs; at < end; at += 8) {
    const place = places + (aliasOf(load<i32>(at)) << 2);
    store<i32>(postings + (load<i32>(place) << 2), load<i32>(at + 4));
    store<i32>(place, load<i32>(place) + 1);
  }
}

function startPage(term: i32): void {
  if ((pages + 1) * RECORD > pageSize) {
    pageList = moved(pageList, pageSize);
    pageSize <<= 1;
  }
  store<i32>(pageList + pages * RECORD, outputEnd);
  store<i32>(pageList + pages * RECORD + 8, term);
}

function endPage(): void {
  store<i32>(pageList + pages * RECORD + 4, outputEnd);
  pages++;
}

/** @param previous the term before it in its page, -1 = none */
function writeTerm(term: i32, previous: i32): void {
  const first = postings + (load<i32>(starts + (term << 2)) << 2);
  const count = distinctRows(first, postings + (load<i32>(starts + (term << 2), 4) << 2));
  reserve(96 + max(count * 5, (rows + 7) >> 3));
  const at = termAt(term);
  const length = termLength(term);
  const shared = previous < 0 ? 0 : sharedPrefix(at, length, previous);
  writeVarint(shared);
  writeVarint(length - shared);
  memory.copy(output + outputEnd, at + shared, length - shared);
  outputEnd += length - shared;
  writeRows(first, count);
}

/** Terms that became one may list a row twice, one behind the other. @returns rows that are left */
function distinctRows(from: i32, to: i32): i32 {
  if (!hasAliases()) return (to - from) >> 2;
  let end = from;
  for (let at = from; at < to; at += 4) {
    if (end > from && load<i32>(end - 4) == load<i32>(at)) continue;
    store<i32>(end, load<i32>(at));
    end += 4;
  }
  return (end - from) >> 2;
}

function writeRows(first: i32, count: i32): void {
  const bitmap = (rows + 7) >> 3;
  const end = first + (count << 2);
  if (count == rows) {
    store<u8>(output + outputEnd++, 2);
  } else if (count > bitmap) {
    store<u8>(output + outputEnd++, 1);
    const bits = output + outputEnd;
    memory.fill(bits, 0, bitmap);
    for (let at = first; at < end; at += 4) {
      const row = load<i32>(at);
      const byte = bits + (row >> 3);
      store<u8>(byte, (<i32>load<u8>(byte)) | (1 << (row & 7)));
    }
    outputEnd += bitmap;
  } else {
    store<u8>(output + outputEnd++, 0);
    writeVarint(count);
    let before = 0;
    for (let at = first; at < end; at += 4) {
      const row = load<i32>(at);
      writeVarint(row - before);
      before = row;
    }
  }
}

function writeVarint(number: i32): void {
  let value = <u32>number;
  while (value > 127) {
    store<u8>(output + outputEnd++, (value & 127) | 128);
    value >>>= 7;
  }
  store<u8>(output + outputEnd++, value);
}

function sharedPrefix(at: i32, length: i32, previous: i32): i32 {
  const other = termAt(previous);
  const most = min(length, termLength(previous));
  let shared = 0;
  while (shared < most && load<u8>(at + shared) == load<u8>(other + shared)) shared++;
  return shared;
}

function reserve(more: i32): void {
  while (outputEnd + more > outputSize) {
    output = moved(output, outputSize);
    outputSize <<= 1;
  }
}

/** Address of a page's bytes. */
export function pageAt(page: i32): i32 {
  return output + load<i32>(pageList + page * RECORD);
}

/** Address behind a page's bytes. */
export function pageEnd(page: i32): i32 {
  return output + load<i32>(pageList + page * RECORD + 4);
}

/** The first term of a page. */
export function pageTerm(page: i32): i32 {
  return load<i32>(pageList + page * RECORD + 8);
}
