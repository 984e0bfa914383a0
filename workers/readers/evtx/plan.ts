/**
 * How an element becomes JSON, worked out once per template: keys are ready-made bytes, repeated
 * names are gathered into lists, and what is left for each record is to write values into places.
 */

/** Where an element stands decides what its name and its attributes mean. */
export type Context = 'document' | 'event' | 'system' | 'data' | 'other';

/**
 * One step of writing. All kinds share one shape, so that the engine keeps the writer fast.
 *
 * - `literal`  bytes that are the same in every record
 * - `slot`     a value of the template's table
 * - `text`     a string put together from literals and slots
 * - `object`   an object of `steps`
 * - `list`     an array of `steps`
 * - `embed`    nested binary XML whose elements become members here: a slot, or bytes in place
 */
export interface Step {
  readonly kind: 'literal' | 'slot' | 'text' | 'object' | 'list' | 'embed';
  /** `,"name":` for members of objects, empty in lists and texts. */
  readonly key: Uint8Array;
  readonly name: string;
  readonly literal: Uint8Array;
  readonly slot: number;
  readonly from: number;
  readonly to: number;
  /** Left out when there is no value (or no member). Else '' stands for it. */
  readonly optional: boolean;
  readonly steps: readonly Step[];
  /** Where to note the place of the written value, -1: nowhere. */
  readonly mark: number;
  /** What nested elements are to this place. */
  readonly context: Context;
}

/** Parts of System that become columns. */
export const ROLES = [
  'provider',
  'code',
  'channel',
  'computer',
  'userSid',
  'level',
  'keywords',
  'recordId',
  'time',
] as const;
export type Role = (typeof ROLES)[number];

/** What a template, or an element written out, does. */
export interface Plan {
  /** Members of the object that it is put into. */
  readonly steps: readonly Step[];
  /** Field of EventData or UserData → mark; the first of a name. */
  readonly fields: ReadonlyMap<string, number>;
  /** Mark of each role, -1 where absent. */
  readonly roles: Readonly<Record<Role, number>>;
  readonly marks: number;
}
