/** The columns of a table with their first values: what a mapping can name. */
import { isPlaceholder } from '#workers/normalise/values.ts';
import type { FieldMapper, Head } from '../reader.ts';
import { findTable } from './table.ts';

/** Values by column in the order of the file; cells that say nothing are left out. */
export function sampleFields(head: Head): ReturnType<FieldMapper['sample']> {
  const table = findTable(head);
  if (table === undefined) return { seen: 0, fields: new Map() };
  const fields = new Map(
    table.columns.map((name, at) => [
      name,
      table.sample.map((row) => row[at] ?? '').filter((value) => !isPlaceholder(value)),
    ]),
  );
  return { seen: table.sample.length, fields };
}
