/**
 * What the whole window shares: the open case, the scope, the selected event, jobs and settings.
 * One object made at start and handed down by context; views read it through the hooks beside it.
 */
import { createContext } from 'react';
import type { CaseInfo } from '#contract/api.ts';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';
import type { Job, Notice } from '#contract/jobs.ts';
import type { Client } from '../transport/client.ts';
import { createAskCache, type AskCache } from './ask-cache.ts';
import type { Command } from './commands.ts';
import { withJob } from './job-list.ts';
import { emptyHistory, type ScopeHistory } from './scope-history.ts';
import { readSettings, type Settings } from './settings.ts';
import { createStore, type Store } from './store.ts';
import type { ViewId } from './views.ts';

export interface WorkbenchState {
  /** The open case as it was told last; undefined on the start screen. */
  readonly info: CaseInfo | undefined;
  /** Grows when events, runs or evidence change, or the host is back: then all is asked again. */
  readonly revision: number;
  readonly view: ViewId;
  readonly history: ScopeHistory;
  /** Id of the event whose details are shown. */
  readonly selected: number | undefined;
  readonly jobs: readonly Job[];
  /** False while the host cannot be heard. */
  readonly connected: boolean;
  /** What the last command of the analyst could not do; shown until dismissed. */
  readonly trouble: WorkbenchError | undefined;
  readonly settings: Settings;
}

export interface Workbench {
  readonly client: Client;
  readonly store: Store<WorkbenchState>;
  readonly asks: AskCache;
  readonly commands: Store<readonly Command[]>;
}

/** Notices come by the hundred while evidence is read; views ask again at most this often. */
const REVISION_EVERY_MS = 1000;

const initial = (): WorkbenchState => ({
  info: undefined,
  revision: 0,
  view: 'events',
  history: emptyHistory,
  selected: undefined,
  jobs: [],
  connected: true,
  trouble: undefined,
  settings: readSettings(),
});

/** A workbench over a client. Nothing is asked before {@link startWorkbench}. */
export function createWorkbench(client: Client): Workbench {
  return {
    client,
    store: createStore(initial()),
    asks: createAskCache(client.call),
    commands: createStore<readonly Command[]>([]),
  };
}

/** Merges a change into the state. */
export function patch(bench: Workbench, change: Partial<WorkbenchState>): void {
  bench.store.update((state) => ({ ...state, ...change }));
}

/** Begins to listen and finds out what is open already. Returns how to stop. */
export function startWorkbench(bench: Workbench): () => void {
  let due: ReturnType<typeof setTimeout> | undefined;
  let appliedAt = 0;
  const applyRevision = (): void => {
    due = undefined;
    appliedAt = performance.now();
    bench.store.update((state) => ({ ...state, revision: state.revision + 1 }));
    void refreshInfo(bench);
  };
  const hear = (notice: Notice): void => {
    if (notice.kind === 'job') {
      bench.store.update((state) => ({ ...state, jobs: withJob(state.jobs, notice.job) }));
    } else if (notice.kind === 'open') {
      void adoptOpenCase(bench);
    } else {
      const waitMs = appliedAt + REVISION_EVERY_MS - performance.now();
      due ??= setTimeout(applyRevision, Math.max(0, waitMs));
    }
  };
  const unlisten = bench.client.listen(hear);
  const unconnect = bench.client.onConnection((connected) => {
    const back = connected && !bench.store.get().connected;
    patch(bench, { connected });
    if (!back) return;
    bench.asks.forget();
    applyRevision();
    void adoptOpenCase(bench);
  });
  void adoptOpenCase(bench);
  return () => {
    unlisten();
    unconnect();
    clearTimeout(due);
  };
}

/** Shows a case that was just opened, with nothing left of the one before. */
export function showCase(bench: Workbench, info: CaseInfo | undefined): void {
  bench.asks.forget();
  const view = info === undefined || info.events > 0 ? 'events' : 'evidence';
  patch(bench, {
    info,
    revision: bench.store.get().revision + 1,
    view,
    history: emptyHistory,
    selected: undefined,
    trouble: undefined,
  });
}

async function refreshInfo(bench: Workbench): Promise<void> {
  if (bench.store.get().info === undefined) return;
  try {
    const info = await bench.client.call('case.info', {});
    if (bench.store.get().info?.case === info.case) patch(bench, { info });
  } catch (thrown) {
    report(bench, thrown);
  }
}

async function adoptOpenCase(bench: Workbench): Promise<void> {
  try {
    const jobs = await bench.client.call('jobs.list', {});
    patch(bench, { jobs });
    const info = await bench.client.call('case.info', {});
    if (bench.store.get().info?.case === info.case) patch(bench, { info });
    else showCase(bench, info);
  } catch (thrown) {
    // No case open is the ordinary state of a fresh start; who may not come in is told by the start screen.
    const { code } = toError(thrown);
    const isOutside = code === 'no-permission' && bench.store.get().info === undefined;
    if (code !== 'no-case-open' && !isOutside) report(bench, thrown);
  }
}

function toError(thrown: unknown): WorkbenchError {
  return fromWireError(toWireError(thrown));
}

/** Keeps a failure on screen until it is dismissed. */
export function report(bench: Workbench, thrown: unknown): void {
  patch(bench, { trouble: toError(thrown) });
}

/** The workbench of this window. */
export const WorkbenchContext = createContext<Workbench | undefined>(undefined);
