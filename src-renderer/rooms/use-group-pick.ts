/**
 * Which groups of a run are picked: processes, sessions. The pick is a chip of the scope and nothing
 * else, so that undo, other views and the chip's own cross all mean the same pick.
 */
import { useMemo } from 'react';
import { WorkbenchError } from '#contract/errors.ts';
import type { Scope } from '#contract/scope.ts';
import { useScope } from '../app/use-scope.ts';
import { useWorkbench } from '../app/use-workbench.ts';
import { report } from '../app/workbench.ts';
import { counted } from '../ui/numbers.ts';

export interface GroupPick {
  /** Groups, which are rows of the room's first table; undefined = no pick. */
  readonly rows: readonly number[] | undefined;
  readonly set: ReadonlySet<number>;
  /** What the chip says. */
  readonly label: string;
  /** Picks groups in place of those picked before; none = takes the pick away. */
  readonly pick: (rows: ArrayLike<number>, label: string) => void;
  readonly clear: () => void;
}

/** What groups are called: one "process", many "processes". */
export interface GroupWord {
  readonly one: string;
  readonly many: string;
}

/** Members that one chip can name. */
const MAX_PICKED = 200_000;

/** The pick among the groups of a run. @param word keep the object the same */
export function useGroupPick(run: number, word: GroupWord): GroupPick {
  const bench = useWorkbench();
  const { scope, pickGroups, removeChip } = useScope();
  const at = pickOf(scope, run);
  const chip = scope.chips[at];
  const rows = chip?.filter.kind === 'group' ? chip.filter.groups : undefined;
  const set = useMemo(() => new Set(rows), [rows]);
  const clear = (): void => {
    if (at >= 0) removeChip(at);
  };
  return {
    rows,
    set,
    label: chip?.label ?? '',
    pick: (next, label) => {
      if (next.length === 0) clear();
      else if (next.length > MAX_PICKED) report(bench, tooMany(next.length, word));
      else pickGroups(run, Array.from(next), label.slice(0, 500));
    },
    clear,
  };
}

/** Place of a run's pick among the chips, -1 when there is none. */
export function pickOf({ chips }: Scope, run: number): number {
  return chips.findIndex(
    ({ filter, not }) => filter.kind === 'group' && filter.run === run && not !== true,
  );
}

function tooMany(count: number, { one, many }: GroupWord): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-request',
    message: `${counted(count, one, many)} are too many for one filter.`,
    hint: `A filter names at most ${counted(MAX_PICKED, one, many)}: draw a smaller outline.`,
  });
}
