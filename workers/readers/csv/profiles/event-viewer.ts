/**
 * Event Viewer's "Save as CSV": five named columns and the message in a sixth without a name. Times are
 * local, in the locale of whoever saved it. The Security log has keywords where others have a level.
 */
import { columnOf } from '#contract/event-columns.ts';
import { messageFields } from '#workers/normalise/windows-message.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import { WindowsRow } from '../windows-row.ts';
import { messageFieldsOf } from './message-cell.ts';
import type { CsvProfile } from './profile.ts';
import { providerNamed } from './windows-providers.ts';

const OUTCOME = columnOf('event.outcome');

/** The unnamed column's place. */
const MESSAGE = 'column6';

export const eventViewerProfile: CsvProfile = {
  card: {
    id: 'event-viewer-csv',
    label: 'Event Viewer CSV',
    knownBy:
      '`Level` or `Keywords`, `Date and Time`, `Source`, `Event ID`, `Task Category`, and a column without a name',
    times: '`Date and Time`, local and in the locale of whoever saved it: give the time zone',
  },
  header: {
    all: 'level|keywords|ebene|schlüsselwörter dateandtime|datumunduhrzeit source|quelle eventid|ereignisid taskcategory|aufgabenkategorie',
  },
  times: { kind: 'one', names: 'dateandtime datumunduhrzeit' },
  columns: [],
  rows: ({ columns, batch }) => {
    const row = new WindowsRow(
      columns,
      {
        provider: 'source|quelle',
        code: 'eventid|ereignisid',
        channel: 'log|logname',
        computer: 'computer',
        level: 'level|ebene',
        keywords: 'keywords|schlüsselwörter',
      },
      {
        inColumns: false,
        inCells: [{ names: MESSAGE, open: messageFields }],
      },
    );
    return (cells) => {
      row.take(cells);
      row.provider = providerNamed(row.provider);
      normaliseWindows(row, batch);
      if (row.keywords.includes('gescheitert')) batch.text(OUTCOME, 'failure');
    };
  },
  opened: { [MESSAGE]: messageFieldsOf },
};
