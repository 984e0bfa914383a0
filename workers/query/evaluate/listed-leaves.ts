/** Leaves that name events one by one: chosen events, and members of groups of a run. */
import type { KeptColumn, KeptTable } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { rooms } from '#contract/rooms/index.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import type { Bits } from '#workers/query/columns/bits.ts';
import type { Range } from './column-leaves.ts';
import { keyOf, type Leaf } from './conditions.ts';

type GroupLeaf = Leaf & { readonly kind: 'group' };

/** Members of groups of a run. Throws `no-such-run`. */
export function groupLeaf(view: CaseView, run: number, groups: readonly number[]): GroupLeaf {
  const receipt = view.runs.receipt(run);
  if (receipt === undefined) throw noSuchRun(run);
  // A number may be given out again after a run was removed: the receipt says which run it is.
  const { createdAt, outputSha256 } = receipt;
  return { kind: 'group', run, groups, key: keyOf('group', run, createdAt, outputSha256, groups) };
}

/** Sets rows of events that belong to one of the groups. */
export function fillGroup(
  view: CaseView,
  { run, groups }: GroupLeaf,
  bits: Bits,
  range: Range,
): void {
  const receipt = view.runs.receipt(run);
  if (receipt === undefined) throw noSuchRun(run);
  const { membership } = rooms[receipt.room];
  const table = view.runs.table(run, membership.table);
  if (table === undefined) return;
  const events = numbersOf(table, membership.event);
  const members = numbersOf(table, membership.group);
  const wanted = new Set(groups);
  const chosen: number[] = [];
  for (let i = 0; i < table.rows; i++) if (wanted.has(members[i]!)) chosen.push(events[i]!);
  fillListed(view, chosen, bits, range);
}

/** Sets rows of events by id; ids that no event has are passed over. */
export function fillListed(
  view: CaseView,
  ids: readonly number[],
  bits: Bits,
  { from, to }: Range,
): void {
  for (const id of ids) {
    const row = view.table.rowOf(id);
    if (row >= from && row < to) bits.set(row);
  }
}

function numbersOf(table: KeptTable, name: string): ArrayLike<number> {
  const column: KeptColumn | undefined = Object.hasOwn(table.columns, name)
    ? table.columns[name]
    : undefined;
  if (column?.kind === 'int' || column?.kind === 'number') return column.values;
  throw new WorkbenchError({
    code: 'case-corrupt',
    message: `A kept result has no column of numbers "${name}".`,
    hint: 'Run the analysis again.',
  });
}

/** For an id of a run that is not in the case. */
export function noSuchRun(run: number): WorkbenchError {
  return new WorkbenchError({
    code: 'no-such-run',
    message: `There is no run ${run} in this case.`,
    hint: '"loupe info CASE" lists the runs.',
  });
}
