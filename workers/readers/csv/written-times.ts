/** Where a kept row says its time: the cell, or date and clock as they were joined, and how those are read. */
import type { WrittenTime } from '../reader.ts';
import { RowCells } from './cells.ts';
import { isoOfExcel } from './excel-time.ts';
import { csvState } from './state.ts';

/** The time that a row was read by; [] for rows with several times, each of which is a field. */
export function writtenTimes(document: string, state: unknown): readonly WrittenTime[] {
  const { columns, dialect, time } = csvState(state);
  if (time === undefined) return [];
  const cells = new RowCells(Buffer.from(document), dialect);
  cells.next(0);
  const text = time.at
    .map((at) => cells.cell(at))
    .join(' ')
    .trim();
  const field = time.at.map((at) => columns[at]!).join(', ');
  switch (time.form) {
    case 'seconds':
      return [
        {
          field,
          text,
          timeUs: (time.epochUs ?? 0) + Number(text) * 1e6,
          zoneRule: 'seconds counted from a beginning, taken as UTC',
        },
      ];
    case 'excel':
      return [{ field, text, readAs: isoOfExcel(text) }];
    case 'written':
      if (time.zoneAt === undefined) return [{ field, text }];
      return [{ field, text, zone: cells.cell(time.zoneAt) }];
  }
}
