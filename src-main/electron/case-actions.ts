/** What the menu and the system ask for: the same requests as the page's, followed by a notice to it. */
import type { Call, CaseInfo } from '#contract/api.ts';
import { toWireError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { DesktopDialogs } from './dialogs.ts';

export interface CaseActions {
  readonly open: (caseFile: string) => Promise<void>;
  readonly chooseAndOpen: () => Promise<void>;
  readonly chooseAndCreate: () => Promise<void>;
  readonly chooseAndImport: () => Promise<void>;
  readonly chooseAndImportFolder: () => Promise<void>;
}

export interface CaseActionsOptions {
  readonly call: Call;
  readonly dialogs: DesktopDialogs;
  /** Tells the page. */
  readonly tell: (notice: Notice) => void;
  readonly onOpened: (caseFile: string) => void;
}

/** The actions; what goes wrong is shown in a dialog. */
export function caseActions({ call, dialogs, tell, onOpened }: CaseActionsOptions): CaseActions {
  const shown = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (thrown) {
      await dialogs.showError(toWireError(thrown));
    }
  };
  const opened = ({ case: path }: CaseInfo): void => {
    onOpened(path);
    tell({ kind: 'open', path });
  };
  const importing = async (paths: readonly string[]): Promise<void> => {
    if (paths.length > 0) await call('import.start', { paths: [...paths] });
  };
  return {
    open: (path) => shown(async () => opened(await call('case.open', { path }))),
    chooseAndOpen: () =>
      shown(async () => {
        const path = await dialogs.pickCaseToOpen();
        if (path !== undefined) opened(await call('case.open', { path }));
      }),
    chooseAndCreate: () =>
      shown(async () => {
        const path = await dialogs.pickCaseToCreate();
        if (path !== undefined) opened(await call('case.create', { path }));
      }),
    chooseAndImport: () => shown(async () => importing(await dialogs.pickEvidence())),
    chooseAndImportFolder: () => shown(async () => importing(await dialogs.pickEvidenceFolder())),
  };
}
