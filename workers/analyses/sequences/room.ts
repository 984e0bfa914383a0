/** Command sequences: sessions of commands, a Markov model of them, the rare ones first. */
import { sequences } from '#contract/rooms/sequences.ts';
import type { KeptTable } from '#contract/block.ts';
import type { Room } from '../room.ts';
import { compute } from './compute.ts';
import { explain } from './explain.ts';
import { sliceFeatures, type SliceFeatures } from './features.ts';
import { keptFacts } from './learn.ts';
import { planOf, type Plan } from './plan.ts';

export const sequencesRoom: Room<SliceFeatures> = {
  contract: sequences,
  version: 1,
  featurize: (rows, params, context) =>
    sliceFeatures(rows, withKeptValues(planOf(params), context.earlier), context),
  compute,
  explain,
};

/** With a kept model, the values to read are those that it models. */
function withKeptValues(plan: Plan, earlier?: (table: string) => KeptTable): Plan {
  if (earlier === undefined || plan.sessionType !== 'commands-params-values') return plan;
  const names = keptFacts(earlier('parameters')).flatMap((fact) =>
    fact.modelled ? fact.name : [],
  );
  return { ...plan, values: { kind: 'these', names: new Set(names) } };
}
