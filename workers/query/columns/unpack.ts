/** Unpacks a column of a segment, whatever it holds; what is no packed column means a damaged case, not a fault of ours. */
import { unpackNumbers } from '#workers/case-file/packing.ts';
import { corruptCase } from '#workers/query/corrupt.ts';

/** Writes the values into `target` from `at`. Throws `case-corrupt`. */
export function unpackColumn(
  data: Uint8Array,
  target: Int32Array | Float64Array,
  at: number,
): void {
  try {
    unpackNumbers(data, target, at);
  } catch (cause) {
    throw corruptCase('A packed column of this case cannot be read.', cause);
  }
}
