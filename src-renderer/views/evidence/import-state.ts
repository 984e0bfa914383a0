/** What is about to be added as evidence: asked for by a drop, a button or a key, shown by one dialog. */
import { useMemo } from 'react';
import { createStore, useStore } from '../../app/store.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { report } from '../../app/workbench.ts';

/** Paths known so far; undefined while the dialog is closed. */
const asked = createStore<readonly string[] | undefined>(undefined);

export interface EvidenceDialogState {
  readonly paths: readonly string[] | undefined;
  /** Opens the dialog with these paths. */
  readonly askFor: (paths: readonly string[]) => void;
  /** Lets files be picked (in a browser: typed), then opens the dialog. */
  readonly pick: () => void;
  readonly close: () => void;
}

/** The dialog that adds evidence. */
export function useEvidenceDialog(): EvidenceDialogState {
  const bench = useWorkbench();
  const paths = useStore(asked, (value) => value);
  const actions = useMemo(() => {
    const pick = async (): Promise<void> => {
      const { shell } = bench.client;
      if (shell === undefined) {
        asked.set([]);
        return;
      }
      try {
        const picked = await shell.pickEvidence();
        if (picked.length > 0) asked.set(picked);
      } catch (thrown) {
        report(bench, thrown);
      }
    };
    return {
      askFor: (next: readonly string[]) => asked.set(next),
      pick: () => void pick(),
      close: () => asked.set(undefined),
    };
  }, [bench]);
  return { paths, ...actions };
}
