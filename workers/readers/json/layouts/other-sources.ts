/** Layouts of sources that are not Windows event logs: cloud audit, network sensors, host queries. */
import { normaliseDefenderXdr } from '#workers/normalise/defender-xdr.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import type { Layout } from './layout.ts';
import { namedLayout } from './named.ts';

/** AWS CloudTrail, inside `Records` or one event a line. */
export const cloudTrailLayout = namedLayout({
  id: 'cloudtrail',
  label: 'AWS CloudTrail',
  utc: true,
  fits: (row) => row['eventSource'] !== undefined && row['eventName'] !== undefined,
  time: ['eventTime', '@timestamp'],
  columns: {
    'event.code': 'eventName',
    'event.provider': 'eventSource',
    'event.action': 'eventName',
    'host.name': 'awsRegion',
    'user.name': ['userIdentity.userName', 'userIdentity.arn', 'userIdentity.principalId'],
    'user.domain': ['userIdentity.accountId', 'recipientAccountId'],
    'user.id': 'userIdentity.arn',
    'source.ip': 'sourceIPAddress',
  },
  always: { 'event.category': 'api' },
});

/** Microsoft 365 unified audit log (management activity API) and Sentinel's OfficeActivity. */
export const officeLayout = namedLayout({
  id: 'm365-audit',
  label: 'Microsoft 365 audit log',
  utc: true,
  fits: (row) =>
    row['Operation'] !== undefined &&
    (row['Workload'] !== undefined || row['OfficeWorkload'] !== undefined),
  time: ['CreationTime', 'TimeGenerated'],
  columns: {
    'event.code': 'Operation',
    'event.provider': ['Workload', 'OfficeWorkload'],
    'event.action': 'Operation',
    'event.outcome': 'ResultStatus',
    'user.name': 'UserId',
    'user.id': 'UserKey',
    'source.ip': ['ClientIP', 'ClientIPAddress', 'Client_IPAddress', 'ActorIpAddress'],
    'file.path': 'ObjectId',
  },
});

/** Entra ID (Azure AD) audit and sign-in tables of Sentinel. */
export const entraLayout = namedLayout({
  id: 'entra',
  label: 'Microsoft Entra ID log',
  utc: true,
  fits: (row) => row['AADTenantId'] !== undefined && row['OperationName'] !== undefined,
  time: ['TimeGenerated', 'ActivityDateTime', 'CreatedDateTime'],
  columns: {
    'event.code': 'OperationName',
    'event.provider': ['LoggedByService', 'SourceSystem'],
    'event.action': 'OperationName',
    'event.category': 'Category',
    'event.outcome': ['Result', 'ResultType'],
    'user.name': ['UserPrincipalName', 'Identity'],
    'source.ip': 'IPAddress',
  },
});

/** Zeek's JSON streaming logs; `_path` or the fields tell which log. */
export const zeekLayout = namedLayout({
  id: 'zeek-json',
  label: 'Zeek log (JSON)',
  utc: true,
  fits: (row) =>
    row['ts'] !== undefined &&
    (row['uid'] !== undefined ||
      row['id.orig_h'] !== undefined ||
      row['_path'] !== undefined ||
      row['fuid'] !== undefined ||
      isObject(row['id'])),
  time: ['ts'],
  columns: {
    'event.code': ['_path', '@stream'],
    'source.ip': ['id.orig_h', 'src'],
    'source.port': 'id.orig_p',
    'destination.ip': ['id.resp_h', 'dst'],
    'destination.port': 'id.resp_p',
    'destination.domain': ['query', 'host', 'server_name'],
    'network.transport': 'proto',
    'user.name': ['user', 'username', 'client'],
    'file.path': ['path', 'filename'],
  },
  always: { 'event.provider': 'Zeek', 'event.category': 'network' },
});

/** osquery's result log: one row of a table that came or went. */
export const osqueryLayout = namedLayout({
  id: 'osquery',
  label: 'osquery results',
  utc: true,
  fits: (row) => row['hostIdentifier'] !== undefined && row['unixTime'] !== undefined,
  time: ['unixTime', 'calendarTime'],
  columns: {
    'host.name': 'hostIdentifier',
    'event.code': 'name',
    'event.action': 'action',
    'user.name': 'columns.username',
    'process.executable': 'columns.path',
    'process.command_line': 'columns.cmdline',
    'process.pid': 'columns.pid',
    'process.parent.pid': 'columns.parent',
    'process.parent.command_line': 'columns.pcmdline',
  },
  always: { 'event.provider': 'osquery' },
});

/** Suricata's eve.json. */
export const suricataLayout = namedLayout({
  id: 'suricata',
  label: 'Suricata EVE',
  utc: true,
  fits: (row) =>
    row['event_type'] !== undefined &&
    (row['flow_id'] !== undefined || row['src_ip'] !== undefined),
  time: ['timestamp'],
  columns: {
    'host.name': 'host',
    'event.code': 'event_type',
    'event.action': ['alert.action', 'event_type'],
    'source.ip': 'src_ip',
    'source.port': 'src_port',
    'destination.ip': 'dest_ip',
    'destination.port': 'dest_port',
    'destination.domain': ['dns.rrname', 'tls.sni', 'http.hostname'],
    'network.transport': 'proto',
  },
  always: { 'event.provider': 'Suricata', 'event.category': 'network' },
});

/** Linux audit and syslog through Azure's agent (Sentinel's Syslog table). */
export const azureSyslogLayout = namedLayout({
  id: 'azure-syslog',
  label: 'Syslog of Microsoft Sentinel',
  utc: true,
  fits: (row) => row['SyslogMessage'] !== undefined && row['TimeGenerated'] !== undefined,
  time: ['EventTime', 'TimeGenerated'],
  columns: {
    'host.name': ['HostName', 'Computer'],
    'event.code': 'EventType',
    'event.provider': 'ProcessName',
    'winlog.channel': 'Facility',
    'log.level': 'SeverityLevel',
    'process.pid': 'ProcessID',
  },
});

/** journald's export as JSON (`journalctl -o json`). */
export const journalLayout = namedLayout({
  id: 'journald',
  label: 'systemd journal (JSON)',
  utc: true,
  fits: (row) => row['__REALTIME_TIMESTAMP'] !== undefined,
  time: ['_SOURCE_REALTIME_TIMESTAMP', '__REALTIME_TIMESTAMP'],
  columns: {
    'host.name': '_HOSTNAME',
    'event.provider': ['SYSLOG_IDENTIFIER', '_COMM'],
    'winlog.channel': '_TRANSPORT',
    'log.level': 'PRIORITY',
    'process.executable': '_EXE',
    'process.command_line': '_CMDLINE',
    'process.pid': ['_PID', 'SYSLOG_PID'],
    'user.id': '_UID',
    'service.name': '_SYSTEMD_UNIT',
  },
});

class RowSource {
  row: JsonObject = {};

  data(name: string): string | undefined {
    return textOf(this.row[name]);
  }
}

const source = new RowSource();

/** Defender XDR advanced hunting, rows of the Device* tables. */
export const defenderXdrLayout: Layout = {
  id: 'defender-xdr',
  label: 'Microsoft Defender XDR advanced hunting',
  utc: true,
  fits: (row) => row['ActionType'] !== undefined && row['DeviceId'] !== undefined,
  timeOf: (row) => row['Timestamp'] ?? row['TimeGenerated'],
  read: (row, { batch }) => {
    source.row = row;
    normaliseDefenderXdr(source, batch);
    return -1;
  },
};
