/**
 * What the timeline has upwards: how unusual a session is, in one of several measures. Rarer is always
 * higher, so likelihoods hang with the small ones on top.
 */
import type { ColumnBlock } from '#contract/block.ts';
import { exactNumber } from '../../ui/numbers.ts';
import { niceTicks, tickText } from '../../canvas/scatter/ticks.ts';
import { numbersOf } from '../whole-table.ts';
import { RAREST_WINDOW } from './session-page.ts';

export const metricIds = [
  'score',
  'percentile',
  'likelihood',
  'geometricMean',
  'rarestWindow',
] as const;
export type MetricId = (typeof metricIds)[number];

export interface Metric {
  readonly id: MetricId;
  readonly label: string;
  /** On the axis, with its unit. */
  readonly axis: string;
  /** A likelihood, which may be shown by its logarithm. */
  readonly isLikelihood: boolean;
  readonly help: string;
}

const scoreMetric: Metric = {
  id: 'score',
  label: 'score',
  axis: 'score, rarer',
  isLikelihood: false,
  help: 'Comparable for sessions of any length: 3 means that one ordinary session in 1,000 has so surprising a run of steps.',
};

/** In the order of the menu; the first can be compared between sessions of any length. */
export const metrics: readonly Metric[] = [
  scoreMetric,
  {
    id: 'percentile',
    label: 'percentile in its band',
    axis: 'percentile, rarer',
    isLikelihood: false,
    help: 'Share of the sessions of about the same length with a lower score.',
  },
  {
    id: 'likelihood',
    label: 'likelihood',
    axis: 'likelihood, rarer',
    isLikelihood: true,
    help: 'Product of all steps’ probabilities: long sessions are unlikely by their length alone.',
  },
  {
    id: 'geometricMean',
    label: 'geometric mean',
    axis: 'likelihood a step, rarer',
    isLikelihood: true,
    help: 'Likelihood by the step: a single odd step in a long session hardly shows.',
  },
  {
    id: 'rarestWindow',
    label: 'rarest window',
    axis: 'likelihood, rarer',
    isLikelihood: true,
    help: 'Likelihood of the least likely window of commands; sessions shorter than the window have none.',
  },
];

/** A measure by its name; the score for any other. */
export function metricOf(id: string): Metric {
  return metrics.find((metric) => metric.id === id) ?? scoreMetric;
}

/** A measure as it is drawn. */
export interface Scale {
  readonly metric: Metric;
  /** By the logarithm; has no meaning for what is no likelihood. */
  readonly isLog: boolean;
}

/** Smallest likelihood above 0 that a number can hold, as a height. */
const DEEPEST = -Math.log10(Number.MIN_VALUE);

/** Height of each session, more = rarer; NaN = not scored. */
export function heightsOf(block: ColumnBlock, { metric, isLog }: Scale): Float64Array {
  if (!metric.isLikelihood) return numbersOf(block, metric.id);
  const byLog = metric.id === 'likelihood' ? numbersOf(block, 'logLikelihood') : undefined;
  if (isLog && byLog?.some((value) => !Number.isNaN(value)) === true) {
    return byLog.map((value) => -value);
  }
  const likelihoods = numbersOf(block, columnOf(metric));
  return likelihoods.map((value) => (isLog ? depthOf(value) : -value));
}

function columnOf({ id }: Metric): string {
  if (id === 'geometricMean') return 'likelihoodGeometricMean';
  return id === 'rarestWindow' ? RAREST_WINDOW : id;
}

/** -log10; a likelihood that is too small for a number counts as the smallest. */
function depthOf(likelihood: number): number {
  if (Number.isNaN(likelihood)) return NaN;
  return likelihood > 0 ? Math.max(0, -Math.log10(likelihood)) : DEEPEST;
}

/** A height as the measure that it stands for: "3.2", "98.4 %", "10⁻⁶". */
export function heightText(height: number, { metric, isLog }: Scale): string {
  if (Number.isNaN(height)) return 'not scored';
  if (metric.id === 'percentile') return `${rounded(height)} %`;
  if (!metric.isLikelihood) return rounded(height);
  return isLog ? likelihoodText(10 ** -height, -height) : likelihoodText(-height);
}

function rounded(value: number): string {
  return exactNumber(Number(value.toPrecision(4)));
}

/**
 * A probability in few characters: 0.27, 0.0012, 3.1·10⁻⁷.
 * @param log10 for those that are too small for a number
 */
export function likelihoodText(likelihood: number, log10 = Math.log10(likelihood)): string {
  if (Number.isNaN(likelihood)) return 'not scored';
  if (likelihood >= 0.001 || (likelihood === 0 && log10 === -Infinity)) {
    return String(Number(likelihood.toPrecision(3)));
  }
  const power = Math.floor(log10 + 1e-12);
  const digits = Number((10 ** (log10 - power)).toPrecision(2));
  // 9.96 rounds up to 10, which is the next power.
  const [shown, exponent] = digits >= 10 ? [1, power + 1] : [digits, power];
  return `${shown === 1 ? '' : `${shown}·`}10${superscript(exponent)}`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(value: number): string {
  const digits = String(Math.abs(value)).replace(/\d/g, (digit) => RAISED[Number(digit)] ?? digit);
  return `${value < 0 ? '⁻' : ''}${digits}`;
}

export interface HeightTick {
  readonly height: number;
  readonly label: string;
}

/** Round places on the axis within a span of heights. */
export function heightTicks(
  from: number,
  to: number,
  most: number,
  scale: Scale,
): readonly HeightTick[] {
  const all = niceTicks(from, to, most);
  const step = Math.abs((all[1] ?? 1) - (all[0] ?? 0));
  return all
    .filter((height) => isPossible(height, scale))
    .map((height) => ({
      height,
      label: tickLabel(height, step, scale),
    }));
}

/** No likelihood above 1, no percentile beyond its ends. */
function isPossible(height: number, { metric, isLog }: Scale): boolean {
  if (metric.id === 'percentile') return height >= 0 && height <= 100;
  if (!metric.isLikelihood) return height >= 0;
  return isLog ? height >= 0 : height <= 0 && height >= -1;
}

function tickLabel(height: number, step: number, { metric, isLog }: Scale): string {
  if (!metric.isLikelihood) return tickText(height, step);
  if (!isLog) return tickText(height === 0 ? 0 : -height, step);
  return Number.isInteger(height) && height > 3
    ? `10${superscript(-height)}`
    : likelihoodText(10 ** -height);
}

/** A score as the chance that it stands for: 3 → "1 in 1,000 ordinary sessions". */
export function chanceText(score: number): string {
  if (Number.isNaN(score)) return 'not scored';
  if (score < 0.05) return 'as ordinary as they come';
  const among = 10 ** score;
  const shown =
    among < 1e6 ? exactNumber(Number(among.toPrecision(2))) : `10${superscript(Math.round(score))}`;
  return `1 in ${shown} ordinary sessions`;
}

/** Scores from which on sessions stand out; each has a colour of its own. */
export const SCORE_STEPS = [1, 2, 3, 4] as const;

/** How much a score stands out: 0 (ordinary) … 4. */
export function scoreLevel(score: number): number {
  let level = 0;
  for (const step of SCORE_STEPS) if (score >= step) level++;
  return level;
}
