/** Plaso's dynamic CSV: the columns that somebody chose, `datetime` and `timestamp_desc` among them. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { layoutRun } from '../event-xml.ts';
import { putTimeAction, readPlasoEvent } from './plaso-event.ts';
import type { CsvProfile } from './profile.ts';

const CATEGORY = columnOf('event.category');

const categories: ReadonlyMap<string, string> = new Map([
  ['FILE', 'file'],
  ['REG', 'registry'],
  ['WEBHIST', 'web'],
]);

export const plasoDynamicProfile: CsvProfile = {
  card: {
    id: 'plaso-dynamic-csv',
    label: 'Plaso dynamic CSV (psort)',
    knownBy:
      '`datetime` and `timestamp_desc` with `parser`, `source_long`, `display_name` or another field of Plaso',
    times: '`datetime`, ISO 8601 with its offset; zeros, 1601 and 1970 exactly are no time',
  },
  header: {
    all: 'datetime timestampdesc',
    some: { least: 1, of: 'parser sourcelong displayname pathspec datatype sourceshort' },
    none: 'eventid eid ruletitle',
  },
  times: { kind: 'one', names: 'datetime', utc: true },
  columns: columnRulesOf({
    'host.name': 'hostname computername host',
    'user.name': 'username user',
    'event.provider': 'sourcelong parser source',
    'file.path': 'filename displayname',
    'registry.path': 'keypath',
  }),
  rows: ({ at, batch }) => {
    const meaningAt = at('timestampdesc');
    const sourceAt = at('source|sourceshort');
    const messageAt = at('message');
    const xmlAt = at('xmlstring');
    const run = layoutRun(batch);
    return (cells) => {
      putTimeAction(cells.cell(meaningAt), batch);
      const source = sourceAt < 0 ? '' : cells.cell(sourceAt);
      batch.text(CATEGORY, categories.get(source));
      const xml = xmlAt < 0 ? '' : cells.cell(xmlAt);
      const message = messageAt < 0 ? '' : cells.cell(messageAt);
      if (xml !== '' || message.startsWith('[')) readPlasoEvent(message, xml, run);
    };
  },
};
