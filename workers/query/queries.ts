/**
 * Everything that answers questions about one open case, one method per request and named like it.
 * Plain functions that return when they are done: they run in a thread of their own. Each question
 * sees the case as of the last commit, and as it was then until it is answered.
 */
import type { FieldInfo, Histogram, Lanes, Outputs, ParsedOf } from '#contract/api.ts';
import type { KeptTable } from '#contract/block.ts';
import type { ClockRule, Clocks } from '#contract/clocks.ts';
import type { RunReceipt } from '#contract/runs.ts';
import type { Scope } from '#contract/scope.ts';
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { readClocks } from '#workers/case-file/clock-repository.ts';
import { withSnapshot } from '#workers/case-file/read-snapshot.ts';
import { readerById } from '#workers/readers/registry.ts';
import { caseCounts, type CaseCounts } from './answers/case-counts.ts';
import { eventDetail } from './answers/detail.ts';
import { facets } from './answers/facets.ts';
import { fieldInfos } from './answers/fields.ts';
import { histogram } from './answers/histogram.ts';
import { lanes } from './answers/lanes.ts';
import { EventPages } from './answers/pages.ts';
import { rejects } from './answers/rejects.ts';
import { RunTables } from './answers/run-tables.ts';
import { runsOfEvidence } from './answers/runs-of-evidence.ts';
import { selectedEvents, type SelectedEvents } from './answers/selection.ts';
import { CaseView, type ViewOptions } from './case-view.ts';
import { checkQuery } from './check-query.ts';
import { HostClocks } from './clocks.ts';
import { Scopes } from './evaluate/scopes.ts';
import { SliceRows } from './event-rows.ts';

export type QueryOptions = Partial<ViewOptions>;

export interface Queries {
  'case.info'(input: object): CaseCounts;
  'evidence.rejects'(input: ParsedOf<'evidence.rejects'>): Outputs['evidence.rejects'];
  'query.check'(input: ParsedOf<'query.check'>): Outputs['query.check'];
  'events.count'(input: ParsedOf<'events.count'>): Outputs['events.count'];
  'events.page'(input: ParsedOf<'events.page'>): Outputs['events.page'];
  'events.detail'(input: ParsedOf<'events.detail'>): Outputs['events.detail'];
  'events.fields'(input: object): Outputs['events.fields'];
  'events.facets'(input: ParsedOf<'events.facets'>): Outputs['events.facets'];
  'timeline.histogram'(input: ParsedOf<'timeline.histogram'>): Histogram;
  'timeline.lanes'(input: ParsedOf<'timeline.lanes'>): Lanes;
  'runs.list'(input: object): readonly RunReceipt[];
  'runs.table'(input: ParsedOf<'runs.table'>): Outputs['runs.table'];
  /** Events of a scope that a room's own query lets through: its input. */
  selectEvents(input: { readonly scope: Scope; readonly baseQuery: string }): SelectedEvents;
  'clocks.list'(input: object): Clocks;
  /**
   * A slice of events as rooms see them; good until the connection is closed. `ids` ascend. All
   * slices of a run are corrected by the same clock rules, whatever becomes of the case's meanwhile.
   */
  eventRows(ids: Int32Array, clockRules?: readonly ClockRule[]): SliceRows;
  /** Runs whose results point at events of an evidence. */
  runsOfEvidence(input: { readonly evidence: number }): readonly number[];
  /** Loads what the first filter would otherwise wait for; asked when nobody else asks. */
  warm(): void;
  /** A kept table. Throws `no-such-run`, `no-such-table`. */
  wholeTable(run: number, name: string): KeptTable;
}

const COLUMN_BYTES = 256 * 1024 * 1024;

/** Questions on an open connection, which stays the caller's to close. */
export function createQueries(db: Sqlite, options: QueryOptions = {}): Queries {
  const view = new CaseView(db, {
    findReader: readerById,
    checkCancelled: () => undefined,
    columnBytes: COLUMN_BYTES,
    ...options,
  });
  const scopes = new Scopes(view);
  const pages = new EventPages(view, (options.columnBytes ?? COLUMN_BYTES) / 2);
  const tables = new RunTables(view);
  const fields = keepFields(view);
  const ask = <T>(answer: () => T): T =>
    withSnapshot(db, () => {
      view.refresh();
      return answer();
    });
  return {
    'case.info': () => ask(() => caseCounts(db, view)),
    'evidence.rejects': (input) => ask(() => rejects(view, input)),
    'query.check': ({ query }) => ask(() => checkQuery(query, fields)),
    'events.count': ({ scope }) =>
      ask(() => ({ total: scopes.select(scope).total, all: view.table.rows })),
    'events.page': (input) => ask(() => pages.page(scopes.select(input.scope), input)),
    'events.detail': ({ id }) => ask(() => eventDetail(view, id)),
    'events.fields': () => ask(fields),
    'events.facets': (input) => ask(() => facets(view, scopes.select(input.scope), input)),
    'timeline.histogram': (input) => ask(() => histogram(view, scopes.select(input.scope), input)),
    'timeline.lanes': (input) => ask(() => lanes(view, scopes.select(input.scope), input)),
    'runs.list': () => ask(() => view.runs.list()),
    'runs.table': (input) => ask(() => tables.page(input)),
    selectEvents: ({ scope, baseQuery }) =>
      ask(() => selectedEvents(view, scopes.select(joined(scope, baseQuery)))),
    runsOfEvidence: ({ evidence }) => ask(() => runsOfEvidence(view, tables, evidence)),
    warm: () => {
      ask(() => view.dictionary.count);
    },
    'clocks.list': () => ask(() => readClocks(db)),
    eventRows: (ids, clockRules) =>
      ask(() => {
        const clocks =
          clockRules === undefined ? view.clocks : new HostClocks(view.texts, clockRules);
        return new SliceRows(view, ids, clocks);
      }),
    wholeTable: (run, name) => ask(() => tables.whole(run, name)),
  };
}

/** The scope and a room's base query, both. */
function joined({ query, chips }: Scope, baseQuery: string): Scope {
  const base = { filter: { kind: 'query' as const, query: baseQuery }, label: baseQuery };
  return { query, chips: [...chips, base] };
}

/** The list of fields, looked for once as long as the case stays the same. */
function keepFields(view: CaseView): () => readonly FieldInfo[] {
  let known: readonly FieldInfo[] = [];
  let generation = -1;
  return () => {
    if (generation !== view.generation) {
      known = fieldInfos(view);
      generation = view.generation;
    }
    return known;
  };
}
