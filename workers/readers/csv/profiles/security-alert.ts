/** SecurityAlert of Sentinel and of notebooks: alerts with JSON inside their cells. */
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

export const securityAlertProfile: CsvProfile = {
  card: {
    id: 'security-alert-csv',
    label: 'SecurityAlert of Sentinel CSV',
    knownBy:
      '`AlertName` or `AlertDisplayName` with `Severity`, and `ProviderName`, `SystemAlertId` or `CompromisedEntity`',
    times: '`TimeGenerated`, else `StartTimeUtc`; UTC',
  },
  header: {
    all: 'alertname|alertdisplayname|displayname severity|alertseverity',
    some: { least: 1, of: 'systemalertid compromisedentity provideralertid' },
  },
  times: { kind: 'one', names: 'timegenerated starttimeutc starttime', utc: true },
  columns: columnRulesOf({
    'rule.name': 'alertdisplayname alertname displayname',
    'event.code': 'alerttype',
    'event.provider': 'providername productname',
    'host.name': 'compromisedentity',
    'log.level': 'severity alertseverity',
  }),
  always: { 'event.category': 'intrusion_detection', 'event.action': 'alert' },
};
