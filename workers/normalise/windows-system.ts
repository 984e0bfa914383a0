/**
 * The System log: clearing, services, starts and shutdowns. Event codes there mean something only
 * together with their provider, so each provider is a table of its own.
 */
import type { EventRule, EventTable } from './event-rule.ts';

const service = (action: string, field: string): EventRule => ({
  category: 'configuration',
  action,
  columns: { 'service.name': field },
});

const failed = (field: string): EventRule => ({
  ...service('service-failed', field),
  outcome: 'failure',
});

const host = (action: string): EventRule => ({ category: 'host', action });

export const systemTables: readonly EventTable[] = [
  {
    // Clearing the Security log is 1102, any other log 104; both may sit in either channel.
    providers: ['microsoft-windows-eventlog'],
    channels: [],
    events: {
      '104': {
        category: 'iam',
        action: 'event-log-cleared',
        outcome: 'success',
        columns: { 'user.name': 'SubjectUserName', 'user.domain': 'SubjectDomainName' },
      },
      '1100': { category: 'process', action: 'logging-service-shutdown' },
      '1102': {
        category: 'iam',
        action: 'audit-log-cleared',
        outcome: 'success',
        columns: {
          'user.name': 'SubjectUserName',
          'user.domain': 'SubjectDomainName',
          'user.id': 'SubjectUserSid',
          'winlog.logon.id': 'SubjectLogonId',
        },
      },
      '1104': { category: 'iam', action: 'logging-full' },
      '1105': { category: 'iam', action: 'auditlog-archived' },
      '1108': { category: 'iam', action: 'logging-processing-error' },
    },
  },
  {
    providers: ['service control manager', 'microsoft-windows-service control manager'],
    channels: [],
    events: {
      '7000': failed('param1'),
      '7001': failed('param1'),
      '7009': failed('param2'),
      '7011': failed('param2'),
      '7022': failed('param1'),
      '7023': failed('param1'),
      '7024': failed('param1'),
      '7031': failed('param1'),
      '7034': failed('param1'),
      '7035': service('service-control-sent', 'param1'),
      '7036': service('service-state-changed', 'param1'),
      '7040': service('service-start-type-changed', 'param1'),
      '7045': {
        category: 'iam',
        action: 'service-installed',
        outcome: 'success',
        columns: { 'service.name': 'ServiceName', 'file.path': 'ImagePath' },
      },
    },
  },
  {
    providers: ['user32'],
    channels: [],
    events: {
      '1074': {
        category: 'host',
        action: 'shutdown-initiated',
        account: 'param7',
        columns: { 'process.executable': 'param1' },
      },
    },
  },
  {
    providers: ['eventlog'],
    channels: [],
    events: {
      '6005': host('logging-service-started'),
      '6006': host('logging-service-stopped'),
      '6008': host('unexpected-shutdown'),
      '6009': host('system-version-reported'),
      '6013': host('uptime-reported'),
    },
  },
  {
    providers: ['microsoft-windows-kernel-general'],
    channels: [],
    events: {
      '1': { category: 'configuration', action: 'system-time-changed' },
      '12': host('system-started'),
      '13': host('system-shutdown'),
    },
  },
  {
    providers: ['microsoft-windows-kernel-power'],
    channels: [],
    events: {
      '41': host('unexpected-reboot'),
      '42': host('system-sleeping'),
      '107': host('system-resumed'),
      '109': host('shutdown-transition'),
    },
  },
  {
    providers: ['microsoft-windows-winlogon'],
    channels: [],
    events: {
      '7001': { category: 'session', action: 'session-started', columns: { 'user.id': 'UserSid' } },
      '7002': { category: 'session', action: 'session-ended', columns: { 'user.id': 'UserSid' } },
    },
  },
];
