/** Disjoint sets: which cores hang together, without keeping the edges. */

/** Sets over 0 … count-1. A set's root is its least member, so that results do not depend on the order of joins. */
export class UnionFind {
  private readonly parents: Int32Array;

  /** @param count members, each a set of its own at first */
  constructor(count: number) {
    this.parents = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** Least member of the set that holds `member`. Halves the path on the way. */
  root(member: number): number {
    const parents = this.parents;
    let at = member;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  }

  /** Joins two sets. */
  join(a: number, b: number): void {
    const rootA = this.root(a);
    const rootB = this.root(b);
    if (rootA < rootB) this.parents[rootB] = rootA;
    else if (rootB < rootA) this.parents[rootA] = rootB;
  }
}
