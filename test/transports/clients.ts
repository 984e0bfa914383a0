/**
 * The real clients of the views over the real hosts: in this process, over a loopback socket, and
 * over the window's messages. What a browser or Electron would bring is stood in for here: an address
 * that relative requests start from, an event stream, and messages that are structured clones.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { request } from 'node:http';
import type { IpcMain, IpcMainInvokeEvent, IpcRenderer } from 'electron';
import { createBridge } from '#main/electron/bridge.ts';
import { channels } from '#main/electron/channels.ts';
import { wireIpc, type Dialogs } from '#main/electron/ipc.ts';
import { callOf } from '#main/host.ts';
import { startLoopback } from '#main/loopback/server.ts';
import { httpClient } from '#renderer/transport/http.ts';
import { ipcClient } from '#renderer/transport/ipc.ts';
import { sessionKey } from '#renderer/transport/session-key.ts';
import type { Client } from '#renderer/transport/client.ts';
import type { Engine } from '#workers/engine/engine.ts';

export interface Transport {
  readonly client: Pick<Client, 'call' | 'listen'>;
  readonly close: () => Promise<void>;
}

/** No transport at all: the same door, the same checks. */
export function inProcess(engine: Engine): Promise<Transport> {
  const listen: Client['listen'] = (fn) => engine.listen(fn);
  const client = { call: callOf(engine.handlers), listen };
  return Promise.resolve({ client, close: () => Promise.resolve() });
}

/** The page's client over a socket. */
export async function overLoopback(
  engine: Engine,
): Promise<Transport & { readonly another: () => Client }> {
  const host = await startLoopback({ engine, viewsFolder: 'nowhere' });
  const restore = browserGlobals(`http://127.0.0.1:${host.port}`);
  const another = (): Client => httpClient(sessionKey(pageAt(host.newLink()) as never));
  return {
    client: another(),
    another,
    close: async () => {
      restore();
      await host.close();
    },
  };
}

/** What a page's window offers to the exchange of its token. */
function pageAt(address: string): unknown {
  const kept = new Map<string, string>();
  const page = {
    location: new URL(address),
    history: {
      replaceState: (_: unknown, __: string, next: string) =>
        void (page.location = new URL(next, page.location)),
    },
    sessionStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
    },
  };
  return page;
}

/** What Node lacks of a browser: relative addresses and event streams. */
function browserGlobals(origin: string): () => void {
  const before = { fetch: globalThis.fetch, EventSource: globalThis.EventSource };
  const relative = (address: string, init?: RequestInit): Promise<Response> =>
    before.fetch(new URL(address, origin), init);
  class Stream {
    onopen: () => void = () => undefined;
    onerror: () => void = () => undefined;
    onmessage: (event: { data: string }) => void = () => undefined;
    readonly #sent;
    constructor(address: string) {
      this.#sent = request(new URL(address, origin), (response) => {
        this.onopen();
        let rest = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          const events = (rest + part).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events)
            if (event.startsWith('data: ')) this.onmessage({ data: event.slice(6) });
        });
      });
      this.#sent.on('error', () => this.onerror());
      this.#sent.end();
    }
    close() {
      this.#sent.destroy();
    }
  }
  Object.assign(globalThis, { fetch: relative, EventSource: Stream });
  return () => void Object.assign(globalThis, before);
}

/** Who asks, as Electron would say it. */
export const ourFrame = { parent: null, url: 'app://loupe/index.html' };

/** Electron's messages: everything is cloned on the way, and of an error only its text arrives. */
export function messages(frame: unknown = ourFrame) {
  const { port1: main, port2: page } = new MessageChannel();
  const handlers = new Map<string, (event: IpcMainInvokeEvent, ...words: unknown[]) => unknown>();
  const listeners = new Map<string, Set<(event: unknown, ...words: unknown[]) => void>>();
  const waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: Error) => void }
  >();
  main.on(
    'message',
    ({ id, channel, words }: { id: number; channel: string; words: unknown[] }) => {
      void answer(main, id, async () =>
        handlers.get(channel)?.({ senderFrame: frame } as never, ...words),
      );
    },
  );
  page.on(
    'message',
    (message: {
      id?: number;
      channel?: string;
      words?: unknown[];
      value?: unknown;
      error?: string;
    }) => {
      if (message.id === undefined) {
        for (const hear of listeners.get(message.channel ?? '') ?? [])
          hear({}, ...(message.words ?? []));
      } else if (message.error === undefined) waiting.get(message.id)?.resolve(message.value);
      else waiting.get(message.id)?.reject(new Error(message.error));
    },
  );
  let next = 0;
  const ipcMain = {
    handle: (channel: string, handler: never) => void handlers.set(channel, handler),
  };
  const ipcRenderer = {
    invoke: (channel: string, ...words: unknown[]) =>
      new Promise((resolve, reject) => {
        waiting.set(++next, { resolve, reject });
        page.postMessage({ id: next, channel, words });
      }),
    on: (channel: string, hear: never) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(hear));
    },
    removeListener: (channel: string, hear: never) => listeners.get(channel)?.delete(hear),
  };
  return {
    ipcMain: ipcMain as unknown as IpcMain,
    ipcRenderer: ipcRenderer as unknown as IpcRenderer,
    send: (channel: string, ...words: unknown[]) => main.postMessage({ channel, words }),
    close: () => main.close(),
  };
}

async function answer(
  port: MessagePort,
  id: number,
  action: () => Promise<unknown>,
): Promise<void> {
  try {
    port.postMessage({ id, value: await action() });
  } catch (thrown) {
    port.postMessage({ id, error: `Error invoking remote method: ${String(thrown)}` });
  }
}

/** Dialogs that always choose the same. */
export const dialogs: Dialogs = {
  pickEvidence: () => Promise.resolve(['/evidence/one', '/evidence/two']),
  pickCaseToOpen: () => Promise.resolve('/cases/a.loupe'),
  pickCaseToCreate: () => Promise.resolve(undefined),
};

/** The page's client over the window's messages. */
export function overMessages(
  engine: Engine,
  onOpened: (file: string) => void = () => undefined,
): Promise<Transport & { readonly client: Client }> {
  const { ipcMain, ipcRenderer, send, close } = messages();
  wireIpc(ipcMain, { engine, dialogs, onOpened });
  const unlisten = engine.listen((notice) => send(channels.notice, notice));
  const bridge = createBridge(ipcRenderer, { getPathForFile: (file) => `/dropped/${file.name}` });
  return Promise.resolve({
    client: ipcClient(bridge),
    close: async () => {
      unlisten();
      close();
      await Promise.resolve();
    },
  });
}
