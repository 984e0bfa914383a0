/**
 * Tables that are published without a header, with the names that their documentation gives: the
 * "Comprehensive, Multi-Source Cyber-Security Events" of Los Alamos National Laboratory (Kent 2015).
 * Names of the logons are those that the published notebooks on this data use.
 */

export interface HeaderlessTable {
  readonly names: readonly string[];
  /** What each cell looks like, in every sampled row. */
  readonly cells: readonly RegExp[];
}

const number = /^\d+$/;
const account = /^[^@]+@[^@]+$|^\?$/;
const computer = /^(?:C\d+|TGT|\?)$/;
const word = /^[\w .-]+$|^\?$/;

export const headerlessTables: readonly HeaderlessTable[] = [
  {
    names: [
      'time',
      'src_domain',
      'dst_domain',
      'src_computer',
      'dst_computer',
      'auth_type',
      'logontype',
      'authentication_orientation',
      'success_or_failure',
    ],
    cells: [
      number,
      account,
      account,
      computer,
      computer,
      /^\S+$/,
      word,
      word,
      /^(?:Success|Fail)$/,
    ],
  },
  {
    names: ['time', 'user', 'src_computer', 'dst_computer'],
    cells: [number, account, computer, computer],
  },
  {
    names: ['time', 'user', 'computer', 'process', 'start_or_end'],
    cells: [number, account, computer, word, /^(?:Start|End)$/],
  },
  {
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
    cells: [number, number, computer, word, computer, word, number, number, number],
  },
];
