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
  'layoutLabel',
  'sizeBytes',
  'firstTime',
  'mtime',
] as const;

/** Sorted by one of its columns; in order of import without a sort, and where rows are alike. */
export function sortedEvidence(
  rows: readonly Evidence[],
  sort: Sort | undefined,
): readonly Evidence[] {
  const sign = sort?.descending === true ? -1 : 1;
  if (sort?.column === 'problems') {
    return [...rows].sort((a, b) => sign * compare(troubles(a), troubles(b)) || a.id - b.id);
  }
  const wanted = sort?.column === 'format' ? 'layoutLabel' : sort?.column;
  const column = sortable.find((each) => each === wanted);
  if (column === undefined) return rows;
  return [...rows].sort((a, b) => sign * compare(a[column], b[column]) || a.id - b.id);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How much is wrong: what could not be read at all weighs most. */
function troubles({ status, rejected, problems }: Evidence): number {
  const counted = problems.reduce((sum, { count }) => sum + count, rejected);
  return status === 'complete' ? counted : counted + Number.MAX_SAFE_INTEGER / 2;
}

/** Which files are looked at. */
export type EvidenceFilter = 'all' | 'incomplete' | 'rejects' | 'problems';

/** Files that a filter and some typed words let through; words are looked for in names and formats. */
export function filteredEvidence(
  rows: readonly Evidence[],
  filter: EvidenceFilter,
  typed: string,
): readonly Evidence[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!passes(row, filter)) return false;
    const text = `${row.path} ${row.member} ${row.layoutLabel} ${row.sha256}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function passes({ status, rejected, problems }: Evidence, filter: EvidenceFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'incomplete':
      return status !== 'complete';
    case 'rejects':
      return rejected > 0;
    case 'problems':
      return problems.length > 0;
  }
}
