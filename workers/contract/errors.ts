/**
 * Errors that an analyst reads. Everything that can go wrong with evidence, a case or a request is
 * one of these: a stable code for programs, a message for people, a hint about what to do next.
 * Only the wire form may travel between threads and processes: a structured clone strips classes.
 */

/** Exit status groups of the command line follow from the code, see `exitStatusOf`. */
export type ErrorCode =
  | 'usage'
  | 'no-such-file'
  | 'no-permission'
  | 'disk-full'
  | 'unreadable'
  | 'empty-file'
  | 'unknown-format'
  | 'not-a-case'
  | 'case-newer'
  | 'case-older'
  | 'case-locked'
  | 'case-read-only'
  | 'case-corrupt'
  | 'case-exists'
  | 'no-case-open'
  | 'no-such-run'
  | 'no-such-table'
  | 'no-such-event'
  | 'no-such-room'
  | 'bad-query'
  | 'bad-parameter'
  | 'bad-request'
  | 'nothing-to-analyse'
  | 'hostile-archive'
  | 'damaged'
  | 'cancelled'
  | 'unsupported-node'
  | 'not-available'
  | 'internal';

/** What travels: plain data. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  /** Where: a file, a byte offset, a column of a query, … in words. */
  readonly place?: string;
}

/** An error meant for the analyst. `hint` says what can be done; it may be empty, never absent. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly place: string | undefined;

  constructor(wire: WireError, options?: ErrorOptions) {
    super(wire.message, options);
    this.name = 'WorkbenchError';
    this.code = wire.code;
    this.hint = wire.hint;
    this.place = wire.place;
  }
}

/** Any thrown thing → wire form. Unknown errors become `internal` with their message kept. */
export function toWireError(thrown: unknown): WireError {
  // Also one of another bundle's class: only plain data may leave, an Error's message would not.
  if (thrown instanceof WorkbenchError || isWireError(thrown)) {
    const { code, message, hint, place } = thrown;
    return place === undefined ? { code, message, hint } : { code, message, hint, place };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, hint: 'This is a fault in Loupe, not in your evidence.' };
}

/** Wire form → error, on the receiving side. */
export function fromWireError(wire: WireError): WorkbenchError {
  return new WorkbenchError(wire);
}

/** True for plain objects that came over a wire as an error. */
export function isWireError(value: unknown): value is WireError {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message, hint } = value as Record<string, unknown>;
  return typeof code === 'string' && typeof message === 'string' && typeof hint === 'string';
}
