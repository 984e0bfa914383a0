/** The values of fields among the events of a scope. */
import type { Facet } from '#contract/api.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { eachSelected, type Selected } from '#workers/query/evaluate/scopes.ts';
import { rowValues } from './row-values.ts';
import { tally } from './tally.ts';

/** One facet per field, its most frequent values first. */
export function facets(
  view: CaseView,
  selected: Selected,
  { fields, limit }: { readonly fields: readonly string[]; readonly limit: number },
): Facet[] {
  return fields.map((field) => {
    view.checkCancelled();
    const values = rowValues(view, selected, field);
    const counted = tally(values, limit, (visit) => {
      eachSelected(selected, visit);
    });
    return {
      field,
      values: counted.values.map(({ value, count }) => ({ value, count })),
      distinct: counted.distinct,
      missing: counted.missing,
    };
  });
}
