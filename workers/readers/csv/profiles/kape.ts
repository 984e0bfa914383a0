/** What the profiles of KAPE's and the EZ tools' tables have in common. */
import type { FormatCard } from '../../reader.ts';
import type { TimeMeaning } from './profile.ts';

/** A card of a tool's table. */
export function kapeCard(id: string, label: string, knownBy: string, times: string): FormatCard {
  return { id, label: `${label} (KAPE, EZ tools)`, knownBy, times: `${times}; UTC, an event each` };
}

/** Times of a file that a table tells beside its own. */
export function fileTimes(prefix: string, suffix: string, path?: string): readonly TimeMeaning[] {
  const of = (word: string, action: string): TimeMeaning => ({
    column: `${prefix}${word}${suffix}`,
    action,
    ...(path === undefined ? {} : { path }),
  });
  return [
    of('created', 'file-created'),
    of('modified', 'file-modified'),
    of('accessed', 'file-accessed'),
  ];
}
