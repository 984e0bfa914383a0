/**
 * Chainsaw's hunts as CSV: one file a group of rules. A row is an event with the rules that it matched;
 * what the event says stands in `Event Data` as lines or JSON, in columns named by the group, or in
 * `data` as the whole event.
 */
import { columnOf } from '#contract/event-columns.ts';
import { messageFields } from '#workers/normalise/windows-message.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { DocumentField } from '../../reader.ts';
import { evtxDumpLayout } from '../../json/layouts/windows-nested.ts';
import { columnRules } from '../columns.ts';
import { layoutRun } from '../event-xml.ts';
import { objectIn } from '../json-cell.ts';
import { eventDataOf } from '../payload.ts';
import { WindowsRow } from '../windows-row.ts';
import type { CsvProfile } from './profile.ts';

const RULE = columnOf('rule.name');

export const chainsawProfile: CsvProfile = {
  card: {
    id: 'chainsaw-csv',
    label: 'Chainsaw CSV',
    knownBy: '`timestamp`, `detections` and `path`, or `system_time` and `detection_rules`',
    times: '`timestamp` or `system_time`, UTC',
  },
  header: { all: 'timestamp|systemtime detections|detectionrules' },
  times: { kind: 'one', names: 'timestamp systemtime', utc: true },
  columns: columnRules.filter(({ target }) => target !== 'event.action'),
  rows: ({ columns, batch, at }) => {
    const row = new WindowsRow(
      columns,
      {
        provider: 'eventsystemprovider|eventsystemprovidername|provider',
        code: 'eventid|eventsystemeventid',
        channel: 'eventsystemchannel|channel',
        computer: 'computer|computername|eventsystemcomputer',
      },
      {
        inColumns: false,
        inCells: [{ names: 'eventdata|eventeventdata|data', open: dataOf }],
      },
    );
    const ruleAt = at('detections|detectionrules');
    const eventAt = at('data');
    const run = layoutRun(batch);
    return (cells) => {
      row.take(cells);
      const event = eventAt < 0 ? undefined : objectIn(cells.cell(eventAt));
      if (event !== undefined && evtxDumpLayout.fits(event)) evtxDumpLayout.read(event, run);
      else if (row.provider !== '' || row.channel !== '') normaliseWindows(row, batch);
      batch.text(RULE, rulesOf(cells.cell(ruleAt)));
    };
  },
  opened: { eventdata: dataFields, data: dataFields },
};

function dataOf(cell: string): ReadonlyMap<string, string> {
  const fields = eventDataOf(cell);
  return fields.size > 0 ? fields : messageFields(`\n${cell}`);
}

function* dataFields(cell: string): Iterable<DocumentField> {
  for (const [name, value] of dataOf(cell)) yield { name, value };
}

/** Names in lines, with or without marks before them. */
function rulesOf(cell: string): string {
  return cell
    .split(/[\r\n]+/, 100)
    .map((line) => line.replace(/^[\s\u2023\u2022+*-]+/, '').trim())
    .filter((line) => line !== '')
    .join('; ');
}
