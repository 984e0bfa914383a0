/** eCAR events of DARPA OpTC: nested as recorded, or flattened with all fields at the top. */
import { normaliseEcar } from '#workers/normalise/ecar.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

/** Reads a name from the record or from its properties. */
class EcarSource {
  private row: JsonObject = {};
  private properties: JsonObject | undefined;

  load(row: JsonObject): void {
    this.row = row;
    const properties = row['properties'];
    this.properties = isObject(properties) ? properties : undefined;
  }

  data(name: string): string | undefined {
    return textOf(this.row[name] ?? this.properties?.[name]);
  }
}

const source = new EcarSource();

export const ecarLayout: Layout = {
  id: 'ecar',
  label: 'eCAR (DARPA OpTC)',
  knownBy: '`actorID`, `object`, `action`; nested or flattened',
  times: '`timestamp`, ISO 8601 with offset, or `timestamp_ms`',
  utc: true,
  fits: (row) =>
    row['actorID'] !== undefined && row['object'] !== undefined && row['action'] !== undefined,
  timeOf: (row) => row['timestamp'] ?? row['timestamp_ms'],
  read: (row, { batch }) => {
    source.load(row);
    normaliseEcar(source, batch);
    return -1;
  },
};
