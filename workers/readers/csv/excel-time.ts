/**
 * Times as a spreadsheet keeps them: days since 1899-12-30 with the clock as a fraction, in no zone. A
 * double and the digits that were written give a second or so; a whole number is a day and no more.
 */

/** 1970-01-01 and 2119-01-10 in such days. */
const FIRST = 25_569;
const LAST = 80_000;
const DAY_MS = 86_400_000;
/** Digits after the point that tell milliseconds apart. */
const FINE_DIGITS = 8;
const serial = /^\d{5}(?:[.,]\d{1,17})?$/;

/** True for numbers that such a time could be. */
export function isExcelTime(text: string): boolean {
  if (!serial.test(text)) return false;
  const days = Number(text.replace(',', '.'));
  return days >= FIRST && days < LAST;
}

/** The same as ISO 8601 without an offset, with a clock only where the number has one; other texts as they are. */
export function isoOfExcel(text: string): string {
  if (!isExcelTime(text)) return text;
  const days = Number(text.replace(',', '.'));
  const ms = Math.round((days - FIRST) * DAY_MS);
  if (text.length === 5) return new Date(ms).toISOString().slice(0, 10);
  // What remains of a whole second after going through a double is no millisecond of the evidence.
  const beside = ((ms + 500) % 1000) - 500;
  const isFine = Math.abs(beside) > 2 && text.length - 6 >= FINE_DIGITS;
  const iso = new Date(isFine ? ms : ms - beside).toISOString();
  return isFine ? iso.slice(0, 23) : iso.slice(0, 19);
}
