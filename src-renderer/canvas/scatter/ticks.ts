/** Round numbers along an axis. */

/** About `most` values at 1, 2 or 5 times a power of ten within a span. */
export function niceTicks(from: number, to: number, most: number): readonly number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const rough = span / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = nearestFactor(rough / power) * power;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => tidied((first + at) * step, step));
}

/** Of 1, 2, 5 and 10 the one with the nearest logarithm. */
function nearestFactor(ratio: number): number {
  if (ratio >= Math.sqrt(50)) return 10;
  if (ratio >= Math.sqrt(10)) return 5;
  return ratio >= Math.SQRT2 ? 2 : 1;
}

/** 0.30000000000000004 is 0.3. */
function tidied(value: number, step: number): number {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(digits));
}

/** A tick in few characters, the same precision for all of an axis. */
export function tickText(value: number, step: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || step < 1e-5)) {
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  }
  const text = String(value);
  const [whole = '', fraction] = text.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}
