/** Events over time, one lane per value of a field: the most frequent values of the window, the rest as a number. */
import type { Lanes } from '#contract/api.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';
import { binsOf, type AskedBins } from './bins.ts';
import { rowValues } from './row-values.ts';
import { tally } from './tally.ts';

const NO_LANE = -1;

export interface AskedLanes extends AskedBins {
  readonly field: string;
  readonly lanes: number;
}

/** Counts per lane and bin, of events inside the window only. */
export function lanes(view: CaseView, selected: Selected, asked: AskedLanes): Lanes {
  const window = binsOf(view, selected, asked);
  const { fromUs, toUs, binUs, bins } = window;
  const times = view.columns.times();
  const values = rowValues(view, selected, asked.field);
  const eachInside = (visit: (row: number) => void): void => {
    eachSelected(selected, (row) => {
      const time = times[row]!;
      if (time >= fromUs && time < toUs) visit(row);
    });
  };
  const { values: top, distinct, present } = tally(values, asked.lanes, eachInside);
  const laneOfGroup = new Map(top.map(({ group }, lane) => [group, lane]));
  const laneOfCode = new Int32Array(values.codeCount).fill(NO_LANE);
  for (let code = 1; code < laneOfCode.length; code++) {
    laneOfCode[code] = laneOfGroup.get(values.groupOf(code)) ?? NO_LANE;
  }
  const counts = new Float64Array(top.length * bins);
  eachInside((row) => {
    const lane = laneOfCode[values.codes[row]!]!;
    if (lane >= 0) counts[lane * bins + Math.floor((times[row]! - fromUs) / binUs)]!++;
  });
  const inLanes = top.reduce((sum, { count }) => sum + count, 0);
  return {
    ...window,
    lanes: top.map(({ value, count }) => ({ value, count })),
    counts,
    otherValues: distinct - top.length,
    otherEvents: present - inLanes,
  };
}
