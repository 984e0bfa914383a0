/** Numbers as an analyst reads them: rounded in place, exact on hover, with a unit, never localised. */

/** What stands where a value is missing. */
export const MISSING = '–';

/** Every digit, grouped: 1,234,567. */
export function exactNumber(value: number): string {
  if (Number.isNaN(value)) return MISSING;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const [whole = '', fraction] = plain(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toPrecision(6) : text;
}

/** Rounded to what the eye can use: 999, 12.4 k, 1.2 M, 3.4 G. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) < 10_000) return exactNumber(roundTo(value, 3));
  const units = ['k', 'M', 'G', 'T'];
  let scaled = Math.abs(value);
  let unit = -1;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  const digits = scaled < 99.95 ? 1 : 0;
  return `${value < 0 ? '−' : ''}${scaled.toFixed(digits).replace(/\.0$/, '')} ${units[unit] ?? ''}`;
}

function roundTo(value: number, digits: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(Math.max(digits, 3)));
}

/** Bytes with decimal units: 812 B, 1.4 MB. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let scaled = bytes;
  let unit = -1;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  return `${scaled.toFixed(scaled < 99.95 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** A length of time from milliseconds: 340 ms, 12.4 s, 3 min 12 s, 2 h 05 min, 3 d 4 h. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms) || ms < 0) return MISSING;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(seconds);
  const [days, hours, minutes] = [whole / 86_400, (whole / 3600) % 24, (whole / 60) % 60].map(
    Math.floor,
  ) as [number, number, number];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** A share: 0.1234 → "12.3 %"; tiny ones are not rounded to zero. */
export function shareText(share01: number): string {
  if (!Number.isFinite(share01)) return MISSING;
  const percent = share01 * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent < 100 && percent > 99.9) return '> 99.9 %';
  return `${percent.toFixed(1).replace(/\.0$/, '')} %`;
}

/** "1 event", "2 events". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${exactNumber(count)} ${count === 1 ? one : many}`;
}
