/** The present row as fields by name, for normalisers that ask for them. One object for all rows of a chunk. */
import { plainName } from '../mapping/plain-name.ts';
import type { RowCells } from './cells.ts';

export class ColumnSource {
  private cells: RowCells | undefined;
  private readonly plain: readonly string[];
  /** Positions by the name that a normaliser asks with, -1 = no such column. */
  private readonly asked = new Map<string, number>();

  constructor(columns: readonly string[]) {
    this.plain = columns.map(plainName);
  }

  take(cells: RowCells): void {
    this.cells = cells;
  }

  /** Names are compared without case, blanks and marks; undefined for cells that say nothing. */
  data(name: string): string | undefined {
    let at = this.asked.get(name);
    if (at === undefined) {
      at = this.plain.indexOf(plainName(name));
      this.asked.set(name, at);
    }
    const value = at < 0 ? '' : this.cells!.cell(at);
    return value === '' || value === '-' || value === 'null' ? undefined : value;
  }
}
