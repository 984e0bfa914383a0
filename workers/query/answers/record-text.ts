/** One row of a packed column of small objects as JSON text. */
import type { RecordColumn } from '#contract/block.ts';

/** '' when the row has none. */
export function recordText({ ids, fields }: RecordColumn, row: number): string {
  const entry = ids[row]!;
  if (entry < 0) return '';
  const members = Object.entries(fields).map(
    ([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(valueOf(field, entry))}`,
  );
  return `{${members.join(',')}}`;
}

function valueOf(field: RecordColumn['fields'][string], entry: number): unknown {
  switch (field.kind) {
    case 'text':
      return field.values[field.ids[entry]!] ?? null;
    case 'list':
      return Array.from(
        field.ids.subarray(field.starts[entry], field.starts[entry + 1]),
        (id) => field.values[id],
      );
    case 'number':
    case 'int': {
      const value = field.values[entry]!;
      return Number.isNaN(value) ? null : value;
    }
  }
}
