/**
 * The Security log: logons, processes, Kerberos, objects, the firewall's connections. Names of
 * actions as in Winlogbeat's security module where it has them. Accounts and groups have a table of
 * their own, `windows-accounts.ts`; field meanings: Microsoft, "Advanced security audit policy".
 */
import type { EventRule, EventTable } from './event-rule.ts';

/** The account that did it. */
const subject = {
  'user.name': 'SubjectUserName',
  'user.domain': 'SubjectDomainName',
  'user.id': 'SubjectUserSid',
  'winlog.logon.id': 'SubjectLogonId',
} as const;

/** The account that logged on or off: in these events it is the one that counts. */
const loggedOn = {
  'user.name': 'TargetUserName',
  'user.domain': 'TargetDomainName',
  'user.id': ['TargetUserSid', 'TargetSid'],
} as const;

const target = {
  'user.target.name': 'TargetUserName',
  'user.target.domain': 'TargetDomainName',
} as const;

const actor = {
  'process.executable': 'ProcessName',
  'process.pid': 'ProcessId',
} as const;

const origin = { 'source.ip': 'IpAddress', 'source.port': 'IpPort' } as const;

const logon = {
  ...loggedOn,
  ...origin,
  ...actor,
  'winlog.logon.id': 'TargetLogonId',
  'winlog.logon.type': 'LogonType',
  'winlog.logon.process': 'LogonProcessName',
  'winlog.logon.authentication': 'AuthenticationPackageName',
  'source.domain': 'WorkstationName',
} as const;

const logoff: EventRule = {
  category: 'authentication',
  action: 'logged-out',
  outcome: 'success',
  account: ['TargetAccount', 'Account'],
  columns: {
    ...loggedOn,
    'winlog.logon.id': 'TargetLogonId',
    'winlog.logon.type': 'LogonType',
  },
};

const session = {
  'user.name': 'AccountName',
  'user.domain': 'AccountDomain',
  'winlog.logon.id': 'LogonID',
  'source.ip': 'ClientAddress',
  'source.domain': 'ClientName',
} as const;

const ticket = {
  ...origin,
  'user.name': 'TargetUserName',
  'user.domain': 'TargetDomainName',
  'user.id': 'TargetSid',
  'service.name': 'ServiceName',
} as const;

/** Filtering platform: Windows 10 and servers write `ProcessID` here, collectors `ProcessId`. */
const flow = {
  'process.executable': 'Application',
  'process.pid': ['ProcessId', 'ProcessID'],
  'source.ip': 'SourceAddress',
  'source.port': 'SourcePort',
  'destination.ip': 'DestAddress',
  'destination.port': 'DestPort',
  'network.transport': 'Protocol',
} as const;

const network = (action: string, outcome: 'success' | 'failure'): EventRule => ({
  category: 'network',
  action,
  outcome,
  columns: flow,
});

/** A handle or its object; the object says whether it is a file, a key or a process. */
const object = (action: string): EventRule => ({
  action,
  account: ['SubjectAccount', 'Account'],
  columns: { ...subject, ...actor },
  extras: ['object'],
});

const bySubject = (category: string, action: string): EventRule => ({
  category,
  action,
  account: ['SubjectAccount', 'Account'],
  columns: { ...subject, ...actor },
});

const share = (action: string): EventRule => ({
  category: 'network',
  action,
  account: ['SubjectAccount', 'Account'],
  columns: { ...subject, ...origin },
  extras: ['share'],
});

export const securityTable: EventTable = {
  providers: ['microsoft-windows-security-auditing'],
  channels: ['security'],
  events: {
    '1100': { category: 'process', action: 'logging-service-shutdown' },
    '1102': {
      category: 'iam',
      action: 'audit-log-cleared',
      outcome: 'success',
      columns: subject,
    },
    '1104': { category: 'iam', action: 'logging-full' },
    '1105': { category: 'iam', action: 'auditlog-archived' },
    '1108': { category: 'iam', action: 'logging-processing-error' },
    '4608': { category: 'host', action: 'system-started' },
    '4610': { category: 'configuration', action: 'authentication-package-loaded' },
    '4611': bySubject('configuration', 'trusted-logon-process-registered'),
    '4614': { category: 'configuration', action: 'notification-package-loaded' },
    '4616': bySubject('configuration', 'system-time-changed'),
    '4622': { category: 'configuration', action: 'security-package-loaded' },

    '4624': {
      category: 'authentication',
      action: 'logged-in',
      outcome: 'success',
      account: ['TargetAccount', 'Account'],
      columns: logon,
    },
    '4625': {
      category: 'authentication',
      action: 'logon-failed',
      outcome: 'failure',
      account: ['TargetAccount', 'Account'],
      // A failed logon has no session: the id is that of whoever asked.
      columns: { ...logon, 'winlog.logon.id': ['TargetLogonId', 'SubjectLogonId'] },
    },
    '4627': {
      category: 'iam',
      action: 'group-membership-info',
      columns: {
        ...loggedOn,
        'winlog.logon.id': 'TargetLogonId',
        'winlog.logon.type': 'LogonType',
      },
    },
    '4634': logoff,
    '4647': logoff,
    // Logged on the machine from which the other account is used.
    '4648': {
      category: 'authentication',
      action: 'logged-in-explicit',
      account: ['SubjectAccount', 'Account'],
      targetAccount: 'TargetAccount',
      columns: {
        ...subject,
        ...target,
        ...actor,
        ...origin,
        'destination.domain': 'TargetServerName',
      },
    },
    '4672': bySubject('iam', 'logged-in-special'),
    '4964': bySubject('iam', 'logged-in-special'),
    '4778': { category: 'authentication', action: 'session-reconnected', columns: session },
    '4779': { category: 'authentication', action: 'session-disconnected', columns: session },
    '4800': { category: 'session', action: 'workstation-locked', columns: loggedOn },
    '4801': { category: 'session', action: 'workstation-unlocked', columns: loggedOn },
    '4802': { category: 'session', action: 'screensaver-invoked', columns: loggedOn },
    '4803': { category: 'session', action: 'screensaver-dismissed', columns: loggedOn },

    '4768': {
      category: 'authentication',
      action: 'kerberos-authentication-ticket-requested',
      status: 'Status',
      columns: ticket,
    },
    '4769': {
      category: 'authentication',
      action: 'kerberos-service-ticket-requested',
      status: 'Status',
      columns: ticket,
      extras: ['realm-user'],
    },
    '4770': {
      category: 'authentication',
      action: 'kerberos-service-ticket-renewed',
      columns: ticket,
      extras: ['realm-user'],
    },
    '4771': {
      category: 'authentication',
      action: 'kerberos-preauth-failed',
      outcome: 'failure',
      columns: ticket,
    },
    '4776': {
      category: 'authentication',
      action: 'credential-validated',
      status: 'Status',
      account: ['TargetAccount', 'Account'],
      columns: {
        'user.name': 'TargetUserName',
        'source.domain': 'Workstation',
        'winlog.logon.authentication': 'PackageName',
      },
    },

    // `NewProcessId` is the child, `ProcessId` its parent.
    '4688': {
      category: 'process',
      action: 'created-process',
      account: ['SubjectAccount', 'Account'],
      columns: {
        ...subject,
        ...target,
        'process.executable': 'NewProcessName',
        'process.command_line': ['CommandLine', 'ProcessCommandLine'],
        'process.pid': 'NewProcessId',
        'process.parent.executable': ['ParentProcessName', 'CreatorProcessName'],
        'process.parent.pid': 'ProcessId',
      },
    },
    '4689': bySubject('process', 'exited-process'),
    '4696': bySubject('process', 'assigned-primary-token'),

    '4656': object('handle-requested'),
    '4657': {
      category: 'registry',
      action: 'registry-value-modified',
      columns: {
        ...subject,
        ...actor,
        'registry.path': 'ObjectName',
        'registry.data.strings': 'NewValue',
      },
    },
    '4658': object('handle-closed'),
    '4660': object('object-deleted'),
    '4661': object('handle-requested'),
    '4662': { ...object('directory-service-accessed'), category: 'iam' },
    '4663': object('object-access-attempted'),
    '4664': { ...object('hard-link-created'), category: 'file' },
    '4670': { ...object('permissions-changed'), category: 'iam' },
    '4673': bySubject('iam', 'privileged-service-called'),
    '4674': { ...object('privileged-operation'), category: 'iam' },
    '4690': bySubject('process', 'handle-duplicated'),
    '4907': { ...object('audit-setting-changed'), category: 'iam' },

    '4697': {
      category: 'iam',
      action: 'service-installed',
      columns: { ...subject, 'service.name': 'ServiceName', 'file.path': 'ServiceFileName' },
    },
    '4698': bySubject('iam', 'scheduled-task-created'),
    '4699': bySubject('iam', 'scheduled-task-deleted'),
    '4700': bySubject('iam', 'scheduled-task-enabled'),
    '4701': bySubject('iam', 'scheduled-task-disabled'),
    '4702': bySubject('iam', 'scheduled-task-updated'),
    '4703': {
      category: 'iam',
      action: 'token-right-adjusted',
      columns: { ...subject, ...target, ...actor },
    },

    '5058': {
      category: 'file',
      action: 'key-file-operation',
      columns: { ...subject, 'process.pid': 'ClientProcessId', 'file.path': 'KeyFilePath' },
    },
    '5059': bySubject('iam', 'key-migration-operation'),
    '5061': bySubject('iam', 'cryptographic-operation'),
    '5379': {
      category: 'iam',
      action: 'credentials-read',
      columns: { ...subject, 'process.pid': 'ClientProcessId' },
    },

    '5140': share('network-share-object-accessed'),
    '5142': share('network-share-object-added'),
    '5143': share('network-share-object-modified'),
    '5144': share('network-share-object-deleted'),
    '5145': share('network-share-object-access-checked'),
    '5152': network('packet-blocked', 'failure'),
    '5154': network('listen-permitted', 'success'),
    '5155': network('listen-blocked', 'failure'),
    '5156': network('connection-permitted', 'success'),
    '5157': network('connection-blocked', 'failure'),
    '5158': network('bind-permitted', 'success'),
    '5159': network('bind-blocked', 'failure'),
  },
};
