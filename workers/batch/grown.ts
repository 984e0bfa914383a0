/** Arrays that grow: typed arrays have a fixed length, so a larger copy takes over. */

/** A copy of twice the length, the new half zero. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array>(array: T): T {
  const bigger = new (array.constructor as new (length: number) => T)(array.length * 2);
  bigger.set(array);
  return bigger;
}
