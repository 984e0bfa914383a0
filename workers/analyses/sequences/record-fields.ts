/** Fields of kept records, read once per event and found by name however the record nests them. */
import type { EventRows } from '../room.ts';

/** Hostile evidence may have a new field name in every record. */
const MAX_REMEMBERED = 10_000;

export class RecordFields {
  private readonly rows: EventRows;
  private row = -1;
  private fields: ReadonlyMap<string, string> = new Map();
  private readonly fits = new Map<string, Map<string, boolean>>();

  constructor(rows: EventRows) {
    this.rows = rows;
  }

  /** All fields of a row. */
  of(row: number): ReadonlyMap<string, string> {
    if (row !== this.row) this.fields = this.rows.fields(row);
    this.row = row;
    return this.fields;
  }

  /**
   * Value of a field; a name that no field has fits those that end with it after a dot, in any case, as
   * in queries. Empty texts are missing.
   */
  value(row: number, name: string): string | undefined {
    const fields = this.of(row);
    const exact = fields.get(name);
    if (exact !== undefined) return exact === '' ? undefined : exact;
    for (const [field, value] of fields) if (value !== '' && this.isFit(name, field)) return value;
    return undefined;
  }

  private isFit(wanted: string, field: string): boolean {
    let fits = this.fits.get(wanted);
    if (fits === undefined) {
      fits = new Map();
      this.fits.set(wanted, fits);
    }
    const known = fits.get(field);
    if (known !== undefined) return known;
    const folded = field.toLowerCase();
    const name = wanted.toLowerCase();
    const isFit = folded === name || folded.endsWith(`.${name}`);
    if (fits.size < MAX_REMEMBERED) fits.set(field, isFit);
    return isFit;
  }
}
