/** Fields of a kept row for the details pane and for queries: its cells, and what lies inside some of them. */
import { plainName } from '../mapping/plain-name.ts';
import type { DocumentField } from '../reader.ts';
import { RowCells } from './cells.ts';
import { profileNamed } from './profiles/all-profiles.ts';
import type { CsvProfile } from './profiles/profile.ts';
import { csvState } from './state.ts';

/** What the field that names one of a row's several times is called. */
const WHICH_TIME = 'timestamp_desc';
/** Fields that one row may have in all; what goes beyond stays in its cell. */
const MOST_FIELDS = 10_000;

export function rowFields(document: string, state: unknown): readonly DocumentField[] {
  const { columns, dialect, each, profile } = csvState(state);
  const cells = new RowCells(Buffer.from(document), dialect);
  cells.next(0);
  // The last cell of such a document is ours: which column said the time.
  const own = each === undefined ? cells.count : cells.count - 1;
  const count = Math.max(own, columns.length);
  const fields = Array.from({ length: count }, (_, at) => ({
    name: columns[at] ?? `column_${at + 1}`,
    value: at < own ? cells.cell(at) : '',
  }));
  if (each !== undefined) fields.push({ name: WHICH_TIME, value: cells.cell(own) });
  const { opened } = profileNamed(profile);
  return opened === undefined ? fields : withOpened(fields, opened);
}

/** Names that the row has itself go before those inside its cells, which are then called after their cell. */
function withOpened(
  fields: readonly DocumentField[],
  opened: NonNullable<CsvProfile['opened']>,
): readonly DocumentField[] {
  const taken = new Map(fields.map(({ name, value }) => [name, value]));
  const out = [...fields];
  for (const { name: column, value: cell } of fields) {
    const plain = plainName(column);
    if (cell === '' || !Object.hasOwn(opened, plain)) continue;
    for (const { name: own, value } of opened[plain]!(cell)) {
      const name = taken.has(own) ? `${column}.${own}` : own;
      if (taken.get(own) === value || taken.has(name) || out.length >= MOST_FIELDS) continue;
      taken.set(name, value);
      out.push({ name, value });
    }
  }
  return out;
}
