/** Rows of any table → event columns, by the meaning that the names of its columns have. */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { isPlaceholder } from '#workers/normalise/values.ts';
import { valuePut } from '../mapping/value-reading.ts';
import type { ReadRow } from './profiles/profile.ts';
import type { MappedColumn } from './state.ts';

/** A reader for rows with these columns. */
export function genericRows(mapped: readonly MappedColumn[], batch: BatchBuilder): ReadRow {
  const steps = mapped.map(({ at, target, reading }) => ({
    at,
    put: valuePut(target, reading, batch),
  }));
  return (cells) => {
    for (const { at, put } of steps) {
      const value = cells.cell(at);
      if (!isPlaceholder(value) && value !== 'null') put(value);
    }
  };
}
