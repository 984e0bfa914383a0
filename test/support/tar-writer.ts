/** Writes small tars (ustar) for tests. */

export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array | string;
  /** '0' a file (the default), '2' a symbolic link, '5' a folder. */
  readonly kind?: string;
  /** Where a link points. */
  readonly target?: string;
}

const BLOCK_BYTES = 512;

/** An archive of the entries in their order. */
export function tarOf(...entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.map(entryOf), Buffer.alloc(2 * BLOCK_BYTES)]);
}

function entryOf({ name, content, kind = '0', target = '' }: TarEntry): Buffer {
  const body = Buffer.from(content);
  const header = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, at: number, length: number): void => {
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  };
  header.write(name, 0, 100, 'utf8');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(body.length, 124, 12);
  octal(1_715_000_000, 136, 12);
  header.fill(32, 148, 156);
  header.write(kind, 156, 'latin1');
  header.write(target, 157, 100, 'utf8');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const padding = (BLOCK_BYTES - (body.length % BLOCK_BYTES)) % BLOCK_BYTES;
  return Buffer.concat([header, body, Buffer.alloc(padding)]);
}
