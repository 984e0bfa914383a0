/**
 * Sysmon, events 1–29 (schema 4.90). Its events name the acting process by a GUID that is never
 * used twice, and the account as `DOMAIN\name`; versions before 13 name the account in few events.
 */
import type { EventRule, EventTable } from './event-rule.ts';

const process = {
  'process.executable': 'Image',
  'process.pid': 'ProcessId',
  'process.entity_id': 'ProcessGuid',
} as const;

/** Events about two processes: the acting one. Spelling of the GUID differs between events. */
const sourceProcess = {
  'process.executable': 'SourceImage',
  'process.pid': 'SourceProcessId',
  'process.entity_id': ['SourceProcessGuid', 'SourceProcessGUID'],
} as const;

const byProcess = (
  category: string,
  action: string,
  columns: EventRule['columns'] = {},
): EventRule => ({ category, action, account: 'User', columns: { ...process, ...columns } });

const onFile = (action: string): EventRule =>
  byProcess('file', action, { 'file.path': 'TargetFilename' });

const onKey = (action: string, columns: EventRule['columns'] = {}): EventRule =>
  byProcess('registry', action, { 'registry.path': 'TargetObject', ...columns });

const onPipe = (action: string): EventRule =>
  byProcess('file', action, { 'file.path': 'PipeName' });

const onProcess = (action: string): EventRule => ({
  category: 'process',
  action,
  account: 'SourceUser',
  targetAccount: 'TargetUser',
  columns: sourceProcess,
});

const onWmi = (action: string): EventRule => ({
  category: 'configuration',
  action,
  account: 'User',
});

export const sysmonTable: EventTable = {
  providers: ['microsoft-windows-sysmon', 'linux-sysmon'],
  channels: ['microsoft-windows-sysmon/operational', 'linux-sysmon/operational'],
  ownAccount: true,
  events: {
    '1': byProcess('process', 'created-process', {
      'process.command_line': 'CommandLine',
      'process.parent.executable': 'ParentImage',
      'process.parent.command_line': 'ParentCommandLine',
      'process.parent.pid': 'ParentProcessId',
      'process.parent.entity_id': 'ParentProcessGuid',
      'winlog.logon.id': 'LogonId',
    }),
    '2': onFile('changed-file-time'),
    '3': byProcess('network', 'network-connection-detected', {
      'source.ip': 'SourceIp',
      'source.port': 'SourcePort',
      'source.domain': 'SourceHostname',
      'destination.ip': 'DestinationIp',
      'destination.port': 'DestinationPort',
      'destination.domain': 'DestinationHostname',
      'network.transport': 'Protocol',
    }),
    '4': { category: 'configuration', action: 'sysmon-state-changed' },
    '5': byProcess('process', 'exited-process'),
    '6': { category: 'driver', action: 'loaded-driver', columns: { 'file.path': 'ImageLoaded' } },
    '7': byProcess('library', 'loaded-module', { 'dll.path': 'ImageLoaded' }),
    '8': onProcess('created-remote-thread'),
    '9': byProcess('process', 'read-raw-disk', { 'file.path': 'Device' }),
    '10': onProcess('accessed-process'),
    '11': onFile('created-file'),
    '12': onKey('registry-object-added-or-deleted'),
    '13': onKey('registry-value-set', { 'registry.data.strings': 'Details' }),
    '14': onKey('registry-object-renamed', { 'registry.data.strings': 'NewName' }),
    '15': onFile('created-file-stream'),
    '16': { category: 'configuration', action: 'sysmon-config-changed' },
    '17': onPipe('created-pipe'),
    '18': onPipe('connected-pipe'),
    '19': onWmi('registered-wmi-filter'),
    '20': onWmi('registered-wmi-consumer'),
    '21': onWmi('bound-wmi-consumer'),
    '22': byProcess('network', 'dns-query', { 'destination.domain': 'QueryName' }),
    '23': onFile('deleted-file'),
    '24': byProcess('process', 'changed-clipboard'),
    '25': byProcess('process', 'tampered-process'),
    '26': onFile('deleted-file'),
    '27': onFile('blocked-executable'),
    '28': onFile('blocked-shredding'),
    '29': onFile('created-executable'),
    '255': { category: 'host', action: 'sysmon-error' },
  },
};
