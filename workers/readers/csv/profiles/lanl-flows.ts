/** Network flows of Los Alamos; ports are numbers or made names (`N10451`). */
import { columnRulesOf } from '../columns.ts';
import { lanlComputer, lanlNumber, lanlTimes, lanlWord } from './lanl.ts';
import type { CsvProfile } from './profile.ts';

export const lanlFlowsProfile: CsvProfile = {
  card: {
    id: 'lanl-flows',
    label: 'LANL network flows',
    knownBy:
      'nine fields, no header: time, duration, computer, port, computer, port, protocol, packets, bytes',
    times: lanlTimes,
  },
  headerless: {
    names: [
      'time',
      'duration',
      'src_computer',
      'src_port',
      'dst_computer',
      'dst_port',
      'protocol',
      'packets',
      'bytes',
    ],
    cells: [
      lanlNumber,
      lanlNumber,
      lanlComputer,
      lanlWord,
      lanlComputer,
      lanlWord,
      lanlNumber,
      lanlNumber,
      lanlNumber,
    ],
  },
  times: { kind: 'one', names: 'time' },
  columns: columnRulesOf({
    'host.name': 'srccomputer',
    'source.domain': 'srccomputer',
    'source.port': 'srcport',
    'destination.domain': 'dstcomputer',
    'destination.port': 'dstport',
    'network.transport': 'protocol',
  }),
  always: {
    'event.category': 'network',
    'event.action': 'network-flow',
    'event.provider': 'LANL',
  },
};
