/** The native dialogs: evidence to import, a case to open, a place for a new one. */
import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron';
import type { WireError } from '#contract/errors.ts';
import type { Dialogs } from './ipc.ts';

const caseFilters = [{ name: 'Loupe case', extensions: ['loupe'] }];
const extension = '.loupe';

type NativeDialog = Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox'>;

export interface DesktopDialogs extends Dialogs {
  /** Folders apart: only macOS can offer files and folders in one dialog. */
  readonly pickEvidenceFolder: () => Promise<readonly string[]>;
  readonly showError: (error: WireError) => Promise<void>;
}

/** Dialogs that belong to the window. */
export function nativeDialogs(
  dialog: NativeDialog,
  window: () => BrowserWindow,
  platform: string = process.platform,
): DesktopDialogs {
  const open = async (options: OpenDialogOptions): Promise<readonly string[]> =>
    (await dialog.showOpenDialog(window(), options)).filePaths;
  return {
    pickEvidence: () => {
      const folders = platform === 'darwin' ? (['openDirectory'] as const) : [];
      return open({
        title: 'Import evidence',
        properties: ['openFile', 'multiSelections', ...folders],
      });
    },
    pickEvidenceFolder: () =>
      open({ title: 'Import a folder', properties: ['openDirectory', 'multiSelections'] }),
    pickCaseToOpen: async () => {
      const [file] = await open({
        title: 'Open a case',
        properties: ['openFile'],
        filters: caseFilters,
      });
      return file;
    },
    pickCaseToCreate: async () => {
      const options = { title: 'New case', defaultPath: `case${extension}`, filters: caseFilters };
      const { filePath } = await dialog.showSaveDialog(window(), options);
      if (filePath === '') return undefined;
      return filePath.toLowerCase().endsWith(extension) ? filePath : filePath + extension;
    },
    showError: async ({ message, hint, place = '' }) => {
      const detail = [hint, place].filter((text) => text !== '').join('\n\n');
      await dialog.showMessageBox(window(), { type: 'error', title: 'Loupe', message, detail });
    },
  };
}
