/**
 * From rows to marks: rows that share a place and a style are one mark with a count, so that a
 * million processes with a few thousand behaviours are a few thousand things to draw and to hit.
 */

/** What becomes a mark; rows without a finite place become none. */
export interface MarkRows {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Style of each row: colour and shape. */
  readonly slots: Uint8Array;
}

export interface Marks {
  readonly count: number;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly slots: Uint8Array;
  /** Mark of each row, -1 for rows that are not drawn. */
  readonly markOf: Int32Array;
  /** Rows by mark: those of mark m are rows[starts[m]] … rows[starts[m + 1] - 1], ascending. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Marks in order of their first row. O(rows). */
export function distinctMarks(given: MarkRows): Marks {
  const firsts = new FirstRows(given);
  const { length } = given.xs;
  const markOf = new Int32Array(length).fill(-1);
  for (let row = 0; row < length; row++) {
    if (Number.isFinite(given.xs[row]) && Number.isFinite(given.ys[row])) {
      markOf[row] = firsts.markOf(row);
    }
  }
  const first = Int32Array.from(firsts.rows);
  return {
    count: first.length,
    xs: Float64Array.from(first, (row) => given.xs[row] ?? NaN),
    ys: Float64Array.from(first, (row) => given.ys[row] ?? NaN),
    slots: Uint8Array.from(first, (row) => given.slots[row] ?? 0),
    markOf,
    ...rowsByMark(markOf, first.length),
  };
}

/** Rows behind one mark. */
export function countAt({ starts }: Marks, mark: number): number {
  return (starts[mark + 1] ?? 0) - (starts[mark] ?? 0);
}

/** Rows behind one mark, ascending. */
export function rowsAt({ starts, rows }: Marks, mark: number): Int32Array {
  return rows.subarray(starts[mark] ?? 0, starts[mark + 1] ?? 0);
}

/** Rows behind some marks, ascending. */
export function rowsOf(marks: Marks, chosen: Int32Array): Int32Array {
  const total = chosen.reduce((sum, mark) => sum + countAt(marks, mark), 0);
  const rows = new Int32Array(total);
  let end = 0;
  for (const mark of chosen) {
    rows.set(rowsAt(marks, mark), end);
    end += countAt(marks, mark);
  }
  return rows.sort();
}

/** Marks that stand for at least one of the rows; 1 by mark. */
export function marksOfRows({ markOf, count }: Marks, rows: Iterable<number>): Uint8Array {
  const lit = new Uint8Array(count);
  for (const row of rows) {
    const mark = markOf[row] ?? -1;
    if (mark >= 0) lit[mark] = 1;
  }
  return lit;
}

/** Marks by style, so that whatever has a higher slot is drawn first and rarer labels lie on top. */
export function drawingOrder({ slots, count }: Marks): Uint32Array {
  const ends = new Int32Array(257);
  for (const slot of slots) ends[255 - slot + 1] = (ends[255 - slot + 1] ?? 0) + 1;
  for (let slot = 1; slot < ends.length; slot++) {
    ends[slot] = (ends[slot] ?? 0) + (ends[slot - 1] ?? 0);
  }
  const order = new Uint32Array(count);
  for (let mark = 0; mark < count; mark++) {
    const bucket = 255 - (slots[mark] ?? 0);
    const at = ends[bucket] ?? 0;
    order[at] = mark;
    ends[bucket] = at + 1;
  }
  return order;
}

function rowsByMark(markOf: Int32Array, marks: number): Pick<Marks, 'starts' | 'rows'> {
  const starts = new Int32Array(marks + 1);
  for (const mark of markOf) if (mark >= 0) starts[mark + 1] = (starts[mark + 1] ?? 0) + 1;
  for (let mark = 0; mark < marks; mark++) {
    starts[mark + 1] = (starts[mark + 1] ?? 0) + (starts[mark] ?? 0);
  }
  const next = starts.slice();
  const rows = new Int32Array(starts[marks] ?? 0);
  markOf.forEach((mark, row) => {
    if (mark < 0) return;
    rows[next[mark] ?? 0] = row;
    next[mark] = (next[mark] ?? 0) + 1;
  });
  return { starts, rows };
}

/** The first row of each distinct (x, y, slot): a hash table with open addressing over the bits. */
class FirstRows {
  readonly rows: number[] = [];
  private readonly given: MarkRows;
  private readonly table: Int32Array;
  private readonly bitsX: Uint32Array;
  private readonly bitsY: Uint32Array;

  constructor(given: MarkRows) {
    this.given = given;
    const slots = 2 ** Math.ceil(Math.log2(given.xs.length * 2 + 2));
    this.table = new Int32Array(slots).fill(-1);
    this.bitsX = new Uint32Array(given.xs.buffer, given.xs.byteOffset, given.xs.length * 2);
    this.bitsY = new Uint32Array(given.ys.buffer, given.ys.byteOffset, given.ys.length * 2);
  }

  markOf(row: number): number {
    const mask = this.table.length - 1;
    for (let at = this.hash(row) & mask; ; at = (at + 1) & mask) {
      const mark = this.table[at] ?? -1;
      if (mark < 0) {
        this.table[at] = this.rows.length;
        return this.rows.push(row) - 1;
      }
      if (this.same(this.rows[mark] ?? 0, row)) return mark;
    }
  }

  private same(a: number, b: number): boolean {
    const { xs, ys, slots } = this.given;
    return xs[a] === xs[b] && ys[a] === ys[b] && slots[a] === slots[b];
  }

  private hash(row: number): number {
    // -0 and 0 are one place, but not the same bits.
    const x =
      this.given.xs[row] === 0 ? 0 : (this.bitsX[2 * row] ?? 0) ^ (this.bitsX[2 * row + 1] ?? 0);
    const y =
      this.given.ys[row] === 0 ? 0 : (this.bitsY[2 * row] ?? 0) ^ (this.bitsY[2 * row + 1] ?? 0);
    let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ (this.given.slots[row] ?? 0);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return hash ^ (hash >>> 13);
  }
}
