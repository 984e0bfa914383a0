/** JSON records of Unix hosts and of the network, one of each shape. */
import type { JsonSample } from './json-sample.ts';

const journal = (message: unknown, identifier: string): object => ({
  __REALTIME_TIMESTAMP: '1709287200123456',
  _HOSTNAME: 'web1',
  SYSLOG_IDENTIFIER: identifier,
  _PID: '77',
  PRIORITY: '6',
  SYSLOG_FACILITY: '4',
  MESSAGE: message,
});

export const unixSamples: readonly JsonSample[] = [
  {
    layout: 'journald',
    what: 'of sshd',
    record: journal('Failed password for root from 10.0.0.9 port 22 ssh2', 'sshd'),
    time: '2024-03-01T10:00:00.123456Z',
    values: {
      'event.action': 'logon-failed',
      'user.name': 'root',
      'source.ip': '10.0.0.9',
      'host.name': 'web1',
      'log.level': 'information',
      'process.pid': 77,
    },
  },
  {
    layout: 'journald',
    what: 'with a message in bytes',
    record: journal(
      [...Buffer.from('Accepted password for ann from 10.0.0.9 port 22 ssh2')],
      'sshd',
    ),
    time: '2024-03-01T10:00:00.123456Z',
    values: { 'event.action': 'logged-in' },
  },
  {
    layout: 'azure-syslog',
    what: 'of sudo',
    record: {
      TimeGenerated: '2024-03-01T10:00:00Z',
      Computer: 'web1',
      Facility: 'authpriv',
      SeverityLevel: 'notice',
      ProcessName: 'sudo',
      SyslogMessage: 'ann : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/id',
    },
    time: '2024-03-01T10:00:00Z',
    values: {
      'event.action': 'created-process',
      'process.command_line': '/bin/id',
      'user.name': 'ann',
      'winlog.channel': 'authpriv',
    },
  },
  {
    layout: 'osquery',
    what: 'of process events',
    record: {
      name: 'pack_x_process_events',
      hostIdentifier: 'web1',
      unixTime: 1_709_287_200,
      action: 'added',
      columns: { path: '/bin/id', cmdline: 'id -u', pid: '5', parent: '4', uid: '0' },
    },
    time: '2024-03-01T10:00:00Z',
    values: {
      'event.category': 'process',
      'event.action': 'created-process',
      'process.command_line': 'id -u',
      'process.pid': 5,
    },
  },
  {
    layout: 'zeek-json',
    what: 'of http without its name',
    record: {
      ts: 1_709_287_200.000_001,
      uid: 'C1',
      id: { orig_h: '10.0.0.1', orig_p: 9, resp_h: '10.0.0.2', resp_p: 80 },
      host: 'a.example',
      uri: '/',
      status_code: 200,
      user_agent: 'curl',
    },
    time: '2024-03-01T10:00:00.000001Z',
    values: {
      'event.code': 'http',
      'event.action': 'http-request',
      'destination.domain': 'a.example',
      'user_agent.original': 'curl',
      'source.ip': '10.0.0.1',
    },
  },
];
