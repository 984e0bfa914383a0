/** Reads a request's body without ever holding more of it than is allowed. */
import type { IncomingMessage } from 'node:http';
import { WorkbenchError } from '#contract/errors.ts';

/** Scopes with hundreds of thousands of event ids are the largest thing that is asked. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body; rejects with `bad-request` as soon as it is known to be too large. */
export async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const parts: Buffer[] = [];
  let sizeBytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes > MAX_BODY_BYTES) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-request',
    message: `A request may have ${MAX_BODY_BYTES / 1024 / 1024} MiB, this one has more.`,
    hint: 'Select fewer events, or describe them by a query.',
  });
}
