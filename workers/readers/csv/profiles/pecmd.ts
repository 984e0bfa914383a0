/** PECmd's table of prefetch files: the last runs of a program, up to eight in a row. */
import { columnOf } from '#contract/event-columns.ts';
import { fileTimes, kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

const EXECUTABLE = columnOf('process.executable');
const FILE_PATH = columnOf('file.path');
const runs = ['lastrun', ...Array.from({ length: 7 }, (_, i) => `previousrun${i}`)];

export const pecmdProfile: CsvProfile = {
  card: kapeCard(
    'pecmd-csv',
    'PECmd, prefetch',
    '`ExecutableName`, `RunCount` and `LastRun`',
    '`LastRun`, `PreviousRun0` … 6, and those of the prefetch file',
  ),
  header: { all: 'executablename runcount lastrun' },
  times: {
    kind: 'each',
    meanings: [
      ...runs.map((column) => ({ column, action: 'program-executed' })),
      ...fileTimes('source', '', 'sourcefilename'),
    ],
  },
  columns: [],
  always: {
    'event.category': 'process',
    'event.action': 'prefetch-file',
    'event.provider': 'PECmd',
  },
  rows: ({ at, batch }) => {
    const nameAt = at('executablename');
    const loadedAt = at('filesloaded');
    const sourceAt = at('sourcefilename|sourcefile');
    return (cells) => {
      const name = cells.cell(nameAt);
      const loaded = loadedAt < 0 ? '' : cells.cell(loadedAt);
      batch.text(EXECUTABLE, pathAmong(loaded, name) ?? name);
      if (sourceAt >= 0) batch.text(FILE_PATH, cells.cell(sourceAt));
    };
  },
};

/** The program's own path is among the files that it loaded; the prefetch file's name is only its last part, cut at 29. */
function pathAmong(loaded: string, name: string): string | undefined {
  if (name === '') return undefined;
  const at = loaded.indexOf(`\\${name}`);
  if (at < 0) return undefined;
  const from = loaded.lastIndexOf(',', at) + 1;
  const comma = loaded.indexOf(',', at);
  return loaded.slice(from, comma < 0 ? undefined : comma).trim();
}
