/**
 * Layouts that are nothing but names: which field of a record is which column. Paths go into nested
 * objects; a name with dots in it is tried as it is first.
 */
import { columnOf, eventColumns } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { ipAddress, isPlaceholder, transportName, wholeNumber } from '#workers/normalise/values.ts';
import { textOf, valueAt } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

export interface NamedLayout {
  readonly id: string;
  readonly label: string;
  readonly knownBy: string;
  readonly times: string;
  readonly utc: boolean;
  readonly fits: (row: JsonObject) => boolean;
  /** Names of the time, in order of preference. */
  readonly time: readonly string[];
  /** Column ← names, in order of preference. */
  readonly columns: Readonly<Partial<Record<EventColumnName, string | readonly string[]>>>;
  /** Columns with the same text in every record. */
  readonly always?: Readonly<Partial<Record<EventColumnName, string>>>;
}

interface Step {
  readonly column: number;
  readonly name: EventColumnName;
  readonly isInt: boolean;
  readonly paths: readonly Path[];
}

/** A name as it is, and in parts when it has dots. */
interface Path {
  readonly whole: string;
  readonly parts: readonly string[];
}

/** Makes a layout from names. */
export function namedLayout(layout: NamedLayout): Layout {
  const names = Object.entries(layout.columns) as [EventColumnName, string | readonly string[]][];
  const steps = names.map(([name, sources]): Step => {
    const column = columnOf(name);
    const paths = (typeof sources === 'string' ? [sources] : sources).map(pathOf);
    return { column, name, isInt: eventColumns[column]?.kind === 'int', paths };
  });
  const always = Object.entries(layout.always ?? {}) as [EventColumnName, string][];
  const constants = always.map(([name, text]) => ({ column: columnOf(name), text }));
  const times = layout.time.map(pathOf);
  return {
    id: layout.id,
    label: layout.label,
    knownBy: layout.knownBy,
    times: layout.times,
    utc: layout.utc,
    fits: layout.fits,
    timeOf: (row) => firstAt(row, times),
    read: (row, { batch }) => {
      for (const { column, text } of constants) batch.text(column, text);
      for (const step of steps) put(step, textOf(firstAt(row, step.paths)), batch);
      return -1;
    },
  };
}

function pathOf(name: string): Path {
  return { whole: name, parts: name.includes('.') ? name.split('.') : [] };
}

/** The first value that is there and says something. */
function firstAt(row: JsonObject, paths: readonly Path[]): unknown {
  for (const { whole, parts } of paths) {
    const value = row[whole] ?? (parts.length > 0 ? valueAt(row, parts) : undefined);
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

function put({ column, name, isInt }: Step, text: string | undefined, batch: BatchBuilder): void {
  if (text === undefined || isPlaceholder(text)) return;
  if (isInt) batch.int(column, wholeNumber(text));
  else if (name === 'source.ip' || name === 'destination.ip') batch.text(column, ipAddress(text));
  else if (name === 'network.transport') batch.text(column, transportName(text));
  else batch.text(column, text);
}
