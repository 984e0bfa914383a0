/**
 * Where a layout begins: along the slowest vibrations of its graph, so that neighbours start near
 * each other and the optimiser need not untangle what chance has knotted.
 */
import { SeededRandom } from '#workers/base/random.ts';
import type { FuzzyGraph } from './fuzzy-graph.ts';
import { graphComponents } from './graph-components.ts';
import type { Components } from './graph-components.ts';
import type { Watch } from './watch.ts';

const ROUNDS = 200;
/** Rounds between two cleanings of what rounding brings back. */
const CLEAN_EVERY = 5;
/** Side of the square that the whole graph starts in, as in umap-learn. */
const SIDE = 10;
const JITTER = 1e-4;
/** Cosine and sine of the golden angle, by which components are spread over a disc. */
const GOLDEN_COSINE = -0.7373688780783197;
const GOLDEN_SINE = 0.6754902942615238;

/**
 * Start positions from the second and third eigenvectors of each component's normalised adjacency
 * (power iteration, not run to convergence: smooth is enough), components side by side on a disc,
 * each given room by its size. O(rounds · edges).
 * @returns x and y of each vertex, interleaved
 */
export function spectralStart(graph: FuzzyGraph, seed: number, watch: Watch): Float64Array {
  const random = new SeededRandom(seed);
  const components = graphComponents(graph);
  const basis = trivialVector(graph, components);
  const vectors: Float64Array[] = [];
  for (let d = 0; d < 2; d++) {
    vectors.push(Float64Array.from({ length: graph.vertices }, () => random.unit() * 2 - 1));
  }
  const scratch = new Float64Array(graph.vertices);
  for (let round = 0; round <= ROUNDS; round++) {
    watch.checkCancelled();
    watch.onProgress(round / ROUNDS);
    if (round % CLEAN_EVERY === 0) clean(vectors, basis, components);
    if (round < ROUNDS) for (const vector of vectors) smooth(graph, basis, vector, scratch);
  }
  return placed(vectors, components, random);
}

/** Square roots of the degrees, scaled to length 1 in each component: the vibration of rate zero. */
function trivialVector(graph: FuzzyGraph, components: Components): Float64Array {
  const vector = new Float64Array(graph.vertices);
  for (let v = 0; v < graph.vertices; v++) {
    let degree = 0;
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) degree += graph.weights[e]!;
    vector[v] = Math.sqrt(degree);
  }
  normalise(vector, components);
  return vector;
}

/** Half of itself plus half of its neighbours' weighted values; `basis` holds the roots of the degrees. */
function smooth(
  graph: FuzzyGraph,
  basis: Float64Array,
  vector: Float64Array,
  scratch: Float64Array,
): void {
  const { starts, ends, weights } = graph;
  for (let v = 0; v < scratch.length; v++) scratch[v] = basis[v]! > 0 ? vector[v]! / basis[v]! : 0;
  for (let v = 0; v < scratch.length; v++) {
    let sum = 0;
    let degree = 0;
    for (let e = starts[v]!; e < starts[v + 1]!; e++) {
      sum += weights[e]! * scratch[ends[e]!]!;
      degree += weights[e]!;
    }
    if (degree > 0) vector[v] = (vector[v]! + (sum / degree) * basis[v]!) / 2;
  }
}

/** Takes out of each vector what it shares with those before it, component by component. */
function clean(
  vectors: readonly Float64Array[],
  basis: Float64Array,
  components: Components,
): void {
  vectors.forEach((vector, at) => {
    for (const earlier of [basis, ...vectors.slice(0, at)]) {
      const shares = new Float64Array(components.count);
      for (let v = 0; v < vector.length; v++) shares[components.of[v]!]! += vector[v]! * earlier[v]!;
      for (let v = 0; v < vector.length; v++) vector[v]! -= shares[components.of[v]!]! * earlier[v]!;
    }
    normalise(vector, components);
  });
}

/** Scales the vector to length 1 in each component. */
function normalise(vector: Float64Array, components: Components): void {
  const squares = new Float64Array(components.count);
  for (let v = 0; v < vector.length; v++) squares[components.of[v]!]! += vector[v]! * vector[v]!;
  for (let v = 0; v < vector.length; v++) {
    const square = squares[components.of[v]!]!;
    vector[v] = square > 1e-300 ? vector[v]! / Math.sqrt(square) : 0;
  }
}

/** Stretches each component to its own square and sets the squares on a disc. */
function placed(
  vectors: readonly Float64Array[],
  components: Components,
  random: SeededRandom,
): Float64Array {
  const vertices = vectors[0]!.length;
  const centres = discCentres(components, vertices);
  const positions = new Float64Array(2 * vertices);
  vectors.forEach((vector, d) => {
    const low = new Float64Array(components.count).fill(Infinity);
    const high = new Float64Array(components.count).fill(-Infinity);
    for (let v = 0; v < vertices; v++) {
      const c = components.of[v]!;
      low[c] = Math.min(low[c]!, vector[v]!);
      high[c] = Math.max(high[c]!, vector[v]!);
    }
    for (let v = 0; v < vertices; v++) {
      const c = components.of[v]!;
      const width = high[c]! - low[c]!;
      // A component too small or too regular to vibrate starts as a cloud.
      const at = width > 1e-12 ? (vector[v]! - low[c]!) / width : random.unit();
      const side = SIDE * Math.sqrt(components.sizes[c]! / vertices);
      const jitter = JITTER * (random.unit() * 2 - 1);
      positions[2 * v + d] = centres[2 * c + d]! + (at - 0.5) * side + jitter;
    }
  });
  return positions;
}

/** Centres of the components, large ones first from the middle outwards, each at the golden angle from the last. */
function discCentres(components: Components, vertices: number): Float64Array {
  const order = Array.from({ length: components.count }, (_, c) => c).sort(
    (x, y) => components.sizes[y]! - components.sizes[x]! || x - y,
  );
  const centres = new Float64Array(2 * components.count);
  let cosine = 1;
  let sine = 0;
  let before = 0;
  for (const c of order) {
    const size = components.sizes[c]!;
    const radius = before === 0 ? 0 : SIDE * Math.sqrt((before + size) / vertices);
    centres[2 * c] = radius * cosine;
    centres[2 * c + 1] = radius * sine;
    before += size;
    const turned = cosine * GOLDEN_COSINE - sine * GOLDEN_SINE;
    sine = cosine * GOLDEN_SINE + sine * GOLDEN_COSINE;
    cosine = turned;
  }
  return centres;
}
