/**
 * Plaso's l2tcsv: 17 columns, date and clock apart, a zone for every row, and the letters MACB for what
 * the time means, which `type` says in words.
 */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { layoutRun } from '../event-xml.ts';
import { putTimeAction, readPlasoEvent } from './plaso-event.ts';
import type { CsvProfile } from './profile.ts';

const CATEGORY = columnOf('event.category');
const FILE_PATH = columnOf('file.path');
const REGISTRY_PATH = columnOf('registry.path');

const categories: ReadonlyMap<string, string> = new Map([
  ['FILE', 'file'],
  ['REG', 'registry'],
  ['WEBHIST', 'web'],
]);

export const plasoL2tcsvProfile: CsvProfile = {
  card: {
    id: 'plaso-l2tcsv',
    label: 'Plaso l2tcsv (log2timeline)',
    knownBy:
      '`date`, `time`, `timezone`, `MACB`, `sourcetype`, `short` and `desc` among 17 columns',
    times: '`date` and `time` in the zone of `timezone`; zeros, 1601 and 1970 exactly are no time',
  },
  header: { all: 'date time timezone macb sourcetype short desc' },
  times: { kind: 'one', names: 'date+time', zone: 'timezone' },
  columns: columnRulesOf({
    'host.name': 'host',
    'user.name': 'user',
    'event.provider': 'sourcetype source',
  }),
  rows: ({ at, batch }) => {
    const typeAt = at('type');
    const sourceAt = at('source');
    const descriptionAt = at('desc');
    const filenameAt = at('filename');
    const extraAt = at('extra');
    const run = layoutRun(batch);
    return (cells) => {
      const source = cells.cell(sourceAt);
      putTimeAction(cells.cell(typeAt), batch);
      batch.text(CATEGORY, categories.get(source));
      const description = cells.cell(descriptionAt);
      if (source === 'REG') batch.text(REGISTRY_PATH, keyOf(description));
      else batch.text(FILE_PATH, cells.cell(filenameAt));
      if (source === 'EVT') readPlasoEvent(description, cells.cell(extraAt), run);
    };
  },
};

/** `[HKEY_LOCAL_MACHINE\System\…] value: …` → the key. */
function keyOf(description: string): string | undefined {
  const end = description.indexOf(']');
  return description.startsWith('[') && end > 0 ? description.slice(1, end) : undefined;
}
