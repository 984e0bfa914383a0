/** Choosing case files: native dialogs where there are some, a path field where there are not. */
import { useCase } from '../app/use-case.ts';
import { useWorkbench } from '../app/use-workbench.ts';

export interface CaseFiles {
  readonly open: () => void;
  readonly create: () => void;
}

/** `ask` shows the path field of a browser. */
export function useCaseFiles(ask: (what: 'open' | 'create') => void): CaseFiles {
  const { shell } = useWorkbench().client;
  const cases = useCase();
  const pick = async (what: 'open' | 'create'): Promise<void> => {
    if (shell === undefined) {
      ask(what);
      return;
    }
    const path = await (what === 'open' ? shell.pickCaseToOpen() : shell.pickCaseToCreate());
    if (path !== undefined) await cases[what](path);
  };
  return { open: () => void pick('open'), create: () => void pick('create') };
}
