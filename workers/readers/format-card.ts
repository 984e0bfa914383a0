/** The format card that an evidence was read by, and all cards there are. */
import type { Format } from '#contract/evidence.ts';
import { readerById, readers } from './registry.ts';

/**
 * Card of kept evidence.
 * @param readerState JSON of the prepared state, as the case keeps it
 * @returns empty texts when nothing could read it
 */
export function cardOfEvidence(
  format: string,
  readerState: string,
): { readonly layout: string; readonly layoutLabel: string } {
  const reader = readerById(format);
  if (reader === undefined) return { layout: format, layoutLabel: format };
  const id = reader.cardOf(parsed(readerState));
  const label = reader.cards.find((card) => card.id === id)?.label;
  return { layout: id, layoutLabel: label ?? reader.label };
}

/** Every card with its reader, in the order in which they are tried. */
export function allFormats(): readonly Format[] {
  return readers.flatMap((reader) => reader.cards.map((card) => ({ reader: reader.id, ...card })));
}

/** A damaged state is no state; what hangs on it is told where records are read. */
function parsed(readerState: string): unknown {
  try {
    return JSON.parse(readerState);
  } catch {
    return undefined;
  }
}
