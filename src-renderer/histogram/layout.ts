/** Bars, gaps and brushes of the histogram: pure functions from counts and pixels. */

export interface Bins {
  readonly fromUs: number;
  readonly binUs: number;
  readonly counts: Float64Array;
}

export interface Plot {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Square roots keep a single event in sight beside a burst of thousands. */
export function barHeightPx(count: number, max: number, heightPx: number): number {
  if (count <= 0 || max <= 0) return 0;
  return Math.max(1.5, Math.sqrt(Math.min(1, count / max)) * heightPx);
}

/** Outline of all bars as one SVG path. */
export function barsPath(counts: Float64Array, max: number, plot: Plot): string {
  const widthPx = plot.widthPx / Math.max(1, counts.length);
  const gapPx = widthPx > 3 ? 1 : 0;
  let path = '';
  counts.forEach((count, bin) => {
    const heightPx = barHeightPx(count, max, plot.heightPx);
    if (heightPx === 0) return;
    const x = round(bin * widthPx);
    const y = round(plot.heightPx - heightPx);
    path += `M${x} ${plot.heightPx}V${y}h${round(Math.max(0.75, widthPx - gapPx))}V${plot.heightPx}z`;
  });
  return path;
}

const round = (px: number): number => Math.round(px * 100) / 100;

export interface Gap {
  readonly firstBin: number;
  /** Exclusive. */
  readonly endBin: number;
}

/** A silence this much longer than usual is a gap: share of all bins and number of bins. */
const MIN_GAP_SHARE = 0.02;
const MIN_GAP_BINS = 4;

/** Stretches without any event of the whole case, between its first and its last. */
export function gapsOf(counts: Float64Array): readonly Gap[] {
  const min = Math.max(MIN_GAP_BINS, Math.ceil(counts.length * MIN_GAP_SHARE));
  const gaps: Gap[] = [];
  let lastFull = -1;
  counts.forEach((count, bin) => {
    if (count <= 0) return;
    if (lastFull >= 0 && bin - lastFull - 1 >= min)
      gaps.push({ firstBin: lastFull + 1, endBin: bin });
    lastFull = bin;
  });
  return gaps;
}

/** Largest count, at least 1. */
export function maxOf(counts: Float64Array): number {
  return counts.reduce((max, count) => Math.max(max, count), 1);
}

/** The whole may stand this much higher than the scope before its bars are cut. */
const MAX_LIFT = 16;

/** Count that fills the height: one scale for scope and case, lifted where the scope is tiny. */
export function scaleMax(all: Float64Array, shown: Float64Array): number {
  const mostOfAll = maxOf(all);
  const mostShown = shown.reduce((max, count) => Math.max(max, count), 0);
  return mostShown === 0 ? mostOfAll : Math.min(mostOfAll, mostShown * MAX_LIFT);
}

/** Bin under a pixel. */
export function binAt(xPx: number, bins: number, widthPx: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor((xPx / Math.max(1, widthPx)) * bins)));
}

/** Pixel of an instant; outside the plot for instants outside the bins. */
export function xOf(timeUs: number, { fromUs, binUs, counts }: Bins, widthPx: number): number {
  return ((timeUs - fromUs) / (binUs * Math.max(1, counts.length))) * widthPx;
}

export interface TimeWindow {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Whole bins between two bins (both included), whichever comes first. */
export function windowOfBins({ fromUs, binUs }: Bins, a: number, b: number): TimeWindow {
  const first = Math.min(a, b);
  const last = Math.max(a, b);
  return {
    fromUs: Math.floor(fromUs + first * binUs),
    toUs: Math.ceil(fromUs + (last + 1) * binUs),
  };
}

/** Number of bins for a width: bars of a few pixels. */
export function binsFor(widthPx: number): number {
  return Math.min(600, Math.max(40, Math.floor(widthPx / 4)));
}

/** A window narrower than this share of the whole could not be worked in. */
const NARROW_SHARE = 0.15;

/**
 * Stretch that the histogram shows: everything, or a narrow window with as much again on both sides,
 * so that a day within ten years can still be brushed.
 */
export function shownSpan(whole: TimeWindow, window: TimeWindow | undefined): TimeWindow {
  if (window === undefined) return whole;
  const width = Math.max(1, window.toUs - window.fromUs);
  if (width >= (whole.toUs - whole.fromUs) * NARROW_SHARE) return whole;
  const fromUs = Math.max(whole.fromUs, window.fromUs - width);
  const toUs = Math.min(whole.toUs, window.toUs + width);
  return toUs > fromUs ? { fromUs, toUs } : whole;
}
