/**
 * From all counts to what the map is made of: processes that did enough to be described, tokens that
 * are shared, and every distinct vector once: a thousand runs of one script are one point.
 */
import {
  columnSums,
  distinctRows,
  rowSums,
  rowsPerColumn,
  subMatrix,
} from '#workers/algorithms/sparse-rows.ts';
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';

export interface Pruned {
  /** Tokens of each process before tokens are pruned. */
  readonly tokensOfProcess: Float64Array;
  /** 1 = on the map. */
  readonly processKept: Uint8Array;
  /** Tokens of each process after; 0 for those not kept. */
  readonly keptTokensOfProcess: Float64Array;
  /** Distinct vector of each process, numbered by first appearance; -1 when not kept. */
  readonly vectorOfProcess: Int32Array;
  readonly tokenCounts: Float64Array;
  /** Count over the kept processes: what decides whether a token is kept. */
  readonly tokenCountsInKept: Float64Array;
  readonly processesOfToken: Int32Array;
  readonly tokenKept: Uint8Array;
  /** Token of each column of `vectors`. */
  readonly keptTokens: Int32Array;
  /** Distinct vectors × kept tokens, whole counts. */
  readonly vectors: SparseRows;
}

export interface PruneOptions {
  readonly minTokensPerProcess: number;
  /** A token is kept when it occurs at least this often among the kept processes. */
  readonly minTokenCount: number;
}

/** @param counts processes × tokens */
export function prune(counts: SparseRows, options: PruneOptions): Pruned {
  const tokensOfProcess = rowSums(counts);
  const processKept = Uint8Array.from(tokensOfProcess, (tokens) =>
    tokens >= options.minTokensPerProcess ? 1 : 0,
  );
  const tokenCountsInKept = columnSums(counts, processKept);
  const tokenKept = Uint8Array.from(tokenCountsInKept, (count) =>
    count >= options.minTokenCount ? 1 : 0,
  );
  const keptProcesses = marked(processKept);
  const keptTokens = marked(tokenKept);
  const newColumn = new Int32Array(counts.columns).fill(-1);
  keptTokens.forEach((token, column) => (newColumn[token] = column));
  const reduced = subMatrix(counts, keptProcesses, newColumn);
  const { distinctOf, first } = distinctRows(reduced);
  const vectorOfProcess = new Int32Array(counts.rows).fill(-1);
  const keptTokensOfProcess = new Float64Array(counts.rows);
  rowSums(reduced).forEach((tokens, row) => {
    vectorOfProcess[keptProcesses[row]!] = distinctOf[row]!;
    keptTokensOfProcess[keptProcesses[row]!] = tokens;
  });
  const columns = Int32Array.from(keptTokens, (_, column) => column);
  return {
    tokensOfProcess,
    processKept,
    keptTokensOfProcess,
    vectorOfProcess,
    tokenCounts: columnSums(counts),
    tokenCountsInKept,
    processesOfToken: rowsPerColumn(counts),
    tokenKept,
    keptTokens,
    vectors: subMatrix(reduced, first, columns),
  };
}

/** Places of the ones. */
function marked(flags: Uint8Array): Int32Array {
  return Int32Array.from(flags.keys()).filter((at) => flags[at] === 1);
}
