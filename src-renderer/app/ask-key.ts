/** Names a question so that the same question asked twice is one request. */

/** Longer arrays are named by identity: writing out 200,000 ids at every drawing would be felt. */
const WRITTEN_OUT = 64;
const names = new WeakMap<object, number>();
let lastName = 0;

/** Key of a request and its input; equal inputs have equal keys, huge lists only when identical. */
export function askKey(name: string, input: unknown): string {
  return `${name} ${JSON.stringify(input, shorten)}`;
}

function shorten(_key: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= WRITTEN_OUT) return value;
  let known = names.get(value);
  if (known === undefined) names.set(value, (known = ++lastName));
  return `#${known}`;
}
