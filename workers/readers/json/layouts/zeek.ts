/** Zeek's JSON logs; the log's own name or its fields tell which one a row is of. */
import { normaliseZeek } from '#workers/normalise/zeek.ts';
import type { ZeekRecord } from '#workers/normalise/zeek.ts';
import { isObject, member, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';

class Row implements ZeekRecord {
  path = '';
  private row: JsonObject = {};

  load(row: JsonObject): void {
    this.row = row;
    this.path = textOf(row['_path'] ?? row['@stream']) ?? '';
  }

  /** Names with dots may have underscores instead, or an object; of a list the first item counts. */
  data(name: string): string | undefined {
    let value = this.row[name];
    const dot = value === undefined ? name.indexOf('.') : -1;
    if (dot > 0) {
      value =
        this.row[name.replaceAll('.', '_')] ??
        member(this.row[name.slice(0, dot)], name.slice(dot + 1));
    }
    return textOf(Array.isArray(value) ? value[0] : value);
  }
}

const record = new Row();

export const zeekLayout: Layout = {
  id: 'zeek-json',
  label: 'Zeek log (JSON)',
  knownBy: '`ts` with `uid`, `id.orig_h`, `fuid` or `_path`',
  times: '`ts`, epoch seconds or ISO 8601, UTC',
  utc: true,
  fits: (row) =>
    row['ts'] !== undefined &&
    (row['uid'] !== undefined ||
      row['id.orig_h'] !== undefined ||
      row['id_orig_h'] !== undefined ||
      row['_path'] !== undefined ||
      row['@stream'] !== undefined ||
      row['fuid'] !== undefined ||
      isObject(row['id'])),
  timeOf: (row) => row['ts'],
  read: (row, { batch }) => {
    record.load(row);
    normaliseZeek(record, batch);
    return -1;
  },
};
