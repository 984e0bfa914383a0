/** PECmd's second table: one run of a program a row. */
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

export const pecmdTimelineProfile: CsvProfile = {
  card: {
    id: 'pecmd-timeline-csv',
    label: 'PECmd timeline, prefetch (KAPE, EZ tools)',
    knownBy: '`RunTime` and `ExecutableName`',
    times: '`RunTime`, UTC',
  },
  header: { all: 'runtime executablename', none: 'runcount' },
  times: { kind: 'one', names: 'runtime', utc: true },
  columns: columnRulesOf({ 'process.executable': 'executablename' }),
  always: {
    'event.category': 'process',
    'event.action': 'program-executed',
    'event.provider': 'PECmd',
  },
};
