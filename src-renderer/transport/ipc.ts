/** Client inside the desktop window: two functions that the preload script exposes, bytes between. */
import type { Call, InputOf, Outputs, RequestName } from '#contract/api.ts';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { fromWireError, toWireError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Shell } from '#contract/shell.ts';
import type { Client } from './client.ts';

/** What the preload script puts on `window.loupe`. */
export interface Bridge {
  readonly call: (
    name: string,
    bytes: Uint8Array,
  ) => Promise<{ readonly ok: boolean; readonly bytes: Uint8Array }>;
  readonly listen: (handler: (notice: Notice) => void) => () => void;
  readonly shell: Shell;
}

declare global {
  interface Window {
    readonly loupe?: Bridge;
  }
}

/** Client over the preload bridge. */
export function ipcClient(bridge: Bridge): Client {
  const call: Call = async <N extends RequestName>(name: N, input: InputOf<N>) => {
    const answer = await bridge.call(name, encodeWire(input));
    const value = decodeWire(answer.bytes);
    if (!answer.ok) throw fromWireError(toWireError(value));
    return value as Outputs[N];
  };
  return {
    call,
    listen: (handler) => bridge.listen(handler),
    shell: bridge.shell,
    // The window and its engine live and die together.
    onConnection: (handler) => {
      handler(true);
      return () => undefined;
    },
  };
}
