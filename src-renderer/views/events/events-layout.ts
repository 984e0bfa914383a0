/** Which columns and facets an analyst has chosen, kept for the next case. */
import { keep, readKept } from '../../app/settings.ts';
import { createStore, useStore } from '../../app/store.ts';
import type { Sort } from '../../grid/grid-column.ts';
import { defaultColumns } from './event-columns-view.ts';

export interface EventsLayout {
  readonly columns: readonly string[];
  readonly facets: readonly string[];
  readonly sort: Sort;
}

const KEY = 'loupe.events';
const defaultFacets: readonly string[] = [
  'event.code',
  'host.name',
  'user.name',
  'event.provider',
  'event.action',
];

function names(value: unknown, otherwise: readonly string[]): readonly string[] {
  const kept = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
  return kept.length === 0 ? otherwise : kept.slice(0, 60);
}

function kept(): EventsLayout {
  const { columns, facets } = readKept(KEY);
  return {
    columns: names(columns, defaultColumns),
    facets: names(facets, defaultFacets),
    sort: { column: '@timestamp', descending: false },
  };
}

const store = createStore(kept());

/** The layout and how to change it. */
export function useEventsLayout(): EventsLayout & {
  readonly change: (change: Partial<EventsLayout>) => void;
} {
  return {
    ...useStore(store, (layout) => layout),
    change: (change) => {
      store.update((layout) => ({ ...layout, ...change }));
      const { columns, facets } = store.get();
      keep(KEY, { columns, facets });
    },
  };
}
