/** Order of the evidence table. */
import type { Evidence } from '#contract/evidence.ts';
import type { Sort } from '../../grid/grid-column.ts';

const sortable = [
  'path',
  'status',
  'recordsSeen',
  'imported',
  'rejected',
  'duplicates',
  'format',
  'sizeBytes',
  'firstTime',
  'mtime',
] as const;

/** Sorted by one of its columns; in order of import without a sort, and where rows are alike. */
export function sortedEvidence(
  rows: readonly Evidence[],
  sort: Sort | undefined,
): readonly Evidence[] {
  const column = sortable.find((each) => each === sort?.column);
  if (column === undefined) return rows;
  const sign = sort?.descending === true ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a[column], b[column]) || a.id - b.id);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
