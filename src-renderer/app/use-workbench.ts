/** The hook every other hook stands on. */
import { use } from 'react';
import { WorkbenchError } from '#contract/errors.ts';
import { useStore } from './store.ts';
import { WorkbenchContext, type Workbench, type WorkbenchState } from './workbench.ts';

/** The workbench of this window. */
export function useWorkbench(): Workbench {
  const bench = use(WorkbenchContext);
  if (bench === undefined) {
    throw new WorkbenchError({
      code: 'internal',
      message: 'A view was drawn outside the workbench.',
      hint: 'This is a fault in Loupe, not in your evidence.',
    });
  }
  return bench;
}

/** Part of the workbench's state. */
export function useWorkbenchState<S>(select: (state: WorkbenchState) => S): S {
  return useStore(useWorkbench().store, select);
}
