/** Times written as the analyst says they are: days of a spreadsheet, seconds since a beginning, dates in an order. */
import type { TimeForm } from '#contract/mapping.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { parseTimeInOrder } from '#workers/normalise/time-parser.ts';
import type { DateOrder, ParsedTime } from '#workers/normalise/time-parser.ts';
import type { ZoneOffset } from '#workers/normalise/zone-offset.ts';
import { isExcelTime, isoOfExcel } from '../csv/excel-time.ts';

export interface SaidTime {
  readonly form: TimeForm;
  readonly order: DateOrder;
  /** For counted seconds, microseconds since 1970. */
  readonly epochUs: number;
}

interface TimeRun {
  readonly batch: BatchBuilder;
  readonly zone: ZoneOffset | undefined;
  readonly time: ParsedTime;
}

/** Sets the time of the batch's present record from a text. */
export function setSaidTime(
  text: string,
  said: SaidTime,
  run: TimeRun,
): 'found' | 'none' | 'unreadable' {
  if (text === '') return 'none';
  if (!readSaidTime(text, said, run.zone, run.time)) return 'unreadable';
  run.batch.time(run.time.timeUs, run.time.nanos, run.time.digits);
  return 'found';
}

/** @param out filled when there was a time */
export function readSaidTime(
  text: string,
  { form, order, epochUs }: SaidTime,
  zone: ZoneOffset | undefined,
  out: ParsedTime,
): boolean {
  if (form === 'written') return parseTimeInOrder(text, order, zone, out);
  if (form === 'excel') {
    return isExcelTime(text) && parseTimeInOrder(isoOfExcel(text), order, zone, out);
  }
  const seconds = /^\d{1,12}(?:\.\d{1,9})?$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(seconds)) return false;
  out.timeUs = epochUs + Math.round(seconds * 1e6);
  out.nanos = 0;
  out.digits = text.includes('.') ? 6 : 0;
  out.zoned = true;
  out.reading = 'once';
  return true;
}
