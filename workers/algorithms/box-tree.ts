/**
 * A k-d tree whose nodes carry tight bounding boxes. A box whose diagonal is at most the search
 * radius holds points that are all neighbours of one another: such a leaf is handled as one.
 *
 * All box distances are computed with the same operations in the same order as point distances.
 * Rounding is monotone, so a bound never contradicts a distance computed from the points: pruning
 * by boxes gives exactly what comparing every pair would give, also at a distance of exactly eps.
 */

/** The tree over points; positions are points in the tree's order. */
export interface BoxTree {
  readonly columns: number;
  /** Coordinates in the tree's order, points × columns. */
  readonly coordinates: Float64Array;
  /** Position → number of the point. */
  readonly pointAt: Int32Array;
  readonly nodes: number;
  /** A node covers positions from ≤ p < to. Its left child is the next node. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Right child, 0 for a leaf. */
  readonly right: Int32Array;
  /** nodes × columns. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Long enough for a walk that keeps what is still to do. */
  readonly stackSize: number;
}

/** What is still growing. */
interface Draft {
  readonly columns: number;
  readonly source: Float64Array;
  readonly pointAt: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly right: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Builds the tree by halving the widest side of each box.
 * @param coordinates points × columns, row-major, finite; not modified. At least one point
 * @param leafDiagonal a box with at most this diagonal is not split further
 * @returns the tree. O(points · columns · depth), depth about log2 of points for ordinary data
 */
export function buildBoxTree(
  coordinates: Float64Array,
  columns: number,
  leafDiagonal: number,
): BoxTree {
  const count = coordinates.length / columns;
  const draft = emptyDraft(coordinates, columns, count);
  const pending = [{ from: 0, to: count, parent: -1, depth: 0 }];
  let nodes = 0;
  let deepest = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { from, to, parent, depth } = next;
    const node = nodes++;
    if (parent >= 0) draft.right[parent] = node;
    draft.from[node] = from;
    draft.to[node] = to;
    deepest = Math.max(deepest, depth);
    fitBox(draft, node);
    if (to - from < 2 || boxDiagonal(draft, node) <= leafDiagonal) continue;
    const middle = split(draft, node);
    // The left child is taken next and becomes node + 1; the right one is told its parent.
    pending.push({ from: middle, to, parent: node, depth: depth + 1 });
    pending.push({ from, to: middle, parent: -1, depth: depth + 1 });
  }
  return { ...trimmed(draft, nodes), nodes, stackSize: deepest + 2 };
}

function emptyDraft(source: Float64Array, columns: number, count: number): Draft {
  const most = 2 * count;
  return {
    columns,
    source,
    pointAt: Int32Array.from({ length: count }, (_, i) => i),
    from: new Int32Array(most),
    to: new Int32Array(most),
    right: new Int32Array(most),
    low: new Float64Array(most * columns),
    high: new Float64Array(most * columns),
  };
}

function trimmed(draft: Draft, nodes: number): Omit<BoxTree, 'nodes' | 'stackSize'> {
  const { columns, source, pointAt } = draft;
  const coordinates = new Float64Array(source.length);
  for (let position = 0; position < pointAt.length; position++) {
    const start = pointAt[position]! * columns;
    for (let i = 0; i < columns; i++) coordinates[position * columns + i] = source[start + i]!;
  }
  return {
    columns,
    coordinates,
    pointAt,
    from: draft.from.slice(0, nodes),
    to: draft.to.slice(0, nodes),
    right: draft.right.slice(0, nodes),
    low: draft.low.slice(0, nodes * columns),
    high: draft.high.slice(0, nodes * columns),
  };
}

function fitBox({ columns, source, pointAt, from, to, low, high }: Draft, node: number): void {
  const base = node * columns;
  for (let i = 0; i < columns; i++) {
    let least = Infinity;
    let most = -Infinity;
    for (let position = from[node]!; position < to[node]!; position++) {
      const value = source[pointAt[position]! * columns + i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low[base + i] = least;
    high[base + i] = most;
  }
}

function boxDiagonal({ columns, low, high }: Draft, node: number): number {
  let squares = 0;
  for (let i = node * columns; i < (node + 1) * columns; i++) {
    const side = high[i]! - low[i]!;
    squares += side * side;
  }
  return Math.sqrt(squares);
}

/** Sorts a node's points to the two sides of the middle of its widest side. @returns first position on the upper side */
function split({ columns, source, pointAt, from, to, low, high }: Draft, node: number): number {
  const base = node * columns;
  let axis = 0;
  for (let i = 1; i < columns; i++) {
    if (high[base + i]! - low[base + i]! > high[base + axis]! - low[base + axis]!) axis = i;
  }
  const least = low[base + axis]!;
  const middle = least + (high[base + axis]! - least) / 2;
  // Between two doubles that touch there is no middle: then the lower one parts them.
  const border = middle < high[base + axis]! ? middle : least;
  let left = from[node]!;
  let right = to[node]! - 1;
  while (left <= right) {
    const point = pointAt[left]!;
    if (source[point * columns + axis]! <= border) {
      left++;
    } else {
      pointAt[left] = pointAt[right]!;
      pointAt[right] = point;
      right--;
    }
  }
  return left;
}

/** Distance of two positions. */
export function pointDistance(tree: BoxTree, a: number, b: number): number {
  const { columns, coordinates } = tree;
  let squares = 0;
  for (let i = 0; i < columns; i++) {
    const side = coordinates[a * columns + i]! - coordinates[b * columns + i]!;
    squares += side * side;
  }
  return Math.sqrt(squares);
}

/** Least distance that any point of a node can have from a position. */
export function leastDistance(tree: BoxTree, position: number, node: number): number {
  const { columns, coordinates, low, high } = tree;
  let squares = 0;
  for (let i = 0; i < columns; i++) {
    const value = coordinates[position * columns + i]!;
    const under = low[node * columns + i]! - value;
    const over = value - high[node * columns + i]!;
    const side = under > 0 ? under : over > 0 ? over : 0;
    squares += side * side;
  }
  return Math.sqrt(squares);
}

/** Greatest distance that any point of a node can have from a position. */
export function greatestDistance(tree: BoxTree, position: number, node: number): number {
  const { columns, coordinates, low, high } = tree;
  let squares = 0;
  for (let i = 0; i < columns; i++) {
    const value = coordinates[position * columns + i]!;
    const side = Math.max(value - low[node * columns + i]!, high[node * columns + i]! - value);
    squares += side * side;
  }
  return Math.sqrt(squares);
}

/** Least distance between any points of two nodes. */
export function leastGap(tree: BoxTree, a: number, b: number): number {
  const { columns, low, high } = tree;
  let squares = 0;
  for (let i = 0; i < columns; i++) {
    const under = low[a * columns + i]! - high[b * columns + i]!;
    const over = low[b * columns + i]! - high[a * columns + i]!;
    const side = under > 0 ? under : over > 0 ? over : 0;
    squares += side * side;
  }
  return Math.sqrt(squares);
}

/** Distance from a position to the nearest other one, Infinity when there is none; `nearest` is its position or -1. */
export function nearestOther(
  tree: BoxTree,
  position: number,
): { readonly nearest: number; readonly distance: number } {
  let nearest = -1;
  let distance = Infinity;
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (leastDistance(tree, position, node) > distance) continue;
    const right = tree.right[node]!;
    if (right !== 0) {
      const leftFirst =
        leastDistance(tree, position, node + 1) <= leastDistance(tree, position, right);
      stack.push(leftFirst ? right : node + 1, leftFirst ? node + 1 : right);
      continue;
    }
    for (let other = tree.from[node]!; other < tree.to[node]!; other++) {
      if (other === position) continue;
      const to = pointDistance(tree, position, other);
      const earlier = tree.pointAt[other]! < (tree.pointAt[nearest] ?? Infinity);
      if (to < distance || (to === distance && earlier)) {
        nearest = other;
        distance = to;
      }
    }
  }
  return { nearest, distance };
}
