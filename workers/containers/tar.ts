/**
 * What is inside a tar: ustar, GNU long names and pax headers (POSIX.1-2001). A tar has no directory,
 * so its members are read in passing and in order; the next begins where the present one ends.
 */
import { linkNotFollowed } from './file-errors.ts';
import { damaged } from './inflate.ts';
import { hostile } from './limits.ts';
import type { Limits } from './limits.ts';
import type { PullBytes } from './pull-bytes.ts';

const BLOCK_BYTES = 512;
/** Long names and pax headers are small; a larger one is not read. */
const MAX_EXTENSION_BYTES = 1 << 20;

/** A file in the archive. */
export interface TarMember {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Its bytes, once, before the next member is asked for. */
  pieces(): AsyncGenerator<Uint8Array>;
}

/** True for a block that is a tar header: the magic of ustar and the right checksum. */
export function isTarHeader(block: Uint8Array): boolean {
  if (block.length < BLOCK_BYTES) return false;
  const bytes = Buffer.from(block.buffer, block.byteOffset, BLOCK_BYTES);
  if (bytes.toString('latin1', 257, 262) !== 'ustar') return false;
  let sum = 0;
  for (let i = 0; i < BLOCK_BYTES; i++) sum += i >= 148 && i < 156 ? 32 : bytes[i]!;
  return octal(bytes, 148, 8) === sum;
}

/** Files one after the other. Throws `damaged` where the archive ends too early or makes no sense. */
export async function* tarMembers(
  input: PullBytes,
  limits: Limits,
  place: string,
): AsyncGenerator<TarMember> {
  let extended: Extension = {};
  for (let entries = 1; ; entries++) {
    const header = await nextHeader(input, place);
    if (header === undefined) return;
    if (entries > limits.entries)
      throw hostile(`It has more than ${limits.entries} members.`, place);
    const kind = String.fromCharCode(header[156]!);
    const sizeBytes = extended.size ?? octal(header, 124, 12);
    const body = new Body(input, sizeBytes, place);
    if (EXTENSIONS.includes(kind)) extended = { ...extended, ...(await extension(body, kind)) };
    else {
      const name = extended.path ?? nameOf(header);
      const mtimeMs = octal(header, 136, 12) * 1000;
      extended = {};
      if (FILES.includes(kind)) yield { name, sizeBytes, mtimeMs, pieces: () => body.pieces() };
      else if (LINKS.includes(kind))
        yield { name, sizeBytes, mtimeMs, pieces: () => link(name, place) };
    }
    await body.pass();
  }
}

/** Long names, long links, headers of POSIX for the next entry and for all. */
const EXTENSIONS = 'LKxg';
const FILES = '0\x007';
/** Hard ones and symbolic ones. */
const LINKS = '12';

/** A link has no content of its own. */
async function* link(name: string, place: string): AsyncGenerator<Uint8Array> {
  throw linkNotFollowed(name, `${place}, member ${name}`);
}

/** The next header; undefined at the end of the archive. */
async function nextHeader(input: PullBytes, place: string): Promise<Buffer | undefined> {
  const header = await input.exactly(BLOCK_BYTES);
  if (header === undefined) throw damaged('it ends too early', at(input, place));
  if (header.every((byte) => byte === 0)) return undefined;
  if (!isTarHeader(header)) throw damaged('a header is none', at(input, place));
  return header;
}

interface Extension {
  readonly path?: string;
  readonly size?: number;
}

/** The bytes of one entry and the padding behind them. */
class Body {
  private readonly input: PullBytes;
  private readonly place: string;
  private left: number;
  private padding: number;

  constructor(input: PullBytes, size: number, place: string) {
    this.input = input;
    this.left = size;
    this.padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
    this.place = place;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    while (this.left > 0) {
      const part = await this.input.part();
      if (part === undefined) throw damaged('it ends too early', at(this.input, this.place));
      const piece = part.subarray(0, Math.min(part.length, this.left));
      this.input.advance(piece.length);
      this.left -= piece.length;
      yield piece;
    }
  }

  /** Goes on to the next header. */
  async pass(): Promise<void> {
    this.left += this.padding;
    this.padding = 0;
    const pieces = this.pieces();
    while ((await pieces.next()).done !== true);
  }
}

/** GNU's long name, or the records of a pax header: `27 path=logs/Security.evtx`. */
async function extension(body: Body, kind: string): Promise<Extension> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body.pieces()) {
    size += piece.length;
    if (size <= MAX_EXTENSION_BYTES) pieces.push(piece);
  }
  if (kind !== 'L' && kind !== 'x') return {};
  const text = Buffer.concat(pieces).toString('utf8');
  if (kind === 'L') return { path: text.replace(/\0.*$/s, '') };
  const path = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1];
  const length = /(?:^|\n)\d+ size=(\d{1,15})\n/.exec(text)?.[1];
  return {
    ...(path === undefined ? {} : { path }),
    ...(length === undefined ? {} : { size: Number(length) }),
  };
}

function nameOf(header: Buffer): string {
  const name = textAt(header, 0, 100);
  const prefix = textAt(header, 345, 155);
  // Old GNU tar keeps times where ustar has the prefix.
  return prefix === '' || header[263] !== 48 ? name : `${prefix}/${name}`;
}

function textAt(header: Buffer, from: number, length: number): string {
  const end = header.indexOf(0, from);
  const to = end < 0 ? from + length : Math.min(end, from + length);
  return header.toString('utf8', from, to);
}

/** A number in octal digits, or in base 256 when it is too large for them. */
function octal(header: Buffer, from: number, length: number): number {
  if ((header[from]! & 0x80) !== 0) {
    let value = header[from]! & 0x7f;
    for (let i = from + 1; i < from + length; i++) value = value * 256 + header[i]!;
    return Number.isSafeInteger(value) ? value : 0;
  }
  const digits = /[0-7]+/.exec(header.toString('latin1', from, from + length));
  return digits === null ? 0 : parseInt(digits[0], 8);
}

function at(input: PullBytes, place: string): string {
  return `${place}, byte ${input.position}`;
}
