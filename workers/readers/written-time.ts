/**
 * The text in a kept record that its time was read from. Nothing of it is stored: the record is kept
 * as it was, so the text is looked for when somebody asks, and believed only when it says the very
 * instant that is stored. Where a record became several events, that finds each its own.
 */
import type { ZoneRule } from '#contract/time.ts';
import {
  epochNumberTime,
  newParsedTime,
  parseTimeInOrder,
} from '#workers/normalise/time-parser.ts';
import { isKnownZone, zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { Reading, ZoneOffset } from '#workers/normalise/zone-offset.ts';
import { offsetsOf } from './record-time.ts';
import type { Reader, WrittenTime } from './reader.ts';

/** An instant as it is stored. */
export interface StoredInstant {
  readonly timeUs: number;
  readonly nanos: number;
}

/** How the evidence's times without a zone were read. */
export interface EvidenceZone {
  readonly rule: ZoneRule;
  /** True when nobody chose the zone. */
  readonly unasked: boolean;
}

/** A time as the evidence has it; `text` is '' when it was not found. */
export interface FoundText {
  readonly text: string;
  readonly field: string;
  /** In words. */
  readonly zoneRule: string;
}

/** Fields that are tried when the reader does not say where its times are. */
const MOST_FIELDS = 2000;
const LONGEST = 120;
const result = newParsedTime();

/**
 * Where a record says its time, and by which rule that is an instant.
 * @param state of the reader, as prepared
 */
export function writtenTime(
  reader: Pick<Reader, 'fields' | 'times'>,
  { document, state }: { readonly document: string; readonly state: unknown },
  stored: StoredInstant,
  zone: EvidenceZone,
): FoundText {
  const offsets = offsetsOf(zone.rule);
  for (const candidate of reader.times?.(document, state) ?? []) {
    const found = fit(candidate, stored, offsets, zone);
    if (found !== undefined) return found;
  }
  for (const { name, value } of reader.fields(document, state).slice(0, MOST_FIELDS)) {
    const found = fit({ field: name, text: value }, stored, offsets, zone);
    if (found !== undefined) return found;
  }
  return { text: '', field: '', zoneRule: ruleWords(zone, 'once') };
}

function fit(
  { field, text, timeUs, zoneRule, readAs = text, zone: own }: WrittenTime,
  stored: StoredInstant,
  offsets: ZoneOffset | undefined,
  zone: EvidenceZone,
): FoundText | undefined {
  if (text === '' || text.length > LONGEST) return undefined;
  if (timeUs !== undefined) {
    if (timeUs !== stored.timeUs) return undefined;
    return { text, field, zoneRule: zoneRule ?? ruleWords(zone, 'once') };
  }
  if (own !== undefined && isKnownZone(own)) {
    const found = says(readAs, stored, zoneOffset(own));
    return found ? { text, field, zoneRule: `zone ${own} beside it in the record` } : undefined;
  }
  if (says(readAs, stored, offsets)) {
    const words = result.zoned ? offsetWords(text) : ruleWords(zone, result.reading);
    return { text, field, zoneRule: zoneRule ?? words };
  }
  if (yearless.test(readAs)) {
    const year = yearThatSays(readAs.trim(), stored, offsets);
    if (year === undefined) return undefined;
    const words = `${ruleWords(zone, result.reading)}; the text has no year, taken as ${year}`;
    return { text, field, zoneRule: zoneRule ?? words };
  }
  // Records of a format that is UTC may stand among others.
  if (offsets === undefined || !says(readAs, stored, undefined)) return undefined;
  return { text, field, zoneRule: zoneRule ?? UTC_BY_FORMAT };
}

/** `Mar  1 00:00:01`, as logs of the old kind have it. */
const yearless = /^\s*[A-Za-z]{3} {1,2}\d{1,2} \d{1,2}:\d{2}:\d{2}(?:\.\d{1,9})?\s*$/;

/** The year in which a text without one is the instant. */
function yearThatSays(
  text: string,
  stored: StoredInstant,
  offsets: ZoneOffset | undefined,
): number | undefined {
  const year = new Date(Math.floor(stored.timeUs / 1000)).getUTCFullYear();
  // On the first and the last day of a year a zone may be a year ahead or behind.
  return [year, year - 1, year + 1].find((each) => says(`${text} ${each}`, stored, offsets));
}

/** True when a text, read in one of the ways there are, is the instant. */
function says(text: string, stored: StoredInstant, offsets: ZoneOffset | undefined): boolean {
  for (const order of ['month-first', 'day-first'] as const) {
    if (parseTimeInOrder(text, order, offsets, result) && isStored(stored)) return true;
  }
  return /^[\d.eE+]+$/.test(text) && epochNumberTime(Number(text), result) && isStored(stored);
}

function isStored({ timeUs, nanos }: StoredInstant): boolean {
  return result.timeUs === timeUs && result.nanos === nanos;
}

const UTC_BY_FORMAT = 'UTC by the format';

function ruleWords({ rule, unasked }: EvidenceZone, reading: Reading): string {
  switch (rule.kind) {
    case 'utc':
      return UTC_BY_FORMAT;
    case 'explicit':
      return 'no zone in this text; read as UTC, as the evidence gives offsets elsewhere';
    case 'assumed': {
      const by = unasked ? 'because none was given' : 'by your choice';
      return `no zone in the evidence; read as ${rule.zone} ${by}${readingWords(reading)}`;
    }
  }
}

function readingWords(reading: Reading): string {
  if (reading === 'once') return '';
  return reading === 'twice'
    ? '; the clock showed it twice, the earlier time was taken'
    : '; the clock jumped over it, read as if it had not';
}

const numericOffset = /[+-]\d\d(?::?\d\d)?$/;

function offsetWords(text: string): string {
  const trimmed = text.trim();
  if (/^(?:\/Date\()?[\d.eE+]+(?:\)\/)?$/.test(trimmed)) return 'a count from a beginning in UTC';
  const offset = numericOffset.exec(trimmed)?.[0];
  if (offset !== undefined) return `offset ${offset} in the text`;
  if (/z$/i.test(trimmed)) return 'UTC by the Z in the text';
  return 'UTC by the word in the text';
}
