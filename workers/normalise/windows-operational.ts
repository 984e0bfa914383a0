/**
 * Application and service logs that investigators open most: PowerShell, WMI, scheduled tasks,
 * remote desktop, Defender, BITS, AppLocker, the firewall's rules, remote management.
 */
import type { EventRule, EventTable } from './event-rule.ts';

const powershell: EventTable = {
  providers: ['microsoft-windows-powershell', 'powershellcore'],
  channels: ['microsoft-windows-powershell/operational', 'powershellcore/operational'],
  events: {
    '4103': {
      category: 'process',
      action: 'executed-pipeline',
      extras: ['host-application'],
    },
    '4104': {
      category: 'process',
      action: 'executed-script-block',
      columns: { 'file.path': 'Path' },
    },
    '4105': { category: 'process', action: 'started-script-block' },
    '4106': { category: 'process', action: 'completed-script-block' },
  },
};

const classicPowershell: EventTable = {
  providers: ['powershell'],
  channels: ['windows powershell'],
  events: {
    '400': { category: 'process', action: 'started-engine', extras: ['host-application'] },
    '403': { category: 'process', action: 'stopped-engine', extras: ['host-application'] },
    '600': { category: 'process', action: 'started-provider', extras: ['host-application'] },
    '800': { category: 'process', action: 'executed-pipeline', extras: ['host-application'] },
  },
};

const wmi: EventTable = {
  providers: ['microsoft-windows-wmi-activity'],
  channels: ['microsoft-windows-wmi-activity/operational'],
  events: {
    '5857': {
      category: 'process',
      action: 'loaded-wmi-provider',
      columns: { 'process.pid': 'ProcessID', 'dll.path': 'ProviderPath' },
    },
    '5858': {
      category: 'process',
      action: 'wmi-operation-failed',
      outcome: 'failure',
      account: 'User',
      columns: { 'process.pid': 'ClientProcessId', 'source.domain': 'ClientMachine' },
    },
    '5859': { category: 'configuration', action: 'registered-wmi-filter', account: 'User' },
    '5860': {
      category: 'configuration',
      action: 'registered-wmi-temporary-consumer',
      account: 'User',
    },
    '5861': { category: 'configuration', action: 'registered-wmi-permanent-consumer' },
  },
};

const task = (action: string, columns: EventRule['columns'] = {}): EventRule => ({
  category: 'configuration',
  action,
  account: ['UserContext', 'UserName'],
  columns,
});

const tasks: EventTable = {
  providers: ['microsoft-windows-taskscheduler'],
  channels: ['microsoft-windows-taskscheduler/operational'],
  events: {
    '100': task('scheduled-task-started'),
    '102': task('scheduled-task-completed'),
    '106': task('scheduled-task-created'),
    '110': task('scheduled-task-triggered'),
    '129': task('scheduled-task-process-created', {
      'process.executable': 'Path',
      'process.pid': 'ProcessID',
    }),
    '140': task('scheduled-task-updated'),
    '141': task('scheduled-task-deleted'),
    '142': task('scheduled-task-disabled'),
    '200': task('scheduled-task-action-started', { 'process.executable': 'ActionName' }),
    '201': task('scheduled-task-action-completed', { 'process.executable': 'ActionName' }),
  },
};

const terminalSession = (action: string): EventRule => ({
  category: 'session',
  action,
  account: 'User',
  columns: { 'source.ip': 'Address' },
});

const remoteDesktop: readonly EventTable[] = [
  {
    providers: ['microsoft-windows-terminalservices-localsessionmanager'],
    channels: ['microsoft-windows-terminalservices-localsessionmanager/operational'],
    events: {
      '21': terminalSession('session-started'),
      '22': terminalSession('shell-started'),
      '23': terminalSession('session-ended'),
      '24': terminalSession('session-disconnected'),
      '25': terminalSession('session-reconnected'),
      '39': terminalSession('session-disconnected'),
      '40': terminalSession('session-disconnected'),
      '41': terminalSession('session-arbitrated'),
      '42': terminalSession('session-arbitrated'),
    },
  },
  {
    providers: ['microsoft-windows-terminalservices-remoteconnectionmanager'],
    channels: ['microsoft-windows-terminalservices-remoteconnectionmanager/operational'],
    events: {
      // The protocol's own authentication: a session need not follow.
      '1149': {
        category: 'authentication',
        action: 'remote-desktop-authenticated',
        columns: { 'user.name': 'Param1', 'user.domain': 'Param2', 'source.ip': 'Param3' },
      },
      '261': { category: 'network', action: 'remote-desktop-connection-received' },
    },
  },
  {
    providers: ['microsoft-windows-terminalservices-clientactivexcore'],
    channels: ['microsoft-windows-terminalservices-rdpclient/operational'],
    events: {
      '1024': {
        category: 'network',
        action: 'remote-desktop-connection-attempted',
        columns: { 'destination.domain': 'Value' },
      },
      '1102': {
        category: 'network',
        action: 'remote-desktop-connection-attempted',
        columns: { 'destination.ip': 'Value' },
      },
    },
  },
];

const malware = (action: string): EventRule => ({
  category: 'malware',
  action,
  account: ['Detection User', 'Remediation User', 'Domain_User', 'User'],
  columns: { 'process.executable': 'Process Name', 'file.path': 'Path' },
});

const defender: EventTable = {
  providers: ['microsoft-windows-windows defender', 'microsoft antimalware'],
  channels: ['microsoft-windows-windows defender/operational'],
  events: {
    '1006': malware('malware-detected'),
    '1007': malware('malware-action-taken'),
    '1015': malware('suspicious-behaviour-detected'),
    '1116': malware('malware-detected'),
    '1117': malware('malware-action-taken'),
    '1118': { ...malware('malware-action-failed'), outcome: 'failure' },
    '1119': { ...malware('malware-action-failed'), outcome: 'failure' },
    '1121': malware('attack-surface-rule-blocked'),
    '1122': malware('attack-surface-rule-audited'),
    '5001': { category: 'configuration', action: 'realtime-protection-disabled' },
    '5004': { category: 'configuration', action: 'realtime-protection-changed' },
    '5007': { category: 'configuration', action: 'antimalware-configuration-changed' },
    '5010': { category: 'configuration', action: 'antispyware-scanning-disabled' },
    '5012': { category: 'configuration', action: 'antivirus-scanning-disabled' },
    '5013': { category: 'configuration', action: 'tamper-protection-blocked-change' },
  },
};

const bitsTransfer = (action: string): EventRule => ({ category: 'network', action });

const bits: EventTable = {
  providers: ['microsoft-windows-bits-client'],
  channels: ['microsoft-windows-bits-client/operational'],
  events: {
    '3': {
      category: 'network',
      action: 'bits-job-created',
      account: ['jobOwner', 'string2'],
      columns: { 'process.executable': 'processPath', 'process.pid': 'processId' },
    },
    '4': { category: 'network', action: 'bits-job-completed', account: ['User', 'jobOwner'] },
    '5': { category: 'network', action: 'bits-job-cancelled', account: ['User', 'jobOwner'] },
    '59': bitsTransfer('bits-transfer-started'),
    '60': bitsTransfer('bits-transfer-stopped'),
    '61': { ...bitsTransfer('bits-transfer-failed'), outcome: 'failure' },
    '16403': {
      category: 'network',
      action: 'bits-file-added',
      account: 'User',
      columns: { 'file.path': 'LocalName' },
    },
  },
};

const application = (action: string, outcome: 'success' | 'failure'): EventRule => ({
  category: 'process',
  action,
  outcome,
  columns: {
    'process.executable': ['FullFilePath', 'FilePath'],
    'process.pid': 'TargetProcessId',
    'user.id': 'TargetUser',
    'winlog.logon.id': 'TargetLogonId',
  },
});

const appLocker: EventTable = {
  providers: ['microsoft-windows-applocker'],
  channels: [
    'microsoft-windows-applocker/exe and dll',
    'microsoft-windows-applocker/msi and script',
  ],
  events: {
    '8002': application('application-allowed', 'success'),
    '8003': application('application-audited', 'success'),
    '8004': application('application-blocked', 'failure'),
    '8005': application('application-allowed', 'success'),
    '8006': application('application-audited', 'success'),
    '8007': application('application-blocked', 'failure'),
  },
};

const firewallRule = (action: string): EventRule => ({
  category: 'configuration',
  action,
  columns: { 'process.executable': 'ModifyingApplication', 'user.id': 'ModifyingUser' },
});

const firewall: EventTable = {
  providers: ['microsoft-windows-windows firewall with advanced security'],
  channels: ['microsoft-windows-windows firewall with advanced security/firewall'],
  events: {
    '2003': firewallRule('windows-firewall-setting-changed'),
    '2004': firewallRule('windows-firewall-rule-added'),
    '2005': firewallRule('windows-firewall-rule-modified'),
    '2006': firewallRule('windows-firewall-rule-deleted'),
    '2033': firewallRule('windows-firewall-rule-deleted'),
  },
};

const remoteManagement: EventTable = {
  providers: ['microsoft-windows-winrm'],
  channels: ['microsoft-windows-winrm/operational'],
  events: {
    '6': { category: 'session', action: 'winrm-session-requested' },
    '91': { category: 'session', action: 'winrm-session-created' },
    '169': { category: 'authentication', action: 'winrm-user-authenticated', account: 'username' },
  },
};

export const operationalTables: readonly EventTable[] = [
  powershell,
  classicPowershell,
  wmi,
  tasks,
  ...remoteDesktop,
  defender,
  bits,
  appLocker,
  firewall,
  remoteManagement,
];
