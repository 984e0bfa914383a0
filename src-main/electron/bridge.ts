/**
 * What the page sees of the desktop: two functions and the dialogs. The page can name requests of the
 * contract, and no channel, path or module beyond them. Electron's objects come in as parameters, so
 * that the wiring can be tried without Electron.
 */
import type { IpcRenderer, IpcRendererEvent, WebUtils } from 'electron';
import type { Notice } from '#contract/jobs.ts';
import type { Shell } from '#contract/shell.ts';
import { channels } from './channels.ts';

/** A reply on its way to the page. */
export interface IpcReply {
  readonly ok: boolean;
  readonly bytes: Uint8Array;
}

export interface Bridge {
  readonly call: (name: string, bytes: Uint8Array) => Promise<IpcReply>;
  readonly listen: (handler: (notice: Notice) => void) => () => void;
  readonly shell: Shell;
}

/** The bridge over Electron's inter-process messages. */
export function createBridge(
  ipc: Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>,
  files: Pick<WebUtils, 'getPathForFile'>,
): Bridge {
  return {
    call: (name, bytes) => ipc.invoke(channels.call, name, bytes) as Promise<IpcReply>,
    listen: (handler) => {
      const hear = (_event: IpcRendererEvent, notice: Notice): void => handler(notice);
      ipc.on(channels.notice, hear);
      return () => void ipc.removeListener(channels.notice, hear);
    },
    shell: {
      pickEvidence: () => ipc.invoke(channels.pickEvidence) as Promise<readonly string[]>,
      pickCaseToOpen: () => ipc.invoke(channels.pickCaseToOpen) as Promise<string | undefined>,
      pickCaseToCreate: () => ipc.invoke(channels.pickCaseToCreate) as Promise<string | undefined>,
      pathOfDropped: (file) =>
        files.getPathForFile(file as Parameters<typeof files.getPathForFile>[0]),
    },
  };
}
