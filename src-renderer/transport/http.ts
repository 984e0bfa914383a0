/** Client in a browser: requests to the loopback host that served this page, notices by event stream. */
import type { Call, InputOf, Outputs, RequestName } from '#contract/api.ts';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { fromWireError, toWireError, WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Client } from './client.ts';

const SESSION_KEY = 'loupe.session';

/**
 * The session key of this tab. The page's address brings a token that works once: it is taken out of
 * the address bar and the history, exchanged for a key, and the key is kept for this tab only, so
 * that reloading works.
 * @returns '' when there is none; every request then says what to do
 */
export async function sessionKey(
  page: Pick<Window, 'location' | 'history' | 'sessionStorage'>,
): Promise<string> {
  const token = new URLSearchParams(page.location.hash.slice(1)).get('token') ?? '';
  if (token !== '') {
    page.history.replaceState(undefined, '', page.location.pathname + page.location.search);
    const answer = await post('/session', token, new Uint8Array());
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (answer.ok) {
      const { key } = decodeWire(bytes) as { readonly key: string };
      page.sessionStorage.setItem(SESSION_KEY, key);
    }
  }
  return page.sessionStorage.getItem(SESSION_KEY) ?? '';
}

/** Client over the loopback host; `key` comes from {@link sessionKey}. */
export function httpClient(key: string): Client {
  const call: Call = async <N extends RequestName>(name: N, input: InputOf<N>) => {
    const answer = await post(`/api/${name}`, key, encodeWire(input));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) throw fromWireError(refusal(answer.status, bytes));
    return decodeWire(bytes) as Outputs[N];
  };
  const connection = connectionState();
  return {
    call,
    listen: (handler) => listenTo(key, handler, connection.set),
    shell: undefined,
    onConnection: connection.listen,
  };
}

async function post(
  path: string,
  secret: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/octet-stream' },
      body,
      cache: 'no-store',
    });
  } catch (cause) {
    const message = 'The workbench behind this page does not answer.';
    const hint = 'Start "loupe serve" again and open the address that it prints. The case is safe.';
    throw new WorkbenchError({ code: 'not-available', message, hint }, { cause });
  }
}

function refusal(status: number, bytes: Uint8Array): ReturnType<typeof toWireError> {
  try {
    return toWireError(decodeWire(bytes));
  } catch (cause) {
    return {
      ...toWireError(cause),
      message: `The workbench answered with status ${status} and nothing readable.`,
    };
  }
}

function listenTo(
  key: string,
  handler: (notice: Notice) => void,
  connected: (is: boolean) => void,
): () => void {
  const stream = new EventSource(`/stream?token=${encodeURIComponent(key)}`);
  stream.onopen = () => connected(true);
  stream.onerror = () => connected(false);
  stream.onmessage = (event: MessageEvent<string>) => handler(JSON.parse(event.data) as Notice);
  return () => stream.close();
}

interface ConnectionState {
  readonly set: (is: boolean) => void;
  readonly listen: Client['onConnection'];
}

function connectionState(): ConnectionState {
  const handlers = new Set<(connected: boolean) => void>();
  let present = true;
  return {
    set: (is) => {
      if (is === present) return;
      present = is;
      for (const handler of handlers) handler(is);
    },
    listen: (handler) => {
      handlers.add(handler);
      handler(present);
      return () => handlers.delete(handler);
    },
  };
}
