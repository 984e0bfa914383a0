/** Telling JSON evidence apart by its first bytes: one object a line, or anything else in JSON. */
import type { Head } from '../reader.ts';
import { isObject } from './json-object.ts';
import type { JsonObject } from './json-object.ts';
import { findSyntaxFault } from './syntax-error.ts';

/** How a JSON text is arranged. */
export type Arrangement = 'lines' | 'values' | 'no';

/** Records looked at to learn the layout. */
const SAMPLE_RECORDS = 200;

/** What the head shows. */
export interface JsonHead {
  readonly arrangement: Arrangement;
  /** True when whole records were seen, not just something that begins like one. */
  readonly sure: boolean;
}

/** `{"Records":[{`: objects whose list is what matters, and what may stand before the list. */
const envelope =
  /^\s*\{(?:\s*"[^"\\]{1,64}"\s*:\s*(?:"(?:[^"\\]|\\.){0,2000}"|-?\d[\d.eE+-]{0,40}|true|false|null)\s*,){0,8}\s*"(?:Records|records|value|events|Events|results|data|items|entries|logs|hits)"\s*:\s*(?=\[\s*[{\]])/;

/** evtx_dump writes `Record 1` before each pretty-printed record. */
const recordMark = /^\s*Record \d+\s*\{/;

/** Looks at the beginning of some content. */
export function lookAtJson({ text, whole }: Head): JsonHead {
  const start = text?.trimStart() ?? '';
  if (text === undefined || start === '') return { arrangement: 'no', sure: false };
  if (recordMark.test(start)) return { arrangement: 'values', sure: true };
  if (start.startsWith('[')) return { arrangement: startsList(start, whole), sure: true };
  if (!start.startsWith('{')) return { arrangement: 'no', sure: false };
  if (!/^\{\s*["}]/.test(start))
    return { arrangement: start === '{' ? 'values' : 'no', sure: false };
  return lookAtObjects(start, whole);
}

/** Lists of objects only: anything else in brackets is no log. */
function startsList(start: string, whole: boolean): Arrangement {
  if (/^\[\s*\{\s*["}]/.test(start)) return 'values';
  return whole && /^\[\s*\]\s*$/.test(start) ? 'values' : 'no';
}

function lookAtObjects(start: string, whole: boolean): JsonHead {
  const lines = start.split('\n');
  if (envelope.test(start) && !secondLineIsObject(lines))
    return { arrangement: 'values', sure: true };
  const finished = whole ? lines : lines.slice(0, -1);
  const filled = finished.filter((line) => line.trim() !== '').slice(0, SAMPLE_RECORDS);
  const objects = filled.filter((line) => parseObject(line) !== undefined).length;
  if (objects > 0) return { arrangement: 'lines', sure: objects * 2 >= filled.length };
  const fault = findSyntaxFault(filled[0] ?? start);
  const goesOn = fault?.breaksOff === true ? filled.length > 1 : fault?.afterRecord === true;
  if (goesOn) return { arrangement: 'values', sure: true };
  // A damaged line, or one that is longer than the head: an object a line is by far the likelier.
  return { arrangement: 'lines', sure: false };
}

function secondLineIsObject(lines: readonly string[]): boolean {
  const second = lines[1]?.trim() ?? '';
  return second.startsWith('{') && parseObject(lines[0] ?? '') !== undefined;
}

/** The object that a text is, or undefined. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Objects of the first lines. */
export function objectsOfLines(text: string): JsonObject[] {
  const lines = text.split('\n', SAMPLE_RECORDS);
  return lines.map(parseObject).filter((row) => row !== undefined);
}

/** UTF-8 bytes before the list inside a wrapping object; 0 when there is no wrapper. */
export function envelopeBytes(text: string): number {
  return Buffer.byteLength(envelope.exec(text)?.[0] ?? '', 'utf8');
}

/** True when the content has evtx_dump's marks between records. */
export function hasRecordMarks(text: string): boolean {
  return recordMark.test(text);
}
