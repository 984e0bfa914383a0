/**
 * The curve 1 / (1 + a·d^(2b)) by which UMAP turns a distance on the map into a closeness, fitted to
 * the wanted least distance, and its forces as tables: computing powers is what makes a layout slow.
 */
import { portableExp, portableLog, portablePow } from '#workers/base/portable-math.ts';

export interface UmapCurve {
  readonly a: number;
  readonly b: number;
}

const SAMPLES = 300;

/**
 * Least-squares fit of the curve to: 1 up to `minDistance`, then falling as exp(-(d - minDistance) /
 * spread), over 0…3·spread, as in umap-learn (McInnes, Healy, Melville 2018). Levenberg-Marquardt.
 * @returns a and b, good to about 1e-9
 */
export function fitUmapCurve(minDistance: number, spread: number): UmapCurve {
  const xs = Float64Array.from({ length: SAMPLES }, (_, i) => (3 * spread * i) / (SAMPLES - 1));
  const ys = xs.map((x) => (x < minDistance ? 1 : portableExp(-(x - minDistance) / spread)));
  let best = { a: 1, b: 1 };
  let error = squaredError(best, xs, ys);
  for (let round = 0, damping = 1e-3; round < 200 && damping < 1e12; round++) {
    const next = step(best, xs, ys, damping);
    const nextError = squaredError(next, xs, ys);
    if (nextError < error) {
      best = next;
      error = nextError;
      damping /= 10;
    } else damping *= 10;
  }
  return best;
}

function squaredError({ a, b }: UmapCurve, xs: Float64Array, ys: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) {
    const miss = 1 / (1 + a * portablePow(xs[i]!, 2 * b)) - ys[i]!;
    sum += miss * miss;
  }
  return sum;
}

/** One damped Gauss-Newton step. */
function step({ a, b }: UmapCurve, xs: Float64Array, ys: Float64Array, damping: number): UmapCurve {
  let aa = 0;
  let ab = 0;
  let bb = 0;
  let ga = 0;
  let gb = 0;
  for (let i = 1; i < xs.length; i++) {
    const power = portablePow(xs[i]!, 2 * b);
    const value = 1 / (1 + a * power);
    const da = -power * value * value;
    const db = 2 * a * portableLog(xs[i]!) * da;
    const miss = value - ys[i]!;
    aa += da * da;
    ab += da * db;
    bb += db * db;
    ga += da * miss;
    gb += db * miss;
  }
  aa *= 1 + damping;
  bb *= 1 + damping;
  const determinant = aa * bb - ab * ab;
  return { a: a - (ga * bb - gb * ab) / determinant, b: b - (gb * aa - ga * ab) / determinant };
}

/** Octaves of squared distance that the tables cover: 2^-20 … 2^20. */
const LEAST_EXPONENT = -20;
const OCTAVES = 40;
/** Steps per octave: ten bits of the mantissa, an error below 0.05 % of the argument. */
const STEPS = 1024;

/** Added to the upper half of a double shifted by ten bits gives its place in a table. */
export const TABLE_SHIFT = 10;
export const TABLE_OFFSET = -((1023 + LEAST_EXPONENT) << 10);
export const TABLE_LAST = OCTAVES * STEPS - 1;

/** Values over the squared distance; place = (upper 32 bits >>> TABLE_SHIFT) + TABLE_OFFSET, kept within 0…TABLE_LAST. */
export interface UmapTables {
  readonly b: number;
  /** Pull along an edge per unit of distance: 2ab·s^(b-1) / (1 + a·s^b). */
  readonly attraction: Float32Array;
  /** Push between strangers per unit of distance: 2b / ((0.001 + s)(1 + a·s^b)). */
  readonly repulsion: Float32Array;
  /** The curve itself: 1 / (1 + a·s^b). */
  readonly closeness: Float32Array;
  /** Upper end of each step: the largest distance that falls into it. */
  readonly distance: Float32Array;
}

/** Tables of the curve's forces. 640 KB. */
export function umapTables({ a, b }: UmapCurve): UmapTables {
  const attraction = new Float32Array(TABLE_LAST + 1);
  const repulsion = new Float32Array(TABLE_LAST + 1);
  const closeness = new Float32Array(TABLE_LAST + 1);
  const distance = new Float32Array(TABLE_LAST + 1);
  let octave = 1 / 1_048_576;
  for (let place = 0; place <= TABLE_LAST; place++) {
    if (place > 0 && place % STEPS === 0) octave *= 2;
    const squared = (1 + ((place % STEPS) + 0.5) / STEPS) * octave;
    const power = portablePow(squared, b);
    attraction[place] = (2 * a * b * power) / (squared * (1 + a * power));
    repulsion[place] = (2 * b) / ((0.001 + squared) * (1 + a * power));
    closeness[place] = 1 / (1 + a * power);
    distance[place] = Math.sqrt(squared * (1 + 1 / STEPS));
  }
  return { b, attraction, repulsion, closeness, distance };
}
