/**
 * Logons of Los Alamos. As in a Windows logon, the user is the account that was logged on (the
 * destination), the host is where, and the source is the computer it came from.
 */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import { lanlAccount, lanlComputer, lanlNumber, lanlTimes, lanlWord, putLanlUser } from './lanl.ts';
import type { CsvProfile } from './profile.ts';

const ACTION = columnOf('event.action');
const CATEGORY = columnOf('event.category');

/** What happened, by the column of that name and how it went. */
const orientations: ReadonlyMap<string, readonly [action: string, failed: string]> = new Map([
  ['LogOn', ['logged-in', 'logon-failed']],
  ['LogOff', ['logged-out', 'logged-out']],
  ['TGT', ['kerberos-authentication-ticket-requested', 'kerberos-authentication-ticket-requested']],
  ['TGS', ['kerberos-service-ticket-requested', 'kerberos-service-ticket-requested']],
  ['AuthMap', ['account-mapped', 'account-mapped']],
  ['ScreenLock', ['workstation-locked', 'workstation-locked']],
  ['ScreenUnlock', ['workstation-unlocked', 'workstation-unlocked']],
]);

export const lanlAuthProfile: CsvProfile = {
  card: {
    id: 'lanl-auth',
    label: 'LANL authentication events',
    knownBy: 'nine fields, no header: time, user@domain twice, computer twice, …, Success or Fail',
    times: lanlTimes,
  },
  // Names of the logons are those that the published notebooks on this data use.
  headerless: {
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
      lanlNumber,
      lanlAccount,
      lanlAccount,
      lanlComputer,
      lanlComputer,
      /^\S+$/,
      lanlWord,
      lanlWord,
      /^(?:Success|Fail)$/,
    ],
  },
  header: {
    all: 'time srcdomain dstdomain srccomputer dstcomputer authenticationorientation successorfailure',
  },
  times: { kind: 'one', names: 'time' },
  columns: columnRulesOf({
    'host.name': 'dstcomputer',
    'source.domain': 'srccomputer',
    'event.code': 'authenticationorientation',
    'event.outcome': 'successorfailure',
    'winlog.logon.type': 'logontype',
    'winlog.logon.authentication': 'authtype',
  }),
  always: { 'event.provider': 'LANL' },
  rows: ({ at, batch }) => {
    const userAt = at('dstdomain');
    const sourceUserAt = at('srcdomain');
    const orientationAt = at('authenticationorientation');
    const successAt = at('successorfailure');
    return (cells) => {
      const user = cells.cell(userAt);
      putLanlUser(user === '?' ? cells.cell(sourceUserAt) : user, batch);
      const orientation = cells.cell(orientationAt);
      const [done, failed] = orientations.get(orientation) ?? [orientation.toLowerCase(), ''];
      const isFailed = cells.cell(successAt) === 'Fail' && failed !== '';
      batch.text(CATEGORY, done.startsWith('workstation') ? 'session' : 'authentication');
      if (done !== '?') batch.text(ACTION, isFailed ? failed : done);
    };
  },
};
