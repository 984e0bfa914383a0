/** What the query bar suggests: field names at once, values of a field as the case knows them. */
import { useAsk } from '../app/use-ask.ts';
import { emptyScope } from '../app/scope-history.ts';
import { useSettled } from '../app/use-settled.ts';
import { fieldSuggestions, valueSuggestions, type Spot, type Suggestion } from './completion.ts';

const MANY_VALUES = 300;
const PAUSE_MS = 150;

/** Suggestions for the spot that the caret stands in. */
export function useSuggestions(spot: Spot): readonly Suggestion[] {
  const fields = useAsk('events.fields', {}).value ?? [];
  const wanted = spot.kind === 'value' ? spot.field : '';
  const field = useSettled(wanted, PAUSE_MS);
  const facets = useAsk(
    'events.facets',
    field === '' || field !== wanted
      ? undefined
      : { scope: emptyScope, fields: [field], limit: MANY_VALUES },
  );
  if (spot.kind === 'field') return fieldSuggestions(fields, spot.typed);
  if (spot.kind !== 'value') return [];
  const facet = facets.value?.find((each) => each.field === spot.field);
  return valueSuggestions(spot.field, facet?.values ?? [], spot.typed);
}
