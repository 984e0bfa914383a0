/** A whole table on its way, with how far it is. */
import type { ReactNode } from 'react';
import { Doing } from '../ui/notes.tsx';
import { exactNumber, shortNumber } from '../ui/numbers.ts';
import type { WholeTable } from './use-whole-table.ts';

interface LoadingRowsProps {
  readonly table: WholeTable;
  /** What rows are called: "processes". */
  readonly things: string;
}

/** Said in words and as a bar. */
export function LoadingRows({ table: { loaded, total }, things }: LoadingRowsProps): ReactNode {
  if (total <= 0) return <Doing what={`Fetching ${things}`} />;
  const what = `Fetching ${things}: ${shortNumber(loaded)} of ${exactNumber(total)}`;
  return <Doing what={what} ratio01={loaded / total} />;
}
