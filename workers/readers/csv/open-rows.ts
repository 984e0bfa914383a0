/** What reads the rows of a chunk: the columns that stand for event columns, then what the profile adds. */
import { columnOf } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { plainName } from '../mapping/plain-name.ts';
import { firstPosition } from './columns.ts';
import { genericRows } from './generic-rows.ts';
import { profileNamed } from './profiles/all-profiles.ts';
import type { CsvProfile, ReadRow, RowReader } from './profiles/profile.ts';
import type { CsvState } from './state.ts';

/** A reader for rows of a table; decided once, not per row. */
export function openRows(
  { profile: id, columns, mapped }: CsvState,
  batch: BatchBuilder,
): RowReader {
  const profile = profileNamed(id);
  const generic = genericRows(mapped, batch);
  const own = profile.rows?.(sourceOf(columns, batch));
  const steps: ReadRow[] = [];
  if (profile.always !== undefined) steps.push(constants(profile.always, batch));
  if (mapped.length > 0) steps.push(generic);
  const reader: Partial<RowReader> = typeof own === 'function' ? { read: own } : (own ?? {});
  if (reader.read !== undefined) steps.push(reader.read);
  return { ...reader, read: inTurn(steps) };
}

function sourceOf(columns: readonly string[], batch: BatchBuilder) {
  const plain = columns.map(plainName);
  return { columns, batch, at: (names: string) => firstPosition(names, plain) };
}

function constants(always: NonNullable<CsvProfile['always']>, batch: BatchBuilder): ReadRow {
  const entries = Object.entries(always) as [EventColumnName, string][];
  const puts = entries.map(([name, text]) => ({ column: columnOf(name), text }));
  return () => {
    for (const { column, text } of puts) batch.text(column, text);
  };
}

function inTurn(steps: readonly ReadRow[]): ReadRow {
  const [first, second, ...more] = steps;
  if (first === undefined) return () => undefined;
  if (second === undefined) return first;
  if (more.length === 0) {
    return (cells) => {
      first(cells);
      second(cells);
    };
  }
  return (cells) => {
    for (const step of steps) step(cells);
  };
}
