/** Syslog table of Sentinel and Log Analytics, and the sudo events that notebooks make of it. */
import { normaliseSyslog } from '#workers/normalise/syslog.ts';
import type { SyslogRecord } from '#workers/normalise/syslog.ts';
import { columnRulesOf } from '../columns.ts';
import type { CsvProfile } from './profile.ts';

/** The agent writes blanks for the semicolons between the settings of a sudo message. */
const lostSemicolon = / {3}(?=(?:PWD|USER|GROUP|TSID|ENV|HOST|COMMAND)=)/g;
const LONGEST = 16_384;

export const sentinelSyslogProfile: CsvProfile = {
  card: {
    id: 'sentinel-syslog-csv',
    label: 'Syslog table of Sentinel, sudo events too',
    knownBy: '`SyslogMessage` beside `Computer` or `HostName`',
    times: '`TimeGenerated`, UTC',
  },
  header: { all: 'syslogmessage computer|hostname' },
  times: { kind: 'one', names: 'timegenerated eventtime', utc: true },
  columns: columnRulesOf({
    'winlog.channel': 'facility',
    'log.level': 'severitylevel',
    'event.outcome': 'sudoresult',
    'user.name': 'sudoer',
    'user.target.name': 'sudoto',
  }),
  rows: ({ at, batch }) => {
    const hostAt = at('computer|hostname');
    const programAt = at('processname');
    const pidAt = at('processid');
    const messageAt = at('syslogmessage');
    return (cells) => {
      const message = cells.cell(messageAt);
      const isSudo = message.length < LONGEST && message.includes('COMMAND=');
      const record: SyslogRecord = {
        host: cells.cell(hostAt),
        program: programAt < 0 ? '' : cells.cell(programAt),
        pid: pidAt < 0 ? '' : cells.cell(pidAt),
        messageId: '',
        message: isSudo ? message.replaceAll(lostSemicolon, ' ; ') : message,
        priority: -1,
      };
      normaliseSyslog(record, batch);
    };
  },
};
