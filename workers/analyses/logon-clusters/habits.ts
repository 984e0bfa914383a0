/**
 * DBSCAN over the points of blocks. Within a block all distances follow from "same source or not"
 * and the hours between, so neighbours are counted by hour, not pair by pair: an account with ten
 * thousand sources costs ten thousand times 25 steps, not a hundred million.
 */
import { UnionFind } from '#workers/algorithms/union-find.ts';
import type { Block, HabitPoints } from './habit-points.ts';
import { HOURS, hoursBetween } from './habit-points.ts';

/** Labels by point; -1 = noise. */
export interface HabitClusters {
  readonly labels: Int32Array;
  readonly isCore: Uint8Array;
  readonly clusters: number;
}

/** A block with its points laid out by source and hour. */
interface Grid {
  readonly block: Block;
  readonly points: HabitPoints;
  /** sources × HOURS, -1 = no such point. */
  readonly cells: Int32Array;
}

function gridOf(points: HabitPoints, block: Block): Grid {
  const cells = new Int32Array(block.sources * HOURS).fill(-1);
  for (const point of block.points) {
    cells[points.source[point]! * HOURS + points.hour[point]!] = point;
  }
  return { block, points, cells };
}

/** What lies within eps of a point: points of its own source, and hours in which every other source is near. */
interface Reach {
  readonly own: (point: number) => void;
  readonly others: (hour: number, own: number) => void;
}

/** Walks over a point's hours; `own` is the point of the same source in that hour or -1. */
function reach({ block, points, cells }: Grid, point: number, eps: number, visit: Reach): void {
  const row = points.source[point]! * HOURS;
  for (let hour = 0; hour < HOURS; hour++) {
    const apart = hoursBetween(points.hour[point]!, hour);
    const own = cells[row + hour]!;
    if (own >= 0 && block.same[apart]! <= eps) visit.own(own);
    if (block.other[apart]! <= eps) visit.others(hour, own);
  }
}

/**
 * For each hour the first two of some points, given in order of preference. A source has one point
 * an hour, so whatever source is asked for, one of the two is another's.
 */
class Leaders {
  private readonly pairs = new Int32Array(HOURS * 2).fill(-1);
  private readonly source: Int32Array;

  constructor({ hour, source }: HabitPoints, preferred: readonly number[]) {
    this.source = source;
    for (const point of preferred) {
      const at = hour[point]! * 2;
      if (this.pairs[at]! < 0) this.pairs[at] = point;
      else if (this.pairs[at + 1]! < 0) this.pairs[at + 1] = point;
    }
  }

  /** The preferred point in an hour that is of another source than `point`, or -1. */
  stranger(hour: number, point: number): number {
    const first = this.pairs[hour * 2]!;
    const isOwn = first >= 0 && this.source[first] === this.source[point];
    return isOwn ? this.pairs[hour * 2 + 1]! : first;
  }
}

/** Groups points by density, conventions as in `algorithms/dbscan.ts`. */
export function clusterHabits(
  points: HabitPoints,
  eps: number,
  minSamples: number,
  checkCancelled: () => void,
): HabitClusters {
  const isCore = new Uint8Array(points.count);
  const joined = new UnionFind(points.count);
  for (const block of points.blocks) {
    checkCancelled();
    const grid = gridOf(points, block);
    const byHour = new Float64Array(HOURS);
    for (const point of block.points) byHour[points.hour[point]!]! += points.weights[point]!;
    for (const point of block.points) {
      isCore[point] = weightInReach(grid, point, eps, byHour) >= minSamples ? 1 : 0;
    }
    joinCores(grid, eps, isCore, joined);
  }
  const { labels, clusters } = numbered(points, isCore, joined);
  for (const block of points.blocks) joinBorders(gridOf(points, block), eps, isCore, labels);
  return { labels, isCore, clusters };
}

function weightInReach(grid: Grid, point: number, eps: number, byHour: Float64Array): number {
  const { weights } = grid.points;
  let weight = 0;
  reach(grid, point, eps, {
    own: (other) => (weight += weights[other]!),
    others: (hour, own) => (weight += byHour[hour]! - (own < 0 ? 0 : weights[own]!)),
  });
  return weight;
}

/** Joins each core with the near cores of its own source, and with one core of another source in each near hour: those are joined among themselves. */
function joinCores(grid: Grid, eps: number, isCore: Uint8Array, joined: UnionFind): void {
  const cores = grid.block.points.filter((point) => isCore[point] === 1);
  const leaders = new Leaders(grid.points, cores);
  for (const core of cores) {
    reach(grid, core, eps, {
      own: (other) => {
        if (isCore[other] === 1) joined.join(core, other);
      },
      others: (hour) => {
        const stranger = leaders.stranger(hour, core);
        if (stranger >= 0) joined.join(core, stranger);
      },
    });
  }
}

function numbered(
  { count }: HabitPoints,
  isCore: Uint8Array,
  joined: UnionFind,
): { readonly labels: Int32Array; readonly clusters: number } {
  const labelOf = new Map<number, number>();
  const labels = new Int32Array(count).fill(-1);
  // Points are numbered by first row, so the first core met has the least row of its cluster.
  for (let point = 0; point < count; point++) {
    if (isCore[point] === 0) continue;
    const root = joined.root(point);
    const label = labelOf.get(root) ?? labelOf.size;
    labelOf.set(root, label);
    labels[point] = label;
  }
  return { labels, clusters: labelOf.size };
}

/** Gives each point that is not core the least label among near cores. */
function joinBorders(grid: Grid, eps: number, isCore: Uint8Array, labels: Int32Array): void {
  const cores = grid.block.points.filter((point) => isCore[point] === 1);
  cores.sort((a, b) => labels[a]! - labels[b]!);
  if (cores.length === 0) return;
  const leaders = new Leaders(grid.points, cores);
  for (const point of grid.block.points) {
    if (isCore[point] === 1) continue;
    let best = Infinity;
    reach(grid, point, eps, {
      own: (other) => {
        if (isCore[other] === 1) best = Math.min(best, labels[other]!);
      },
      others: (hour) => {
        const stranger = leaders.stranger(hour, point);
        if (stranger >= 0) best = Math.min(best, labels[stranger]!);
      },
    });
    if (best < Infinity) labels[point] = best;
  }
}

/** A point and how far it is. */
export interface NearPoint {
  readonly point: number;
  readonly distance: number;
}

/** Nearest other point of every point in its block, undefined where it is alone. Ties go to the earlier one. */
export function nearestPoints(points: HabitPoints): readonly (NearPoint | undefined)[] {
  const nearest = new Array<NearPoint | undefined>(points.count).fill(undefined);
  for (const block of points.blocks) {
    const grid = gridOf(points, block);
    const leaders = new Leaders(points, block.points);
    for (const point of block.points) nearest[point] = nearestOf(grid, leaders, point);
  }
  return nearest;
}

function nearestOf(
  { block, points, cells }: Grid,
  leaders: Leaders,
  point: number,
): NearPoint | undefined {
  let best = -1;
  let distance = Infinity;
  const offer = (candidate: number, far: number): void => {
    if (candidate < 0 || candidate === point || far > distance) return;
    if (far === distance && candidate > best) return;
    best = candidate;
    distance = far;
  };
  for (let hour = 0; hour < HOURS; hour++) {
    const apart = hoursBetween(points.hour[point]!, hour);
    offer(cells[points.source[point]! * HOURS + hour]!, block.same[apart]!);
    offer(leaders.stranger(hour, point), block.other[apart]!);
  }
  return best < 0 ? undefined : { point: best, distance };
}
