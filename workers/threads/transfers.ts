/** Which buffers of a plain value can change hands, so that large results are moved and not copied. */

/** Every buffer behind a typed array in `value`, once. Arrays and plain objects are walked. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
    return;
  }
  // Long lists are dictionaries of texts; their first item tells.
  if (Array.isArray(value) && typeof value[0] === 'string') return;
  for (const item of Object.values(value)) collect(item, found);
}
