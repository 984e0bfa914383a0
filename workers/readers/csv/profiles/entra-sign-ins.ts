/** Sign-ins of Entra ID (Azure AD) as its portal exports them: of people, of service principals, of old. */
import { columnOf } from '#contract/event-columns.ts';
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');

export const entraSignInsProfile: CsvProfile = {
  card: {
    id: 'entra-sign-ins-csv',
    label: 'Entra ID sign-ins CSV',
    knownBy:
      '`Date (UTC)` or `CreatedDateTime`, `IP address`, `Status` and `Username`, `Application`, `Sign-in error code` …',
    times: '`Date (UTC)`; `CreatedDateTime` of old exports may be day first or month first',
  },
  header: {
    all: 'date|createddatetime ipaddress status',
    some: {
      least: 2,
      of: 'username|userprincipalname serviceprincipalid application|appdisplayname signinerrorcode clientapp|clientappused conditionalaccess|conditionalaccessstatus',
    },
    none: 'eventid',
  },
  times: { kind: 'one', names: 'date createddatetime' },
  columns: columnRulesOf({
    'user.name': 'username userprincipalname serviceprincipalname user userdisplayname',
    'user.id': 'userid serviceprincipalid',
    'source.ip': 'ipaddress',
    'service.name': 'application appdisplayname',
    'user_agent.original': 'useragent',
    'winlog.logon.authentication': 'clientapp clientappused',
  }),
  always: {
    'event.category': 'authentication',
    'event.code': 'Sign-in',
    'event.provider': 'Microsoft Entra ID',
  },
  rows: ({ at, batch }) => {
    const statusAt = at('status');
    const codeAt = at('signinerrorcode');
    return (cells) => {
      const outcome = outcomeOf(cells.cell(statusAt), codeAt < 0 ? '' : cells.cell(codeAt));
      batch.text(OUTCOME, outcome);
      batch.text(ACTION, actions[outcome ?? 'none']);
    };
  },
};

const actions = {
  success: 'logged-in',
  failure: 'logon-failed',
  none: 'logon-interrupted',
} as const;

/** `Interrupted` is neither: a second factor or consent was asked for. */
function outcomeOf(status: string, code: string): 'success' | 'failure' | undefined {
  if (/^succ|^0$/i.test(status)) return 'success';
  if (/^fail|^[1-9]\d{3,}$/i.test(status)) return 'failure';
  if (/^interr/i.test(status)) return undefined;
  return code === '0' ? 'success' : undefined;
}
