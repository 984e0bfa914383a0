/** SrumECmd's tables: what programs used of network, energy and processor, an hour a row. */
import { columnRulesOf } from '../columns.ts';
import { kapeCard } from './kape.ts';
import type { CsvProfile } from './profile.ts';

export const srumecmdProfile: CsvProfile = {
  card: kapeCard(
    'srumecmd-csv',
    'SrumECmd, resource usage',
    '`ExeInfo`, `ExeTimestamp` and `Timestamp`',
    '`Timestamp`, `ConnectStartTime`, `StartTime` and `EndTime`, `ExeTimestamp` of the program',
  ),
  header: { all: 'exeinfo timestamp sidtype|exetimestamp|sid' },
  times: {
    kind: 'each',
    meanings: [
      { column: 'timestamp', action: 'resource-usage' },
      { column: 'connectstarttime', action: 'network-connected' },
      { column: 'starttime', action: 'resource-usage-started' },
      { column: 'endtime', action: 'resource-usage-ended' },
      { column: 'exetimestamp', action: 'program-linked' },
    ],
  },
  columns: columnRulesOf({
    'process.executable': 'exeinfo',
    'user.name': 'username',
    'user.id': 'sid',
  }),
  always: {
    'event.category': 'process',
    'event.action': 'resource-usage',
    'event.provider': 'SrumECmd',
  },
};
