/**
 * Questions and answers between two threads. A thread offers plain functions; the other side calls
 * them by name with types mapped from the offer. Buffers named as transfers change hands; errors
 * travel in wire form, since a structured clone would strip their code and hint.
 */
import type { MessagePort, Transferable, Worker } from 'node:worker_threads';
import { WorkbenchError, fromWireError, toWireError, type WireError } from '#contract/errors.ts';

/** What a thread offers: name → function of one input. */
export type Offer = Readonly<Record<string, (input: never) => unknown>>;

/** The caller's view of an offer. */
export interface Remote<T extends Offer> {
  call<K extends keyof T & string>(
    method: K,
    input: Parameters<T[K]>[0],
    transfer?: readonly Transferable[],
  ): Promise<Awaited<ReturnType<T[K]>>>;
  /** Ends the thread at once; open calls are rejected. */
  stop(): Promise<void>;
}

interface Request {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}
type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError };

/** An answer whose buffers change hands instead of being copied. */
export class Handover<T> {
  readonly value: T;
  readonly transfer: readonly Transferable[];
  constructor(value: T, transfer: readonly Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

/** Answers calls on a port, one after the other in the order in which they came. */
export function serveRpc(port: MessagePort, offer: Offer): void {
  let queue: Promise<void> = Promise.resolve();
  port.on('message', (request: Request) => {
    queue = queue.then(() => answer(port, offer, request));
  });
}

async function answer(
  port: MessagePort,
  offer: Offer,
  { id, method, input }: Request,
): Promise<void> {
  try {
    const result: unknown = await offer[method]?.(input as never);
    if (result instanceof Handover) {
      const { value, transfer } = result as Handover<unknown>;
      port.postMessage({ id, value }, [...transfer]);
    } else {
      port.postMessage({ id, value: result });
    }
  } catch (thrown) {
    port.postMessage({ id, error: toWireError(thrown) });
  }
}

type Unwrapped<T> = T extends Handover<infer V> ? V : T;
/** An offer as its caller sees it: handovers unwrapped. */
export type Offered<T extends Offer> = {
  [K in keyof T]: (input: Parameters<T[K]>[0]) => Unwrapped<Awaited<ReturnType<T[K]>>>;
};

/** Calls into a worker thread that serves an offer. */
export function callWorker<T extends Offer>(worker: Worker, name: string): Remote<T> {
  const open = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: unknown) => void }
  >();
  let next = 1;
  let dead: WorkbenchError | undefined;
  const die = (why: string): void => {
    dead = new WorkbenchError({
      code: 'internal',
      message: `The ${name} thread ended: ${why}.`,
      hint: 'Close and open the case again; what was committed is kept.',
    });
    for (const { reject } of open.values()) reject(dead);
    open.clear();
  };
  worker.on('message', (message: Answer) => {
    const waiting = open.get(message.id);
    if (waiting === undefined) return;
    open.delete(message.id);
    if ('error' in message) waiting.reject(fromWireError(message.error));
    else waiting.resolve(message.value as never);
  });
  worker.on('error', (error: Error) => {
    die(error.message);
  });
  worker.on('exit', (code) => {
    die(`exit ${code}`);
  });
  return {
    call: (method, input, transfer = []) =>
      new Promise((resolve, reject) => {
        if (dead !== undefined) {
          reject(dead);
          return;
        }
        const id = next++;
        open.set(id, { resolve, reject });
        worker.postMessage({ id, method, input } satisfies Request, [...transfer]);
      }),
    stop: async () => {
      await worker.terminate();
    },
  };
}
