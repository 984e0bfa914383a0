/** Which reader a content gets: the one that recognises it, or the one that the analyst named. */
import { WorkbenchError } from '#contract/errors.ts';
import { contentInWords, oneByteInWords, textInWords } from '#workers/readers/known-content.ts';
import type { Head, Reader } from '#workers/readers/reader.ts';
import { detect, readerById, readers } from '#workers/readers/registry.ts';

/** Throws `unknown-format`. @param format id of a reader or of one of its format cards */
export function chooseReader(head: Head, format: string | undefined): Reader {
  if (format === undefined) {
    const found = detect(head)?.reader;
    if (found === undefined) throw unknownFormat(head);
    return found;
  }
  const reader = readerById(format) ?? readerOfCard(head, format);
  if (reader === undefined) throw noSuchFormat(format);
  return reader;
}

/** Several readers may have a card, as JSON lines and JSON arrays do: then the content decides. */
function readerOfCard(head: Head, id: string): Reader | undefined {
  const able = readers.filter(({ cards }) => cards.some((card) => card.id === id));
  return able.find((reader) => reader.sniff(head) !== 'no') ?? able[0];
}

function unknownFormat(head: Head): WorkbenchError {
  const words = contentInWords(head.bytes);
  if (words !== undefined) return new WorkbenchError({ code: 'unknown-format', ...words });
  const first = [...head.bytes.subarray(0, 8)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(' ');
  const what =
    oneByteInWords(head.bytes) ??
    textInWords(head.text) ??
    `No reader recognises the content, which begins with the bytes ${first}.`;
  return new WorkbenchError({
    code: 'unknown-format',
    message: what,
    hint: 'Name the format with --format if you know it.',
  });
}

function noSuchFormat(format: string): WorkbenchError {
  return new WorkbenchError({
    code: 'unknown-format',
    message: `There is no format "${format}".`,
    hint: '"loupe formats" lists all of them.',
  });
}
