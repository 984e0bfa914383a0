/**
 * Why these processes? Tokens that more of the selected processes have than of the others, ranked by
 * the signed root of the log-likelihood ratio (see `signedRootG`). A process counts once for a token
 * however often it has it: one busy process cannot speak for a group.
 */
import type { Explanation } from '#contract/api.ts';
import type { ColumnBlock } from '#contract/block.ts';
import { signedRootG } from '#workers/algorithms/likelihood-ratio.ts';
import { shortText } from '../phrases.ts';
import { intsOf, textAt, textOf } from '../table-columns.ts';

/** Below this a difference is no more than chance. */
const LEAST_WEIGHT = 1;

/**
 * @param groups rows of the table `processes`; those that are not on the map are passed over
 * @param limit most reasons to give: first what is more frequent inside, then what is missing there
 */
export function explainProcesses(
  table: (name: string) => ColumnBlock,
  groups: readonly number[],
  limit: number,
): Explanation {
  const processes = table('processes');
  const vectorOf = intsOf(processes, 'vector');
  const chosen = [...new Set(groups)].filter((row) => (vectorOf[row] ?? -1) >= 0);
  const mapped = vectorOf.reduce((count, vector) => (vector < 0 ? count : count + 1), 0);
  const counts = processesPerToken(table, chosen);
  const others = mapped - chosen.length;
  const tokens = table('tokens');
  const kinds = textOf(tokens, 'kind');
  const values = textOf(tokens, 'value');
  const reasons: Explanation['reasons'][number][] = [];
  for (let token = 0; token < tokens.rows && chosen.length > 0; token++) {
    const inside = counts.inside[token]!;
    const outside = counts.all[token]! - inside;
    if (inside + outside === 0) continue;
    const weight = signedRootG(inside, chosen.length, outside, others);
    if (Math.abs(weight) < LEAST_WEIGHT) continue;
    reasons.push({
      what: `${textAt(kinds, token) ?? ''} ${textAt(values, token) ?? ''}`,
      inside,
      outside,
      insideShare01: inside / chosen.length,
      outsideShare01: others === 0 ? 0 : outside / others,
      weight,
    });
  }
  return {
    title: titleOf(processes, chosen, mapped),
    members: chosen.length,
    reasons: strongest(reasons, limit),
  };
}

/** Number of mapped processes that have each token, all and among the chosen ones. */
function processesPerToken(
  table: (name: string) => ColumnBlock,
  chosen: readonly number[],
): { readonly inside: Float64Array; readonly all: Float64Array } {
  const vectorOf = intsOf(table('processes'), 'vector');
  const times = new Float64Array(vectorOf.length);
  const timesInside = new Float64Array(vectorOf.length);
  for (const vector of vectorOf) if (vector >= 0) times[vector]!++;
  for (const row of chosen) timesInside[vectorOf[row]!]!++;
  const inside = new Float64Array(table('tokens').rows);
  const all = new Float64Array(inside.length);
  const tokens = intsOf(table('vectors'), 'token');
  intsOf(table('vectors'), 'vector').forEach((vector, entry) => {
    all[tokens[entry]!]! += times[vector]!;
    inside[tokens[entry]!]! += timesInside[vector]!;
  });
  return { inside, all };
}

/** Present ones first, strongest first; what is conspicuously absent where there is room left. Ties keep the tokens' order. */
function strongest(
  reasons: readonly Explanation['reasons'][number][],
  limit: number,
): Explanation['reasons'] {
  const byWeight = [...reasons].sort((a, b) => b.weight - a.weight);
  const present = byWeight.filter(({ weight }) => weight > 0).slice(0, limit);
  const absent = byWeight.filter(({ weight }) => weight < 0);
  const room = limit - present.length;
  return room === 0 ? present : [...present, ...absent.slice(-room)];
}

/** "3 of 427 processes: 2 × powershell.exe -nop …, 1 × cmd.exe". */
function titleOf(processes: ColumnBlock, chosen: readonly number[], mapped: number): string {
  const labels = textOf(processes, 'label');
  const counts = new Map<string, number>();
  for (const row of chosen) {
    const label = textAt(labels, row) ?? '';
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([, a], [, b]) => b - a);
  const named = ranked.slice(0, 3).map(([label, count]) => `${count} × ${shortText(label)}`);
  const rest = ranked.length > 3 ? [`${ranked.length - 3} more`] : [];
  const list = [...named, ...rest].join(', ');
  return `${chosen.length} of ${mapped} processes${list === '' ? '' : `: ${list}`}`;
}
