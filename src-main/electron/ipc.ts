/** The window's side of the bridge: who asks is checked on every message, then the host's door answers. */
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { WorkbenchError } from '#contract/errors.ts';
import type { Shell } from '#contract/shell.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { answerBytes, refusal } from '#main/host.ts';
import { openedCase } from '#main/opened-case.ts';
import { isOurAddress } from './app-scheme.ts';
import type { IpcReply } from './bridge.ts';
import { channels } from './channels.ts';

/** Native dialogs, as the page may ask for them. */
export type Dialogs = Omit<Shell, 'pathOfDropped'>;

export interface IpcWiring {
  readonly engine: Engine;
  readonly dialogs: Dialogs;
  /** Another case is open because the page asked for it. */
  readonly onOpened: (caseFile: string) => void;
}

/** Answers the page's messages. */
export function wireIpc(
  ipc: Pick<IpcMain, 'handle'>,
  { engine, dialogs, onOpened }: IpcWiring,
): void {
  const handle = (channel: string, answer: (...words: unknown[]) => Promise<unknown>): void => {
    ipc.handle(channel, (event, ...words: unknown[]) => {
      refuseStrangers(event);
      return answer(...words);
    });
  };
  handle(channels.call, async (name, bytes): Promise<IpcReply> => {
    if (typeof name !== 'string' || !(bytes instanceof Uint8Array)) return noRequest();
    const { ok, bytes: answer } = await answerBytes(engine.handlers, name, bytes);
    const opened = ok ? await openedCase(engine, name) : undefined;
    if (opened !== undefined) onOpened(opened);
    return { ok, bytes: answer };
  });
  handle(channels.pickEvidence, () => dialogs.pickEvidence());
  handle(channels.pickCaseToOpen, () => dialogs.pickCaseToOpen());
  handle(channels.pickCaseToCreate, () => dialogs.pickCaseToCreate());
}

/** Only the top frame of our own page may ask; a frame that is gone is nobody. */
function refuseStrangers({ senderFrame }: Pick<IpcMainInvokeEvent, 'senderFrame'>): void {
  if (senderFrame !== null && senderFrame.parent === null && isOurAddress(senderFrame.url)) return;
  throw new WorkbenchError({
    code: 'no-permission',
    message: 'A page that is not the workbench asked the engine.',
    hint: 'Nothing was answered.',
  });
}

function noRequest(): IpcReply {
  const message = 'A message of the window is not a request.';
  const { ok, bytes } = refusal({ code: 'bad-request', message, hint: 'Restart Loupe.' });
  return { ok, bytes };
}
