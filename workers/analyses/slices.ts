/**
 * Putting slices together again. Featurizing happens slice by slice, each with a dictionary of its
 * own; computing wants one. Numbers go by first use in row order, so that how the input was sliced
 * cannot be seen in the result.
 */
import type { TextColumn, TimeColumn } from '#contract/block.ts';
import type { EventRows } from './room.ts';

/** What every clustering keeps of its events. */
export interface SliceBase {
  readonly rows: number;
  readonly ids: Int32Array;
  /** Position in the evidence, 0-based. */
  readonly places: Int32Array;
  readonly time: TimeColumn;
}

/** The base of a slice. */
export function sliceBase(rows: EventRows): SliceBase {
  return {
    rows: rows.rows,
    ids: rows.ids.slice(),
    places: Int32Array.from(rows.ordinals),
    time: {
      kind: 'time',
      values: rows.timeUs.slice(),
      nanos: rows.timeNanos.slice(),
      digits: rows.timeDigits.slice(),
    },
  };
}

/** The bases of all slices as one. */
export function joinBases(parts: readonly SliceBase[]): SliceBase {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const joined = {
    rows,
    ids: new Int32Array(rows),
    places: new Int32Array(rows),
    time: {
      kind: 'time' as const,
      values: new Float64Array(rows),
      nanos: new Uint16Array(rows),
      digits: new Uint8Array(rows),
    },
  };
  let at = 0;
  for (const { ids, places, time, rows: length } of parts) {
    joined.ids.set(ids, at);
    joined.places.set(places, at);
    joined.time.values.set(time.values, at);
    joined.time.nanos.set(time.nanos, at);
    joined.time.digits.set(time.digits, at);
    at += length;
  }
  return joined;
}

/** Whole numbers of all slices as one. */
export function joinInts(parts: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Text of all slices as one column.
 * @param onNew told of every text when it is first met: where it stands in its slice's dictionary
 */
export function joinText(
  parts: readonly TextColumn[],
  onNew: (part: number, id: number) => void = () => undefined,
): TextColumn {
  const numbers = new Map<string, number>();
  const ids = new Int32Array(parts.reduce((sum, part) => sum + part.ids.length, 0));
  let at = 0;
  for (const [number, part] of parts.entries()) {
    const known = new Int32Array(part.values.length).fill(-1);
    for (const id of part.ids) {
      if (id >= 0 && known[id]! < 0) {
        const text = part.values[id]!;
        let joined = numbers.get(text);
        if (joined === undefined) {
          joined = numbers.size;
          numbers.set(text, joined);
          onNew(number, id);
        }
        known[id] = joined;
      }
      ids[at++] = id < 0 ? -1 : known[id]!;
    }
  }
  return { kind: 'text', ids, values: [...numbers.keys()] };
}

/**
 * A column made of two: `join` is asked once for each pair of values that occurs.
 * @param join gets '' for a missing value; undefined = missing
 */
export function pairText(
  a: TextColumn,
  b: TextColumn,
  join: (a: string, b: string) => string | undefined,
): TextColumn {
  const pairs = new Map<number, number>();
  const numbers = new Map<string, number>();
  const width = b.values.length + 1;
  const ids = a.ids.map((idA, row) => {
    const idB = b.ids[row]!;
    const key = (idA + 1) * width + idB + 1;
    let id = pairs.get(key);
    if (id === undefined) {
      const text = join(a.values[idA] ?? '', b.values[idB] ?? '');
      id = text === undefined ? -1 : (numbers.get(text) ?? numbers.size);
      if (text !== undefined && id === numbers.size) numbers.set(text, id);
      pairs.set(key, id);
    }
    return id;
  });
  return { kind: 'text', ids, values: [...numbers.keys()] };
}

/** `DOMAIN\name` as Windows writes accounts; the name alone without a domain; missing without a name. */
export function accountText(rows: EventRows): TextColumn {
  return pairText(rows.text('user.domain'), rows.text('user.name'), (domain, name) =>
    name === '' ? undefined : domain === '' ? name : `${domain}\\${name}`,
  );
}
