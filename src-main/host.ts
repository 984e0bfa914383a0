/**
 * The door of every host: a request name and a value from outside become a typed call of the engine.
 * Types do not check what a socket says, so inputs meet their schema here, once; inside, types are
 * trusted. Outside of here nobody needs a cast.
 */
import {
  inputs,
  type Call,
  type Handlers,
  type Outputs,
  type ParsedOf,
  type RequestName,
} from '#contract/api.ts';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { toWireError, WorkbenchError, type ErrorCode, type WireError } from '#contract/errors.ts';

/** What a transport carries back: the encoded output, or an encoded WireError and its code. */
export type WireReply =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly bytes: Uint8Array<ArrayBuffer>; readonly code: ErrorCode };

/** Bytes in, bytes out; never rejects. */
export async function answerBytes(
  handlers: Handlers,
  name: string,
  bytes: Uint8Array,
): Promise<WireReply> {
  try {
    return { ok: true, bytes: encodeWire(await handled(handlers, named(name), decoded(bytes))) };
  } catch (thrown) {
    return refusal(toWireError(thrown));
  }
}

/** The reply that says no. */
export function refusal(error: WireError): WireReply & { readonly ok: false } {
  return { ok: false, bytes: encodeWire(error), code: error.code };
}

/** The engine of the same process as a Call, with the same checks as over a wire. */
export function callOf(handlers: Handlers): Call {
  return async (name, input) => {
    named(name);
    return handled(handlers, name, input);
  };
}

async function handled<N extends RequestName>(
  handlers: Handlers,
  name: N,
  input: unknown,
): Promise<Outputs[N]> {
  return handlers[name](checked(name, input));
}

function checked<N extends RequestName>(name: N, input: unknown): ParsedOf<N> {
  const { success, data, error } = inputs[name].safeParse(input);
  if (success) return data as ParsedOf<N>;
  const issue = error.issues[0];
  throw new WorkbenchError({
    code: 'bad-request',
    message: `The request "${name}" is not as agreed: ${issue?.message ?? 'wrong input'}`,
    hint: 'Window and engine are of different versions, or the request was written by hand.',
    place: issue?.path.map(String).join('.') ?? '',
  });
}

function named(name: string): RequestName {
  if (isRequestName(name)) return name;
  throw new WorkbenchError({
    code: 'bad-request',
    message: `There is no request "${name}".`,
    hint: 'Window and engine are of different versions; restart Loupe.',
  });
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(inputs, name);
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return decodeWire(bytes);
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    const message = 'A message could not be read: its parts do not fit together.';
    const hint = 'Window and engine are of different versions; restart Loupe.';
    throw new WorkbenchError({ code: 'bad-request', message, hint }, { cause });
  }
}
