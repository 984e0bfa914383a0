/** Events over time, counted in one pass over the time column. */
import type { Histogram } from '#contract/api.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';
import { binsOf, type AskedBins } from './bins.ts';

/** Counts of a scope's events per bin, with what lies outside. */
export function histogram(view: CaseView, selected: Selected, asked: AskedBins): Histogram {
  const { fromUs, toUs, binUs, bins } = binsOf(view, selected, asked);
  const times = view.columns.times();
  const counts = new Float64Array(bins);
  let before = 0;
  let after = 0;
  let timeless = 0;
  eachSelected(selected, (row) => {
    const time = times[row]!;
    if (time >= fromUs && time < toUs) counts[Math.floor((time - fromUs) / binUs)]!++;
    else if (time < fromUs) before++;
    else if (time >= toUs) after++;
    else timeless++;
  });
  return { fromUs, toUs, binUs, counts, before, after, timeless };
}
