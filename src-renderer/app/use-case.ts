/** The open case, its jobs, the selected event and the settings: small hooks over the shared state. */
import { useMemo } from 'react';
import type { CaseInfo, InputOf, Outputs, RequestName } from '#contract/api.ts';
import type { WorkbenchError } from '#contract/errors.ts';
import type { Job, JobId } from '#contract/jobs.ts';
import { withoutJob } from './job-list.ts';
import { keepSettings, type Settings } from './settings.ts';
import { useWorkbench, useWorkbenchState } from './use-workbench.ts';
import type { ViewId } from './views.ts';
import { patch, report, showCase, type Workbench } from './workbench.ts';

/** Runs a request because the analyst said so; a failure is shown, and answered with undefined. */
export type Tell = <N extends RequestName>(
  name: N,
  input: InputOf<N>,
) => Promise<Outputs[N] | undefined>;

/** Commands to the engine whose failure belongs on screen. */
export function useTell(): Tell {
  const bench = useWorkbench();
  return useMemo(() => tellOf(bench), [bench]);
}

function tellOf(bench: Workbench): Tell {
  return async (name, input) => {
    try {
      return await bench.client.call(name, input);
    } catch (thrown) {
      report(bench, thrown);
      return undefined;
    }
  };
}

export interface CaseState {
  readonly info: CaseInfo | undefined;
  readonly open: (path: string) => Promise<boolean>;
  readonly create: (path: string) => Promise<boolean>;
  /** Makes the demo case, in `folder` when one is given. */
  readonly demo: (folder?: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** The open case, and opening others. */
export function useCase(): CaseState {
  const bench = useWorkbench();
  const info = useWorkbenchState((state) => state.info);
  const actions = useMemo(() => caseActions(bench), [bench]);
  return { ...actions, info };
}

function caseActions(bench: Workbench): Omit<CaseState, 'info'> {
  const tell = tellOf(bench);
  const show = (info: CaseInfo | undefined): boolean => {
    if (info !== undefined) showCase(bench, info);
    return info !== undefined;
  };
  return {
    open: async (path) => show(await tell('case.open', { path })),
    create: async (path) => show(await tell('case.create', { path })),
    demo: async (folder) =>
      show((await tell('case.demo', folder === undefined ? {} : { folder }))?.info),
    close: async () => {
      const answer = await tell('case.close', {});
      if (answer === null) showCase(bench, undefined);
    },
  };
}

export interface JobsState {
  /** Newest first. */
  readonly jobs: readonly Job[];
  readonly running: readonly Job[];
  readonly cancel: (id: JobId) => void;
  /** Takes a finished job off the list. */
  readonly dismiss: (id: JobId) => void;
}

/** Imports and runs, wherever they were started. */
export function useJobs(): JobsState {
  const bench = useWorkbench();
  const jobs = useWorkbenchState((state) => state.jobs);
  return useMemo(
    () => ({
      jobs,
      running: jobs.filter((job) => job.state === 'running'),
      cancel: (id) => void tellOf(bench)('jobs.cancel', { job: id }),
      dismiss: (id) =>
        bench.store.update((state) => ({ ...state, jobs: withoutJob(state.jobs, id) })),
    }),
    [bench, jobs],
  );
}

export interface SelectionState {
  /** Id of the event whose details are shown. */
  readonly selected: number | undefined;
  readonly select: (event: number | undefined) => void;
  /** Selects and makes sure that its details can be seen. */
  readonly openDetails: (event: number) => void;
}

/** The one selected event. */
export function useSelection(): SelectionState {
  const bench = useWorkbench();
  const selected = useWorkbenchState((state) => state.selected);
  const actions = useMemo(
    () => ({
      select: (event: number | undefined) => patch(bench, { selected: event }),
      openDetails: (event: number) => {
        patch(bench, { selected: event });
        changeSettings(bench, { detailsOpen: true });
      },
    }),
    [bench],
  );
  return { selected, ...actions };
}

export interface ViewState {
  readonly view: ViewId;
  readonly show: (view: ViewId) => void;
}

/** The view on screen. */
export function useView(): ViewState {
  const bench = useWorkbench();
  const view = useWorkbenchState((state) => state.view);
  return { view, show: (next) => patch(bench, { view: next }) };
}

export interface SettingsState extends Settings {
  readonly change: (change: Partial<Settings>) => void;
}

/** Zone, theme and widths. */
export function useSettings(): SettingsState {
  const bench = useWorkbench();
  const settings = useWorkbenchState((state) => state.settings);
  return { ...settings, change: (change) => changeSettings(bench, change) };
}

function changeSettings(bench: Workbench, change: Partial<Settings>): void {
  const settings = { ...bench.store.get().settings, ...change };
  keepSettings(settings);
  patch(bench, { settings });
}

/** What could not be done last, and how to put it away. */
export function useTrouble(): {
  readonly trouble: WorkbenchError | undefined;
  readonly dismiss: () => void;
} {
  const bench = useWorkbench();
  const trouble = useWorkbenchState((state) => state.trouble);
  return { trouble, dismiss: () => patch(bench, { trouble: undefined }) };
}
