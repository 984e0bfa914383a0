/** What the red team of Los Alamos did: the ground truth to its logons. */
import { columnRulesOf } from '../columns.ts';
import { lanlAccount, lanlComputer, lanlNumber, lanlTimes, putLanlUser } from './lanl.ts';
import type { CsvProfile } from './profile.ts';

export const lanlRedTeamProfile: CsvProfile = {
  card: {
    id: 'lanl-redteam',
    label: 'LANL red team events',
    knownBy: 'four fields, no header: time, user@domain, computer, computer',
    times: lanlTimes,
  },
  headerless: {
    names: ['time', 'user', 'src_computer', 'dst_computer'],
    cells: [lanlNumber, lanlAccount, lanlComputer, lanlComputer],
  },
  times: { kind: 'one', names: 'time' },
  columns: columnRulesOf({ 'host.name': 'dstcomputer', 'source.domain': 'srccomputer' }),
  always: {
    'event.category': 'intrusion_detection',
    'event.action': 'red-team-logon',
    'event.provider': 'LANL',
    'rule.name': 'Red team',
  },
  rows: ({ at, batch }) => {
    const userAt = at('user');
    return (cells) => {
      putLanlUser(cells.cell(userAt), batch);
    };
  },
};
