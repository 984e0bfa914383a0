/**
 * Giving memory back at once. A buffer that changed hands is freed when its new owner's collector
 * gets to it, which for large buffers and little garbage can be long; here they come by the dozen.
 */

/** Frees buffers that nobody will read again; views on them become empty. */
export function release(buffers: Iterable<ArrayBuffer>): void {
  for (const buffer of buffers) if (!buffer.detached) buffer.transfer(0);
}
