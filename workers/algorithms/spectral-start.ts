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
  const basis = basisOf(graph, components);
  const chance = (): number => random.unit() * 2 - 1;
  const vectors: Vectors = [
    Float64Array.from({ length: graph.vertices }, chance),
    Float64Array.from({ length: graph.vertices }, chance),
  ];
  const scratch = new Float64Array(2 * graph.vertices);
  for (let round = 0; round <= ROUNDS; round++) {
    watch.checkCancelled();
    watch.onProgress(round / ROUNDS);
    if (round % CLEAN_EVERY === 0) clean(vectors, basis.roots, components);
    if (round < ROUNDS) smooth(graph, basis, vectors, scratch);
  }
  // Divided by the roots of the degrees they are the slowest random walks: equal steps along a chain.
  for (const vector of vectors) {
    for (let v = 0; v < graph.vertices; v++) {
      if (basis.roots[v]! > 0) vector[v]! /= basis.roots[v]!;
    }
  }
  return placed(vectors, components, random);
}

type Vectors = readonly [Float64Array, Float64Array];

interface Basis {
  readonly degrees: Float64Array;
  /** Square roots of the degrees, scaled to length 1 in each component: the vibration of rate zero. */
  readonly roots: Float64Array;
}

function basisOf(graph: FuzzyGraph, components: Components): Basis {
  const degrees = new Float64Array(graph.vertices);
  for (let v = 0; v < graph.vertices; v++) {
    for (let e = graph.starts[v]!; e < graph.starts[v + 1]!; e++) degrees[v]! += graph.weights[e]!;
  }
  const roots = degrees.map((degree) => Math.sqrt(degree));
  normalise(roots, components);
  return { degrees, roots };
}

/** Half of itself plus half of its neighbours' weighted values, for both vectors in one pass. */
function smooth(graph: FuzzyGraph, basis: Basis, vectors: Vectors, scratch: Float64Array): void {
  const { starts, ends, weights } = graph;
  const { roots, degrees } = basis;
  const [first, second] = vectors;
  for (let v = 0; v < first.length; v++) {
    scratch[2 * v] = first[v]! / roots[v]!;
    scratch[2 * v + 1] = second[v]! / roots[v]!;
  }
  for (let v = 0; v < first.length; v++) {
    if (degrees[v] === 0) continue;
    let sumFirst = 0;
    let sumSecond = 0;
    for (let e = starts[v]!; e < starts[v + 1]!; e++) {
      const other = 2 * ends[e]!;
      sumFirst += weights[e]! * scratch[other]!;
      sumSecond += weights[e]! * scratch[other + 1]!;
    }
    const scale = roots[v]! / degrees[v]!;
    first[v] = (first[v]! + sumFirst * scale) / 2;
    second[v] = (second[v]! + sumSecond * scale) / 2;
  }
}

/** Takes out of each vector what it shares with those before it, component by component. */
function clean(vectors: Vectors, roots: Float64Array, components: Components): void {
  vectors.forEach((vector, at) => {
    for (const earlier of [roots, ...vectors.slice(0, at)]) {
      const shares = new Float64Array(components.count);
      for (let v = 0; v < vector.length; v++)
        shares[components.of[v]!]! += vector[v]! * earlier[v]!;
      for (let v = 0; v < vector.length; v++)
        vector[v]! -= shares[components.of[v]!]! * earlier[v]!;
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
function placed(vectors: Vectors, components: Components, random: SeededRandom): Float64Array {
  const vertices = vectors[0].length;
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
