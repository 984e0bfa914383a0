/** Evidence through the product's readers, as events that a room can be run over. */
import { readerById } from '#workers/readers/registry.ts';
import { eventsOf } from './events-of.ts';
import { readAll } from './read-evidence.ts';
import type { PlainEvent } from './run-room.ts';

/** All events of a file with a category and action, in the file's order. */
export async function evidenceRows(
  path: string,
  category: string,
  action: string,
): Promise<readonly PlainEvent[]> {
  const members = await readAll(path);
  return members.flatMap(({ batches, format, prepared }) => {
    const reader = readerById(format);
    return eventsOf(batches).flatMap(({ time, values, document }, ordinal) => {
      if (values['event.category'] !== category || values['event.action'] !== action) return [];
      const fields = reader?.fields(document, prepared?.state) ?? [];
      return {
        ...values,
        '@timestamp': time,
        ordinal,
        format,
        fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
      };
    });
  });
}
