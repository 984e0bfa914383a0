/**
 * Why this group? Compares the events of chosen clusters with all others, value by value: which
 * programs, accounts, hosts, words are telling of the selection. The weight is `logOdds`: log-odds
 * with an informative prior (Monroe, Colaresi, Quinn 2008), in standard deviations.
 */
import type { Explanation } from '#contract/api.ts';
import type { TextColumn } from '#contract/block.ts';
import { logOdds } from '#workers/algorithms/log-odds.ts';

/** One kind of thing to compare, such as the process of an event. */
export interface Family {
  /** What stands before the value: "process". */
  readonly name: string;
  /** By event. */
  readonly column: TextColumn;
  /** Pieces of a value that are compared one by one; left out: the value as a whole. */
  readonly pieces?: (value: string) => readonly string[];
}

type Reason = Explanation['reasons'][number];

/**
 * Reasons of a selection: first what is more frequent inside, strongest first; where there is room
 * left, what is conspicuously absent, with weights below zero.
 * @param inside 1 where an event belongs to the selection
 * @param limit most reasons to give
 */
export function selectionReasons(
  families: readonly Family[],
  inside: Uint8Array,
  limit: number,
): readonly Reason[] {
  const members = inside.reduce((sum, flag) => sum + flag, 0);
  const others = inside.length - members;
  const reasons = families.flatMap((family) => familyReasons(family, inside, members, others));
  const present = reasons
    .filter(({ weight }) => weight > 0)
    .sort(byStrength)
    .slice(0, limit);
  const absent = reasons.filter(({ weight }) => weight < 0).sort(byStrength);
  return [...present, ...absent.slice(0, limit - present.length).reverse()];
}

/** Strongest first; equal ones by their words, so that the order is the same on every machine. */
function byStrength(a: Reason, b: Reason): number {
  const difference = Math.abs(b.weight) - Math.abs(a.weight);
  if (difference !== 0) return difference;
  return a.what < b.what ? -1 : a.what > b.what ? 1 : 0;
}

function familyReasons(
  family: Family,
  inside: Uint8Array,
  members: number,
  others: number,
): readonly Reason[] {
  if (members === 0 || others === 0) return [];
  return [...pieceCounts(family, inside)].flatMap(([piece, [a, b]]) => {
    const weight = logOdds(a, members, b, others);
    // What all have, or what differs by less than chance would, tells nothing.
    if (Math.abs(weight) < 0.5) return [];
    return {
      what: `${family.name} ${piece}`,
      inside: a,
      outside: b,
      insideShare01: a / members,
      outsideShare01: b / others,
      weight,
    };
  });
}

/** Piece → events inside and outside that have it. */
function pieceCounts(
  { column, pieces }: Family,
  inside: Uint8Array,
): ReadonlyMap<string, readonly [inside: number, outside: number]> {
  const counts = new Float64Array(column.values.length * 2);
  for (let row = 0; row < inside.length; row++) {
    const id = column.ids[row]!;
    if (id >= 0) counts[id * 2 + 1 - inside[row]!]!++;
  }
  const byPiece = new Map<string, [number, number]>();
  for (const [id, value] of column.values.entries()) {
    for (const piece of pieces === undefined ? [value] : new Set(pieces(value))) {
      const known = byPiece.get(piece) ?? [0, 0];
      known[0] += counts[id * 2]!;
      known[1] += counts[id * 2 + 1]!;
      byPiece.set(piece, known);
    }
  }
  return byPiece;
}

/** 1 where an event's cluster is among the chosen ones. */
export function insideOf(clusters: Int32Array, chosen: readonly number[]): Uint8Array {
  const set = new Set(chosen);
  return Uint8Array.from(clusters, (cluster) => (set.has(cluster) ? 1 : 0));
}

/** "Cluster 7: 12 of 363 events", "Noise: …", "3 clusters: …". */
export function selectionTitle(chosen: readonly number[], members: number, all: number): string {
  const [first] = chosen;
  const name =
    chosen.length !== 1
      ? `${chosen.length} clusters`
      : first === -1
        ? 'Noise'
        : `Cluster ${first ?? ''}`;
  return `${name}: ${members} of ${all} events`;
}
