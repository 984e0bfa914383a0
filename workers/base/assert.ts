/** For faults of ours: a state that cannot be. Evidence never trips an assert, it is counted. */

class AssertionFailure extends Error {
  override name = 'AssertionFailure';
}

/** Throws when a condition that our own code must keep does not hold. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new AssertionFailure(what);
}

/** The value, or a thrown assertion when it is undefined. */
export function defined<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new AssertionFailure(`missing: ${what}`);
  return value;
}
