/**
 * The beginning of a content, for readers to recognise it by, and the content with that beginning
 * still in front.
 */
import { encodingOf, toUtf8 } from './text-encoding.ts';
import type { Encoding } from './text-encoding.ts';

/** How much readers get to see. */
export const HEAD_BYTES = 262_144;

export interface HeadedContent {
  /** First bytes, up to {@link HEAD_BYTES} or a little more; UTF-16 and Windows-1252 already as UTF-8. */
  readonly head: Uint8Array;
  /** True when `head` is all there is. */
  readonly whole: boolean;
  /** `head` as text without its byte order mark, undefined for binary content. */
  readonly text: string | undefined;
  readonly encoding: Encoding;
  /** What happened to the bytes on the way, for the evidence's problems. */
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly locator: string;
  }[];
  /** Everything from the first byte on, as UTF-8 when it is text. Can be read once. */
  readonly pieces: AsyncIterable<Uint8Array>;
}

/**
 * Reads the head. When the stream breaks within it, the head is what came before and the error
 * comes out of `pieces` at that place.
 * @param onBytes sees every piece as it is in the evidence, before any transcoding, once and in
 *   order, as far as `pieces` has been read: for hashing
 */
export async function readHead(
  content: AsyncIterable<Uint8Array>,
  onBytes?: (piece: Uint8Array) => void,
): Promise<HeadedContent> {
  const source = new Beginning(content);
  const raw = await source.read(HEAD_BYTES);
  const encoding = encodingOf(raw);
  const seen = seenBy(source.all(), onBytes);
  if (encoding === 'utf-8' || encoding === 'binary') {
    const text = encoding === 'utf-8' ? new TextDecoder().decode(raw) : undefined;
    return { head: raw, whole: source.ended, text, encoding, problems: [], pieces: seen };
  }
  const decoded = new Beginning(toUtf8(seen, encoding));
  const head = await decoded.read(HEAD_BYTES);
  return {
    head,
    whole: decoded.ended,
    text: new TextDecoder().decode(head),
    encoding,
    problems: [transcoded(encoding)],
    pieces: decoded.all(),
  };
}

function transcoded(encoding: Encoding): HeadedContent['problems'][number] {
  const message = `The text is ${encoding.toUpperCase()}; it was read as UTF-8, and offsets count in that.`;
  return { code: 'transcoded', message, locator: '' };
}

/** A stream whose first pieces were taken out for a look. */
class Beginning {
  ended = false;
  private readonly source: AsyncIterator<Uint8Array>;
  private readonly taken: Uint8Array[] = [];
  private failure: { readonly cause: unknown } | undefined;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** The first `bytes` of the stream, or all when it is shorter. */
  async read(bytes: number): Promise<Uint8Array> {
    let size = 0;
    while (size < bytes) {
      const next = await this.next();
      if (next === undefined) break;
      this.taken.push(next);
      size += next.length;
    }
    const all = this.taken.length === 1 ? this.taken[0]! : Buffer.concat(this.taken);
    // The stream ends exactly here for small content: say so, and keep what came if it does not.
    if (size <= bytes && !this.ended && this.failure === undefined) {
      const next = await this.next();
      if (next !== undefined) this.taken.push(next);
    }
    return all.subarray(0, bytes);
  }

  async *all(): AsyncGenerator<Uint8Array> {
    try {
      for (const piece of this.taken) yield piece;
      while (!this.ended) {
        if (this.failure !== undefined) throw this.failure.cause;
        const next = await this.source.next();
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      await this.source.return?.();
    }
  }

  private async next(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.source.next();
      if (next.done !== true) return next.value;
      this.ended = true;
    } catch (cause) {
      this.failure = { cause };
    }
    return undefined;
  }
}

async function* seenBy(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: ((piece: Uint8Array) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    onBytes?.(piece);
    yield piece;
  }
}
