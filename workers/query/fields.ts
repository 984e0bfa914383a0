/** Which kind of thing a field's name in a query or a grid means. Names of columns are understood in any case. */
import { columnNumber, derivedColumns, eventColumns } from '#contract/event-columns.ts';
import type { DocumentField } from '#workers/readers/reader.ts';

/**
 * `text`, `int`: an ECS column; `time`, `id`, `evidence`, `locator`: what every event has; `record`: a
 * field of the record under the evidence's own name; `derived`: told from the record and the case's rules
 * when it is asked for, shown but not searched.
 */
export type FieldKind =
  'text' | 'int' | 'time' | 'id' | 'evidence' | 'locator' | 'record' | 'derived';

export interface Field {
  readonly kind: FieldKind;
  /** As the case spells it; for `record` as it was asked for. */
  readonly name: string;
}

/** Hostile evidence may have a new field name in every record. */
const MAX_REMEMBERED = 10_000;

const fixed: readonly Field[] = [
  { kind: 'id', name: 'id' },
  { kind: 'time', name: '@timestamp' },
  { kind: 'evidence', name: 'loupe.evidence' },
  { kind: 'locator', name: 'loupe.locator' },
  ...derivedColumns.map(({ name }): Field => ({ kind: 'derived', name })),
];
const known = new Map<string, Field>(
  [...fixed, ...eventColumns.map(({ name, kind }): Field => ({ kind, name }))].map((field) => [
    field.name.toLowerCase(),
    field,
  ]),
);

/** What a name means. */
export function fieldOf(name: string): Field {
  return known.get(name.toLowerCase()) ?? { kind: 'record', name };
}

/** Position of a text or whole-number column among `eventColumns`. */
export function columnAt(field: Field): number {
  return columnNumber(field.name) ?? -1;
}

/**
 * Picks the values of a record's field. A name that no field has fits those that end with it after a
 * dot, so that `TargetUserName` finds `EventData.TargetUserName` whatever wrote the record. Empty
 * values count as missing, as they do in columns.
 */
export class FieldSelector {
  private readonly wanted: string;
  /** What is known of field names: 2 the name itself, 1 ends with it, 0 another. */
  private readonly fits = new Map<string, 0 | 1 | 2>();

  constructor(name: string) {
    this.wanted = name.toLowerCase();
  }

  values(fields: readonly DocumentField[]): readonly string[] {
    let best = 0;
    let values: string[] = [];
    for (const { name, value } of fields) {
      const fit = this.fitOf(name);
      if (fit < best || fit === 0 || value === '') continue;
      if (fit > best) values = [];
      best = fit;
      values.push(value);
    }
    return values;
  }

  private fitOf(name: string): 0 | 1 | 2 {
    const known = this.fits.get(name);
    if (known !== undefined) return known;
    const folded = name.toLowerCase();
    const fit = folded === this.wanted ? 2 : folded.endsWith(`.${this.wanted}`) ? 1 : 0;
    if (this.fits.size < MAX_REMEMBERED) this.fits.set(name, fit);
    return fit;
  }
}
