/** A table as text through the CSV reader, in small chunks and under two names, with all that it became. */
import { expect } from 'vitest';
import { csvReader } from '#workers/readers/csv/reader.ts';
import type { Prepared } from '#workers/readers/reader.ts';
import { eventsOf } from './events-of.ts';
import type { PlainEvent } from './events-of.ts';
import { readBytes } from './read-evidence.ts';
import type { ReadAllOptions } from './read-evidence.ts';

export interface ReadTable {
  readonly events: readonly PlainEvent[];
  readonly recordsSeen: number;
  readonly rejects: readonly { readonly reason: string }[];
  readonly codes: readonly string[];
  readonly card: string;
  readonly prepared: Prepared;
  /** Fields of an event as the details pane lists them. */
  readonly fields: (event: number) => ReadonlyMap<string, string>;
}

/** Rows of cells as CSV; cells are quoted where they must be. */
export function csvText(rows: readonly (readonly string[])[], end = '\r\n'): string {
  const cell = (text: string): string =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(cell).join(',') + end).join('');
}

/** Rows given by column name, under a header as a tool writes it. */
export function tableOfRows(
  header: string,
  rows: readonly Readonly<Record<string, string>>[],
): string {
  const names = header.split(',');
  return csvText([names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]);
}

/** Reads a table twice, as `unknown` and as a file with a name, and expects the same both times. */
export async function readTable(
  text: string | Uint8Array,
  options: ReadAllOptions = {},
): Promise<ReadTable> {
  const found = await readBytes(text, { chunkBytes: 700, ...options, name: 'unknown' });
  const named = await readBytes(text, { chunkBytes: 1 << 20, ...options, name: 'export.csv' });
  expect(found.error).toBeUndefined();
  expect(found.format).toBe('csv');
  const events = eventsOf(found.batches);
  expect(eventsOf(named.batches)).toEqual(events);
  const prepared = found.prepared!;
  return {
    events,
    prepared,
    recordsSeen: found.recordsSeen,
    rejects: found.rejects,
    codes: found.problems.map(({ code }) => code),
    card: csvReader.cardOf(prepared.state),
    fields: (event) => {
      const list = csvReader.fields(events[event]!.document, prepared.state);
      return new Map(list.map(({ name, value }) => [name, value]));
    },
  };
}
