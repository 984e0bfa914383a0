/** Name look-ups of Los Alamos. */
import { columnRulesOf } from '../columns.ts';
import { lanlComputer, lanlNumber, lanlTimes } from './lanl.ts';
import type { CsvProfile } from './profile.ts';

export const lanlDnsProfile: CsvProfile = {
  card: {
    id: 'lanl-dns',
    label: 'LANL DNS look-ups',
    knownBy: 'three fields, no header: time, computer, computer',
    times: lanlTimes,
  },
  headerless: {
    names: ['time', 'src_computer', 'resolved_computer'],
    cells: [lanlNumber, lanlComputer, lanlComputer],
  },
  times: { kind: 'one', names: 'time' },
  columns: columnRulesOf({ 'host.name': 'srccomputer', 'destination.domain': 'resolvedcomputer' }),
  always: { 'event.category': 'network', 'event.action': 'dns-query', 'event.provider': 'LANL' },
};
