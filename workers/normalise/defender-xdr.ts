/**
 * Microsoft Defender XDR advanced hunting (Device* tables) → ECS columns, by `ActionType`. The rows
 * look alike as JSON and as CSV. `Initiating…` is the acting process, the plain columns are what it
 * acted on: a new process, an account that logged on, a file.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { EventRule } from './event-rule.ts';
import { logonTypeNumber } from './logon-type.ts';
import { compileRule, runRule } from './rule-runner.ts';
import type { CompiledRule, RuleSource } from './rule-runner.ts';

const initiating = {
  'user.name': 'InitiatingProcessAccountName',
  'user.domain': 'InitiatingProcessAccountDomain',
  'user.id': 'InitiatingProcessAccountSid',
  'process.executable': ['InitiatingProcessFolderPath', 'InitiatingProcessFileName'],
  'process.command_line': 'InitiatingProcessCommandLine',
  'process.pid': 'InitiatingProcessId',
  'process.parent.executable': 'InitiatingProcessParentFileName',
  'process.parent.pid': 'InitiatingProcessParentId',
} as const;

const account = {
  'user.name': 'AccountName',
  'user.domain': 'AccountDomain',
  'user.id': 'AccountSid',
  'winlog.logon.id': 'LogonId',
} as const;

const logonColumns = {
  ...account,
  'source.ip': 'RemoteIP',
  'source.port': 'RemotePort',
  'source.domain': 'RemoteDeviceName',
  'winlog.logon.type': 'LogonType',
  'winlog.logon.authentication': 'Protocol',
  'process.executable': ['InitiatingProcessFolderPath', 'InitiatingProcessFileName'],
  'process.command_line': 'InitiatingProcessCommandLine',
  'process.pid': 'InitiatingProcessId',
} as const;

const logon = (action: string, outcome: 'success' | 'failure'): EventRule => ({
  category: 'authentication',
  action,
  outcome,
  columns: logonColumns,
});

const connection = (action: string): EventRule => ({
  category: 'network',
  action,
  columns: {
    ...initiating,
    'source.ip': 'LocalIP',
    'source.port': 'LocalPort',
    'destination.ip': 'RemoteIP',
    'destination.port': 'RemotePort',
    'destination.domain': 'RemoteUrl',
    'network.transport': 'Protocol',
  },
});

const onFile = (action: string): EventRule => ({
  category: 'file',
  action,
  columns: { ...initiating, 'file.path': ['FolderPath', 'FileName'] },
});

const onRegistry = (action: string): EventRule => ({
  category: 'registry',
  action,
  columns: { ...initiating, 'registry.data.strings': 'RegistryValueData' },
  extras: ['registry-value'],
});

const rules: ReadonlyMap<string, CompiledRule> = new Map(
  Object.entries({
    ProcessCreated: {
      category: 'process',
      action: 'created-process',
      columns: {
        ...account,
        'process.executable': ['FolderPath', 'FileName'],
        'process.command_line': 'ProcessCommandLine',
        'process.pid': 'ProcessId',
        'process.parent.executable': ['InitiatingProcessFolderPath', 'InitiatingProcessFileName'],
        'process.parent.command_line': 'InitiatingProcessCommandLine',
        'process.parent.pid': 'InitiatingProcessId',
      },
    },
    LogonSuccess: logon('logged-in', 'success'),
    LogonFailed: logon('logon-failed', 'failure'),
    LogonAttempted: {
      category: 'authentication',
      action: 'logon-attempted',
      columns: logonColumns,
    },
    ConnectionSuccess: connection('network-connection-detected'),
    ConnectionFailed: { ...connection('network-connection-failed'), outcome: 'failure' },
    ConnectionAttempt: connection('network-connection-attempted'),
    ConnectionRequest: connection('network-connection-attempted'),
    InboundConnectionAccepted: connection('network-connection-accepted'),
    ListeningConnectionCreated: connection('listen-permitted'),
    DnsQueryResponse: connection('dns-query'),
    FileCreated: onFile('created-file'),
    FileModified: onFile('modified-file'),
    FileRenamed: onFile('renamed-file'),
    FileDeleted: onFile('deleted-file'),
    RegistryKeyCreated: onRegistry('registry-object-added'),
    RegistryKeyDeleted: onRegistry('registry-object-removed'),
    RegistryValueSet: onRegistry('registry-value-set'),
    RegistryValueDeleted: onRegistry('registry-value-removed'),
    ImageLoaded: {
      category: 'library',
      action: 'loaded-module',
      columns: { ...initiating, 'dll.path': ['FolderPath', 'FileName'] },
    },
    ServiceInstalled: {
      category: 'iam',
      action: 'service-installed',
      columns: { ...initiating, 'file.path': ['FolderPath', 'FileName'] },
    },
  } satisfies Readonly<Record<string, EventRule>>).map(([type, rule]) => [type, compileRule(rule)]),
);

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const ACTION = columnOf('event.action');
const LOGON_TYPE = columnOf('winlog.logon.type');
const USER_AGENT = columnOf('user_agent.original');
const other = compileRule({ action: '', columns: initiating });

/** Fills the ECS columns of the batch's present record; other action types keep their own name. */
export function normaliseDefenderXdr(source: RuleSource, batch: BatchBuilder): void {
  const type = source.data('ActionType') ?? '';
  batch.text(HOST, source.data('DeviceName'));
  batch.text(PROVIDER, 'Microsoft Defender XDR');
  batch.text(CODE, type);
  const rule = rules.get(type);
  runRule(rule ?? other, source, batch);
  batch.int(LOGON_TYPE, logonTypeNumber(source.data('LogonType') ?? ''));
  batch.text(USER_AGENT, source.data('UserAgent'));
  if (rule === undefined) batch.text(ACTION, kebab(type));
}

/** `LdapSearch` → `ldap-search`. */
function kebab(words: string): string {
  return words.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
