/** Sparse counts as processes make them: few programs, each with habits, and chance. */
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { sumEntries } from '#workers/algorithms/sparse-rows.ts';
import { SeededRandom } from '#workers/base/random.ts';

export interface ProfileOptions {
  readonly rows: number;
  readonly programs: number;
  readonly seed: number;
  /** Tokens that every program may have, and tokens of each one's own. */
  readonly sharedTokens?: number;
  readonly ownTokens?: number;
  /** Draws per row. */
  readonly draws?: number;
}

export interface Profiles {
  readonly matrix: SparseRows;
  /** Program of each row. */
  readonly program: Int32Array;
}

/** Rows of whole counts with a known program each. */
export function tokenProfiles(options: ProfileOptions): Profiles {
  const { rows, programs, sharedTokens = 20, ownTokens = 12, draws = 40 } = options;
  const random = new SeededRandom(options.seed);
  const program = Int32Array.from({ length: rows }, () => random.below(programs));
  const row: number[] = [];
  const column: number[] = [];
  program.forEach((own, at) => {
    for (let draw = 0; draw < draws; draw++) {
      const shared = random.unit() < 0.3;
      row.push(at);
      column.push(
        shared
          ? random.below(sharedTokens)
          : sharedTokens + own * ownTokens + random.below(ownTokens),
      );
    }
  });
  const matrix = sumEntries(
    {
      row: Int32Array.from(row),
      column: Int32Array.from(column),
      value: new Float64Array(row.length).fill(1),
    },
    rows,
    sharedTokens + programs * ownTokens,
  );
  return { matrix, program };
}
