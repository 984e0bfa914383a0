/**
 * Zeek's logs → ECS columns, whichever way they were written (tab-separated or JSON): one rule per
 * log, named as Zeek names the log. Field meanings: Zeek, "Log files" of its book. Logons seen on
 * the wire have the same action as those that hosts report.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { EventRule, Outcome } from './event-rule.ts';
import { compileRule, runRule } from './rule-runner.ts';
import type { CompiledRule } from './rule-runner.ts';
import { meaningful } from './values.ts';

/** A row: its log's name ('' when it is not said) and its fields; of lists the first item. */
export interface ZeekRecord {
  readonly path: string;
  data(name: string): string | undefined;
}

const ends = {
  'source.ip': ['id.orig_h', 'src'],
  'source.port': 'id.orig_p',
  'destination.ip': ['id.resp_h', 'dst'],
  'destination.port': ['id.resp_p', 'p'],
  'network.transport': 'proto',
} as const;

const network = (action: string, columns: EventRule['columns'] = {}): EventRule => ({
  category: 'network',
  action,
  columns: { ...ends, ...columns },
});
const authentication = (columns: EventRule['columns']): EventRule => ({
  category: 'authentication',
  action: 'logon-attempted',
  columns: { ...ends, ...columns },
});

const rules: Readonly<Record<string, EventRule>> = {
  conn: network('network-connection-detected'),
  dns: network('dns-query', { 'destination.domain': 'query' }),
  http: network('http-request', {
    'destination.domain': 'host',
    'user.name': 'username',
    'user_agent.original': 'user_agent',
  }),
  ssl: network('tls-connection', { 'destination.domain': 'server_name' }),
  x509: network('certificate-seen'),
  rdp: network('rdp-connection', { 'user.name': 'cookie', 'source.domain': 'client_name' }),
  smb_mapping: network('network-share-object-accessed', { 'file.path': 'path' }),
  dce_rpc: network('rpc-call', { 'service.name': 'endpoint' }),
  dhcp: network('dhcp-lease', {
    'source.ip': ['client_addr', 'assigned_addr', 'requested_addr'],
    'source.domain': 'host_name',
    'destination.ip': 'server_addr',
  }),
  ftp: network('ftp-command', { 'user.name': 'user', 'file.path': 'arg' }),
  dpd: network('protocol-failed'),
  tunnel: network('tunnel-seen'),
  socks: network('proxy-request', { 'user.name': 'user', 'destination.domain': 'request.name' }),
  software: network('software-seen', {
    'source.ip': 'host',
    'user_agent.original': 'unparsed_version',
  }),
  known_hosts: network('host-seen', { 'source.ip': 'host' }),
  known_services: network('service-seen', {
    'destination.ip': 'host',
    'destination.port': 'port_num',
  }),
  weird: network('protocol-anomaly', { 'rule.name': 'name' }),
  notice: {
    category: 'intrusion_detection',
    action: 'notice',
    columns: { ...ends, 'rule.name': 'note' },
  },
  signatures: {
    category: 'intrusion_detection',
    action: 'signature-matched',
    columns: {
      ...ends,
      'source.ip': 'src_addr',
      'source.port': 'src_port',
      'destination.ip': 'dst_addr',
      'destination.port': 'dst_port',
      'rule.name': 'sig_id',
    },
  },
  intel: {
    category: 'threat',
    action: 'intelligence-matched',
    columns: { ...ends, 'rule.name': 'seen.indicator' },
  },
  files: {
    category: 'file',
    action: 'file-transferred',
    columns: {
      ...ends,
      'source.ip': ['tx_hosts', 'id.orig_h'],
      'destination.ip': ['rx_hosts', 'id.resp_h'],
      'file.path': 'filename',
    },
  },
  smb_files: { category: 'file', action: 'accessed-file', columns: ends },
  smtp: {
    category: 'email',
    action: 'mail-sent',
    columns: {
      ...ends,
      'user.name': ['mailfrom', 'from'],
      'user.target.name': ['rcptto', 'to'],
      'source.domain': 'helo',
      'user_agent.original': 'user_agent',
    },
  },
  ntlm: authentication({
    'user.name': 'username',
    'user.domain': 'domainname',
    'source.domain': 'hostname',
    'destination.domain': ['server_dns_computer_name', 'server_nb_computer_name'],
  }),
  kerberos: authentication({ 'service.name': 'service' }),
  ssh: authentication({ 'user_agent.original': 'client' }),
  radius: authentication({ 'user.name': 'username', 'source.ip': ['framed_addr', 'id.orig_h'] }),
};

const compiled: ReadonlyMap<string, CompiledRule> = new Map(
  Object.entries(rules).map(([path, rule]) => [path, compileRule(rule)]),
);

/** Fields that only one log has, for rows that do not say which log they are of. */
const telling: readonly (readonly [field: string, path: string])[] = [
  ['conn_state', 'conn'],
  ['qtype_name', 'dns'],
  ['query', 'dns'],
  ['status_code', 'http'],
  ['uri', 'http'],
  ['cipher', 'ssl'],
  ['ja3', 'ssl'],
  ['certificate.serial', 'x509'],
  ['certificate_serial', 'x509'],
  ['server_nb_computer_name', 'ntlm'],
  ['request_type', 'kerberos'],
  ['auth_success', 'ssh'],
  ['security_protocol', 'rdp'],
  ['named_pipe', 'dce_rpc'],
  ['share_type', 'smb_mapping'],
  ['times', 'smb_files'],
  ['mailfrom', 'smtp'],
  ['helo', 'smtp'],
  ['note', 'notice'],
  ['seen_bytes', 'files'],
];

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const AUTHENTICATION = columnOf('winlog.logon.authentication');
const USER = columnOf('user.name');
const DOMAIN = columnOf('user.domain');
const FILE = columnOf('file.path');

/** Fills the columns of the batch's present record, all but the time. */
export function normaliseZeek(record: ZeekRecord, batch: BatchBuilder): void {
  const path = record.path === '' ? guessPath(record) : record.path;
  batch.text(PROVIDER, 'Zeek');
  batch.text(CODE, path);
  batch.text(HOST, record.data('_system_name') ?? record.data('@system'));
  const rule = compiled.get(path);
  runRule(rule ?? unknownLog, record, batch);
  if (rule === undefined) batch.text(ACTION, path === '' ? undefined : path.replaceAll('_', '-'));
  else special.get(path)?.(record, batch);
}

const unknownLog = compileRule(network(''));

function guessPath(record: ZeekRecord): string {
  for (const [field, path] of telling) if (record.data(field) !== undefined) return path;
  return '';
}

/** What a name for a name cannot say. */
const special: ReadonlyMap<string, (record: ZeekRecord, batch: BatchBuilder) => void> = new Map([
  [
    'ntlm',
    (record, batch) => {
      putLogon(record.data('success'), 'NTLM', batch);
    },
  ],
  [
    'ssh',
    (record, batch) => {
      putLogon(record.data('auth_success'), 'SSH', batch);
    },
  ],
  [
    'radius',
    (record, batch) => {
      putLogon(radiusResult(record.data('result')), 'RADIUS', batch);
    },
  ],
  ['kerberos', putTicket],
  ['smb_files', putSharedFile],
]);

function putLogon(success: string | undefined, by: string, batch: BatchBuilder): void {
  batch.text(AUTHENTICATION, by);
  const outcome = outcomeOf(success);
  if (outcome === undefined) return;
  batch.text(ACTION, outcome === 'success' ? 'logged-in' : 'logon-failed');
  batch.text(OUTCOME, outcome);
}

/** Truth as Zeek writes it in its two ways. */
function outcomeOf(truth: string | undefined): Outcome | undefined {
  if (truth === 'T' || truth === 'true') return 'success';
  return truth === 'F' || truth === 'false' ? 'failure' : undefined;
}

function radiusResult(result: string | undefined): string | undefined {
  if (result === 'success') return 'T';
  return result === 'failed' ? 'F' : undefined;
}

/** `client` is `name/REALM`; AS asks for a ticket to ask with, TGS for one of a service. */
function putTicket(record: ZeekRecord, batch: BatchBuilder): void {
  batch.text(AUTHENTICATION, 'Kerberos');
  const type = record.data('request_type');
  if (type === 'AS') batch.text(ACTION, 'kerberos-authentication-ticket-requested');
  else if (type === 'TGS') batch.text(ACTION, 'kerberos-service-ticket-requested');
  batch.text(OUTCOME, outcomeOf(record.data('success')));
  const client = meaningful(record.data('client'));
  const slash = client?.lastIndexOf('/') ?? -1;
  batch.text(USER, slash > 0 ? client?.slice(0, slash) : client);
  if (slash > 0) batch.text(DOMAIN, client?.slice(slash + 1));
}

const fileActions: ReadonlyMap<string, string> = new Map([
  ['SMB::FILE_OPEN', 'opened-file'],
  ['SMB::FILE_READ', 'read-file'],
  ['SMB::FILE_WRITE', 'modified-file'],
  ['SMB::FILE_CLOSE', 'closed-file'],
  ['SMB::FILE_DELETE', 'deleted-file'],
  ['SMB::FILE_RENAME', 'renamed-file'],
]);

function putSharedFile(record: ZeekRecord, batch: BatchBuilder): void {
  batch.text(ACTION, fileActions.get(record.data('action') ?? ''));
  const share = meaningful(record.data('path'));
  const name = meaningful(record.data('name'));
  batch.text(
    FILE,
    share === undefined || name === undefined ? (share ?? name) : `${share}\\${name}`,
  );
}
