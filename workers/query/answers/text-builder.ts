/** Builds a text column of a block: each value once. */
import type { TextColumn } from '#contract/block.ts';

export class TextBuilder {
  private readonly ids: Int32Array;
  private readonly values: string[] = [];
  private readonly known = new Map<string, number>();

  constructor(rows: number) {
    this.ids = new Int32Array(rows).fill(-1);
  }

  /** Sets a row; undefined leaves it missing. */
  set(row: number, value: string | undefined): void {
    if (value === undefined) return;
    let id = this.known.get(value);
    if (id === undefined) {
      id = this.values.push(value) - 1;
      this.known.set(value, id);
    }
    this.ids[row] = id;
  }

  build(): TextColumn {
    return { kind: 'text', ids: this.ids, values: this.values };
  }
}

/**
 * A text column from ids in `texts` (0 = missing).
 * @param valueOf text of an id, asked once for each
 */
export function textColumn(ids: ArrayLike<number>, valueOf: (id: number) => string): TextColumn {
  const out = new Int32Array(ids.length);
  const values: string[] = [];
  const known = new Map<number, number>([[0, -1]]);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!;
    let at = known.get(id);
    if (at === undefined) {
      at = values.push(valueOf(id)) - 1;
      known.set(id, at);
    }
    out[row] = at;
  }
  return { kind: 'text', ids: out, values };
}
