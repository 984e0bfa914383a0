/**
 * exp, log and pow that give the same bytes on every machine. The language leaves the last digits
 * of Math.exp, Math.log and Math.pow to the engine; only + − × ÷ and the square root are fixed (by
 * IEEE 754). Results that are hashed, or that feed a chaotic optimisation, use these.
 */

/** ln 2 in two parts: the upper has 32 trailing zero bits, so whole multiples of it are exact. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.4426950408889634;
const SQRT_HALF = 0.7071067811865476;

const double = new Float64Array(1);
/** The same eight bytes; [1] is the upper half on the little-endian machines Loupe runs on. */
const halves = new Uint32Array(double.buffer);

/** 1/13!, 1/12!, … 1/2!: Taylor coefficients of exp, good to 4e-18 for |r| ≤ ln2 / 2. */
const EXP_TERMS = Float64Array.of(
  1 / 6227020800,
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  1 / 2,
);

/** 1/25, 1/23, … 1/3: coefficients of artanh, good to 1e-19 for |s| ≤ 0.1716. */
const LOG_TERMS = Float64Array.from({ length: 12 }, (_, i) => 1 / (25 - 2 * i));

/** e to the x; error below 2 units in the last place. */
export function portableExp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = EXP_TERMS[0]!;
  for (let i = 1; i < EXP_TERMS.length; i++) sum = sum * r + EXP_TERMS[i]!;
  // 1 + (r + r²·sum): the small part is added last, so it loses the least.
  return timesPowerOfTwo(1 + (r + r * r * sum), k);
}

/** Natural logarithm; error below 2 units in the last place. NaN below 0, -Infinity at 0. */
export function portableLog(x: number): number {
  if (Number.isNaN(x) || x < 0) return NaN;
  if (x === 0) return -Infinity;
  if (x === Infinity) return Infinity;
  const tiny = x < 2.2250738585072014e-308;
  double[0] = tiny ? x * 18014398509481984 : x;
  let exponent = (halves[1]! >>> 20) - 1022 - (tiny ? 54 : 0);
  halves[1] = (halves[1]! & 0xfffff) | 0x3fe00000;
  let mantissa = double[0];
  if (mantissa < SQRT_HALF) {
    mantissa *= 2;
    exponent--;
  }
  // ln m = 2 artanh(s), s = (m − 1) / (m + 1), |s| ≤ 0.1716.
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  let sum = 0;
  for (const term of LOG_TERMS) sum = (sum + term) * z;
  // 2s + 2s·sum with 2s written as f − s·f, which keeps the digits of f.
  const small = s * (2 * sum - f);
  return exponent * LN2_HIGH + (f + (small + exponent * LN2_LOW));
}

/** x to the y for x ≥ 0; relative error below 1e-16 · (4 + 2·|y·ln x|). NaN for x below 0. */
export function portablePow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Infinity;
  return portableExp(y * portableLog(x));
}

function timesPowerOfTwo(value: number, k: number): number {
  if (k > 1023) return value * 2 * powerOfTwo(k - 1);
  if (k < -1022) return value * powerOfTwo(k + 64) * 5.421010862427522e-20;
  return value * powerOfTwo(k);
}

function powerOfTwo(k: number): number {
  halves[0] = 0;
  halves[1] = (k + 1023) << 20;
  return double[0]!;
}
