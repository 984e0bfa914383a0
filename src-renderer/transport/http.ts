/** Client in a browser: requests to the loopback host that served this page, notices by event stream. */
import type { Call, InputOf, Outputs, RequestName } from '#contract/api.ts';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { fromWireError, toWireError, WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Client } from './client.ts';

const TOKEN_KEY = 'loupe.token';

/**
 * The token of this page: out of the address once, then kept for this tab only, so that it neither
 * stays in the address bar nor in the history.
 */
export function takeToken(page: Pick<Window, 'location' | 'history' | 'sessionStorage'>): string {
  const given = new URLSearchParams(page.location.hash.slice(1)).get('token');
  if (given !== null && given !== '') {
    page.sessionStorage.setItem(TOKEN_KEY, given);
    page.history.replaceState(undefined, '', page.location.pathname + page.location.search);
    return given;
  }
  return page.sessionStorage.getItem(TOKEN_KEY) ?? '';
}

/** Client over the loopback host; `token` is what the page's address brought. */
export function httpClient(token: string): Client {
  const call: Call = async <N extends RequestName>(name: N, input: InputOf<N>) => {
    const answer = await post(`/api/${name}`, token, encodeWire(input));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) throw fromWireError(refusal(answer.status, bytes));
    return decodeWire(bytes) as Outputs[N];
  };
  const connection = connectionState();
  return {
    call,
    listen: (handler) => listenTo(token, handler, connection.set),
    shell: undefined,
    onConnection: connection.listen,
  };
}

async function post(path: string, token: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
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
  if (status === 401 || status === 403) {
    return {
      code: 'not-available',
      message: 'This page is not signed in to the workbench.',
      hint: 'Open the address that "loupe serve" printed; its token works once per tab.',
    };
  }
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
  token: string,
  handler: (notice: Notice) => void,
  connected: (is: boolean) => void,
): () => void {
  const stream = new EventSource(`/stream?token=${encodeURIComponent(token)}`);
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
