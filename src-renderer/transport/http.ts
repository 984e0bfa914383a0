/** Client in a browser: requests to the loopback host that served this page, notices by event stream. */
import type { Call, InputOf, Outputs, RequestName } from '#contract/api.ts';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { fromWireError, toWireError, WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Client } from './client.ts';

/**
 * Client over the loopback host.
 * @param key the session key, when it is known
 */
export function httpClient(key: Promise<string>): Client {
  const call: Call = async <N extends RequestName>(name: N, input: InputOf<N>) => {
    const answer = await post(`/api/${name}`, await key, encodeWire(input));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (!answer.ok) throw refusal(answer.status, bytes);
    return decodeWire(bytes) as Outputs[N];
  };
  const connection = connectionState();
  return {
    call,
    listen: (handler) => listenWith(key, handler, connection.set),
    shell: undefined,
    onConnection: connection.listen,
  };
}

async function post(path: string, key: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  try {
    return await fetch(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
      body,
      cache: 'no-store',
    });
  } catch (cause) {
    const message = 'The workbench behind this page does not answer.';
    const hint = 'Start "loupe serve" again and open the address that it prints. The case is safe.';
    throw new WorkbenchError({ code: 'not-available', message, hint }, { cause });
  }
}

function refusal(status: number, bytes: Uint8Array): WorkbenchError {
  try {
    return fromWireError(toWireError(decodeWire(bytes)));
  } catch (cause) {
    const message = `The workbench answered with status ${status} and nothing readable.`;
    return fromWireError({ ...toWireError(cause), message });
  }
}

function listenWith(
  key: Promise<string>,
  handler: (notice: Notice) => void,
  connected: (is: boolean) => void,
): () => void {
  let stream: EventSource | undefined;
  let stopped = false;
  const start = (token: string): void => {
    if (stopped) return;
    stream = new EventSource(`/stream?token=${encodeURIComponent(token)}`);
    stream.onopen = () => connected(true);
    stream.onerror = () => connected(false);
    stream.onmessage = (event: MessageEvent<string>) => handler(JSON.parse(event.data) as Notice);
  };
  // A refused token is told by the first call.
  key.then(start, () => connected(true));
  return () => {
    stopped = true;
    stream?.close();
  };
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
