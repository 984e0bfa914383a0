/** The Sleuth Kit's mactime with commas (`-d`): one time a row, letters say what it means. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

const ACTION = columnOf('event.action');

/** Letters of `macb`; the first that is there names the event. */
const meanings: readonly (readonly [letter: string, action: string])[] = [
  ['b', 'file-created'],
  ['m', 'file-modified'],
  ['c', 'file-metadata-changed'],
  ['a', 'file-accessed'],
];

export const mactimeProfile: CsvProfile = {
  card: {
    id: 'mactime-csv',
    label: 'mactime CSV (The Sleuth Kit)',
    knownBy: '`Date`, `Size`, `Type`, `Mode`, `UID`, `GID`, `Meta` and `File Name`',
    times: '`Date`, in the zone that mactime was given',
  },
  header: { all: 'date size type mode meta filename' },
  times: { kind: 'one', names: 'date' },
  columns: columnRulesOf({ 'file.path': 'filename' }),
  always: { 'event.category': 'file', 'event.provider': 'mactime' },
  rows: ({ at, batch }) => {
    const typeAt = at('type');
    return (cells) => {
      const letters = cells.cell(typeAt);
      batch.text(
        ACTION,
        meanings.find(([letter]) => letters.includes(letter))?.[1] ?? 'file-listed',
      );
    };
  },
};
