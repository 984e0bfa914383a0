/**
 * Bins of equal width over a window of time. The width is a whole number of microseconds, so that
 * an edge is the same number wherever it is computed; the window's end moves by less than that.
 */
import type { CaseView } from '#workers/query/case-view.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';

export interface Bins {
  readonly fromUs: number;
  readonly toUs: number;
  readonly binUs: number;
  readonly bins: number;
}

export interface AskedBins {
  readonly bins: number;
  readonly fromUs?: number | undefined;
  readonly toUs?: number | undefined;
}

/** Bins as asked; an open end is where the events of the scope begin or end. Without any time: an empty window at 0. */
export function binsOf(view: CaseView, selected: Selected, asked: AskedBins): Bins {
  const { bins } = asked;
  let { fromUs, toUs } = asked;
  if (fromUs === undefined || toUs === undefined) {
    const extent = extentOf(view.columns.times(), selected);
    fromUs ??= extent?.firstUs ?? toUs ?? 0;
    toUs ??= extent === undefined ? fromUs : extent.lastUs + 1;
  }
  fromUs = Math.floor(fromUs);
  const binUs = Math.max(0, Math.ceil((Math.ceil(toUs) - fromUs) / bins));
  return { fromUs, toUs: fromUs + binUs * bins, binUs, bins };
}

function extentOf(
  times: Float64Array,
  selected: Selected,
): { readonly firstUs: number; readonly lastUs: number } | undefined {
  let firstUs = Infinity;
  let lastUs = -Infinity;
  eachSelected(selected, (row) => {
    const time = times[row]!;
    if (time < firstUs) firstUs = time;
    if (time > lastUs) lastUs = time;
  });
  return firstUs <= lastUs ? { firstUs, lastUs } : undefined;
}
