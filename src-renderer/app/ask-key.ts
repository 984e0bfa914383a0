/** Names a question so that the same question asked twice is one request. */

/** Longer arrays are named by a digest, made once for each: writing out 200,000 ids at every drawing would be felt. */
const WRITTEN_OUT = 64;
const digests = new WeakMap<object, string>();

/** Key of a request and its input; equal inputs have equal keys, also where they are copies of one another. */
export function askKey(name: string, input: unknown): string {
  return `${name} ${JSON.stringify(input, shorten)}`;
}

function shorten(_key: string, value: unknown): unknown {
  if (!Array.isArray(value) || value.length <= WRITTEN_OUT) return value;
  let known = digests.get(value);
  if (known === undefined) {
    known = `#${value.length} ${digestOf(JSON.stringify(value))}`;
    digests.set(value, known);
  }
  return known;
}

/** 64 bits out of two multiplying hashes; enough to tell questions of one window apart. */
function digestOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
    b ^= b >>> 15;
  }
  return `${(a >>> 0).toString(36)} ${(b >>> 0).toString(36)}`;
}
