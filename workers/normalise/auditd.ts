/**
 * Events of the Linux audit log → ECS columns. An event is all lines with one serial: a SYSCALL with
 * its EXECVE, CWD, PATH and PROCTITLE, or one line of a program such as USER_LOGIN. New processes
 * and logons have the same category and action as those of Windows.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { socketAddress } from './audit-address.ts';
import { commandOf } from './audit-fields.ts';
import type { AuditFields } from './audit-fields.ts';
import { auditTypes, partTypes } from './audit-types.ts';
import type { AuditRule } from './audit-types.ts';
import { syscallName, syscallRules } from './audit-syscalls.ts';
import { ipAddress, meaningful, wholeNumber } from './values.ts';

export interface AuditRecord {
  readonly type: string;
  readonly fields: AuditFields;
}

/** The lines of one event. */
export interface AuditEvent {
  readonly node: string;
  /** At least one, in the order of the log. */
  readonly records: readonly AuditRecord[];
}

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER = columnOf('user.name');
const USER_ID = columnOf('user.id');
const TARGET = columnOf('user.target.name');
const SESSION = columnOf('winlog.logon.id');
const EXECUTABLE = columnOf('process.executable');
const COMMAND = columnOf('process.command_line');
const PID = columnOf('process.pid');
const PARENT = columnOf('process.parent.executable');
const PARENT_PID = columnOf('process.parent.pid');
const SOURCE_IP = columnOf('source.ip');
const SOURCE_DOMAIN = columnOf('source.domain');
const DESTINATION_IP = columnOf('destination.ip');
const DESTINATION_PORT = columnOf('destination.port');
const FILE = columnOf('file.path');
const SERVICE = columnOf('service.name');
const RULE = columnOf('rule.name');

const CREATED = 'created-process';
const START_FAILED = 'process-start-failed';

/** Fills the columns of the batch's present record, all but the time. */
export function normaliseAudit(event: AuditEvent, batch: BatchBuilder): void {
  const { records } = event;
  const first = records.find(({ type }) => !partTypes.has(type)) ?? records[0]!;
  const main = first.fields;
  const execve = records.find(({ type }) => type === 'EXECVE');
  const system = records.find(({ type }) => type === 'SYSCALL')?.fields;
  batch.text(HOST, event.node);
  batch.text(PROVIDER, 'auditd');
  batch.text(CODE, execve === undefined ? first.type : 'EXECVE');
  const outcome = outcomeOf(system ?? main) ?? outcomeOf(main);
  batch.text(OUTCOME, outcome);
  putActor(system ?? main, batch);
  putPaths(event, batch);
  if (execve !== undefined) {
    batch.text(CATEGORY, 'process');
    batch.text(ACTION, outcome === 'failure' ? START_FAILED : CREATED);
    batch.text(COMMAND, commandOf(execve.fields) ?? titleOf(records));
  } else if (system !== undefined && !auditTypes.has(first.type)) {
    putSyscall(system, records, outcome, batch);
  } else putProgram(first, outcome, batch);
}

/** `success=yes`, `res=success`, `res=1`; undefined when a line says nothing. */
function outcomeOf(fields: AuditFields): 'success' | 'failure' | undefined {
  const text = fields.get('success') ?? fields.get('res') ?? fields.get('result');
  if (text === undefined) return undefined;
  if (/^(?:yes|success|1)$/.test(text)) return 'success';
  return /^(?:no|failed|0)$/.test(text) ? 'failure' : undefined;
}

/** Numbers that mean "not set". */
function known(text: string | undefined): string | undefined {
  const unset = text === '4294967295' || text === '-1' || text === 'unset' || text === '(null)';
  return unset ? undefined : meaningful(text);
}

function putActor(fields: AuditFields, batch: BatchBuilder): void {
  batch.text(USER, known(fields.get('UID') ?? fields.get('AUID')));
  batch.text(USER_ID, known(fields.get('uid')));
  batch.text(SESSION, known(fields.get('ses')));
  batch.text(EXECUTABLE, known(fields.get('exe')) ?? known(fields.get('comm')));
  batch.int(PARENT_PID, wholeNumber(fields.get('ppid') ?? ''));
  // Beside a command stands the pid of the program that was asked to run it.
  if (!fields.has('cmd')) batch.int(PID, wholeNumber(fields.get('pid') ?? ''));
  batch.text(RULE, known(fields.get('key')));
}

/** The file that a call was about: the last path that is neither a folder on the way nor a loader. */
function putPaths({ records }: AuditEvent, batch: BatchBuilder): void {
  const paths = records.filter(({ type }) => type === 'PATH').map(({ fields }) => fields);
  if (paths.length === 0) return;
  const isExec = records.some(({ type }) => type === 'EXECVE');
  const own = isExec
    ? paths[0]
    : (paths.findLast((path) => path.get('nametype') !== 'PARENT') ?? paths[0]);
  const name = known(own?.get('name'));
  const folder = records.find(({ type }) => type === 'CWD')?.fields.get('cwd');
  if (name === undefined || name.startsWith('/') || folder === undefined) batch.text(FILE, name);
  else batch.text(FILE, `${folder === '/' ? '' : folder}/${name}`);
}

function titleOf(records: readonly AuditRecord[]): string | undefined {
  return records.find(({ type }) => type === 'PROCTITLE')?.fields.get('proctitle');
}

function putSyscall(
  fields: AuditFields,
  records: readonly AuditRecord[],
  outcome: 'success' | 'failure' | undefined,
  batch: BatchBuilder,
): void {
  const name = syscallName(fields);
  const rule = syscallRules.get(name);
  batch.text(CATEGORY, rule?.category ?? 'process');
  batch.text(ACTION, rule?.action ?? (name === '' ? 'called-system' : `called-${name}`));
  // A program that was not there: the kernel logs the call but no EXECVE.
  if (rule?.action === CREATED && outcome === 'failure') batch.text(ACTION, START_FAILED);
  batch.text(COMMAND, titleOf(records));
  const saddr = records.find(({ type }) => type === 'SOCKADDR')?.fields.get('saddr');
  const address = socketAddress(saddr);
  if (address === undefined) return;
  batch.text(CATEGORY, 'network');
  batch.text(DESTINATION_IP, address.ip);
  batch.int(DESTINATION_PORT, address.port);
}

function putProgram(
  { type, fields }: AuditRecord,
  outcome: 'success' | 'failure' | undefined,
  batch: BatchBuilder,
): void {
  const rule: AuditRule = auditTypes.get(type) ?? {
    action: type.toLowerCase().replaceAll('_', '-'),
  };
  batch.text(CATEGORY, rule.category);
  batch.text(ACTION, outcome === 'failure' ? (rule.failed ?? rule.action) : rule.action);
  putAccount(rule, fields, batch);
  putOrigin(fields, batch);
  if (rule.action.startsWith('service-')) batch.text(SERVICE, known(fields.get('unit')));
  if (type === 'USER_CMD') putCommand(fields, outcome, batch);
  if (type === 'USER_END' && /(?:sshd|login|gdm)/.test(fields.get('exe') ?? ''))
    batch.text(ACTION, 'logged-out');
}

function putAccount(rule: AuditRule, fields: AuditFields, batch: BatchBuilder): void {
  const account = known(fields.get('acct')) ?? known(fields.get('ID')) ?? known(fields.get('AUID'));
  if (rule.concerns === 'target') batch.text(TARGET, account);
  else if (rule.concerns === 'user') {
    batch.text(USER, account);
    batch.text(
      USER_ID,
      known(fields.get('id')) ?? (account === undefined ? known(fields.get('auid')) : undefined),
    );
  }
}

function putOrigin(fields: AuditFields, batch: BatchBuilder): void {
  batch.text(SOURCE_IP, ipAddress(fields.get('addr') ?? ''));
  const name = known(fields.get('hostname'));
  if (name !== undefined && ipAddress(name) === undefined) batch.text(SOURCE_DOMAIN, name);
}

/** What sudo was asked to run: a process of its own whose parent is sudo. */
function putCommand(
  fields: AuditFields,
  outcome: 'success' | 'failure' | undefined,
  batch: BatchBuilder,
): void {
  const command = known(fields.get('cmd'));
  batch.text(COMMAND, command);
  if (outcome === 'failure' || command === undefined) return;
  batch.text(EXECUTABLE, command.split(' ', 1)[0]);
  batch.text(PARENT, known(fields.get('exe')) ?? 'sudo');
  batch.int(PARENT_PID, wholeNumber(fields.get('pid') ?? ''));
}
