/** A time in the grid; one that a clock rule has moved is marked, with the rule on hover. */
import type { ReactNode } from 'react';
import { blockText, type BlockRow } from '../../grid/grid-column.ts';
import { VisibleText } from '../../ui/visible-text.tsx';

/** Time of a row in a zone. */
export function timeCell(row: BlockRow, zone: string): ReactNode {
  const text = blockText(row, '@timestamp', zone);
  if (text === undefined || blockText(row, 'loupe.clock_offset') === undefined) {
    return <VisibleText text={text} />;
  }
  return <span className="corrected-time">{text}</span>;
}
