/** Process starts and ends of Los Alamos. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { lanlAccount, lanlComputer, lanlNumber, lanlTimes, lanlWord, putLanlUser } from './lanl.ts';
import type { CsvProfile } from './profile.ts';

const ACTION = columnOf('event.action');

export const lanlProcessesProfile: CsvProfile = {
  card: {
    id: 'lanl-proc',
    label: 'LANL process events',
    knownBy: 'five fields, no header: time, user@domain, computer, process, Start or End',
    times: lanlTimes,
  },
  headerless: {
    names: ['time', 'user', 'computer', 'process', 'start_or_end'],
    cells: [lanlNumber, lanlAccount, lanlComputer, lanlWord, /^(?:Start|End)$/],
  },
  times: { kind: 'one', names: 'time' },
  columns: columnRulesOf({ 'host.name': 'computer', 'process.executable': 'process' }),
  always: { 'event.category': 'process', 'event.provider': 'LANL' },
  rows: ({ at, batch }) => {
    const userAt = at('user');
    const whatAt = at('startorend');
    return (cells) => {
      putLanlUser(cells.cell(userAt), batch);
      batch.text(ACTION, cells.cell(whatAt) === 'Start' ? 'created-process' : 'exited-process');
    };
  },
};
