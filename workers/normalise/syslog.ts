/**
 * Syslog → ECS columns. Every line has its host, program and process id; what well-known programs
 * say of logons, accounts and commands is read by their patterns (`linux-programs.ts`).
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { anyProgram, programRules } from './linux-programs.ts';
import type { MessageRule } from './linux-programs.ts';
import { facilityName, severityLevel } from './syslog-words.ts';
import { ipAddress, meaningful, wholeNumber } from './values.ts';

/** A line as its reader took it apart; '' where it says nothing. */
export interface SyslogRecord {
  readonly host: string;
  readonly program: string;
  readonly pid: string;
  readonly messageId: string;
  readonly message: string;
  /** Facility × 8 + severity, -1 when unknown. */
  readonly priority: number;
}

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CHANNEL = columnOf('winlog.channel');
const LEVEL = columnOf('log.level');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER = columnOf('user.name');
const TARGET = columnOf('user.target.name');
const SESSION = columnOf('winlog.logon.id');
const METHOD = columnOf('winlog.logon.authentication');
const SOURCE_IP = columnOf('source.ip');
const SOURCE_PORT = columnOf('source.port');
const SOURCE_DOMAIN = columnOf('source.domain');
const EXECUTABLE = columnOf('process.executable');
const COMMAND = columnOf('process.command_line');
const PID = columnOf('process.pid');
const PARENT = columnOf('process.parent.executable');
const PARENT_PID = columnOf('process.parent.pid');

/** Only the beginning of a message is matched: longer ones are no logons. */
const MATCHED_CHARACTERS = 8192;
const rulesByProgram = new Map(Object.entries(programRules));

/** Fills the columns of the batch's present record, all but the time. */
export function normaliseSyslog(record: SyslogRecord, batch: BatchBuilder): void {
  const { host, program, messageId, message, priority } = record;
  batch.text(HOST, host);
  batch.text(PROVIDER, program);
  batch.text(CODE, messageId);
  batch.text(CHANNEL, facilityName(priority));
  batch.text(LEVEL, severityLevel(priority));
  const found = matchMessage(program, message);
  if (found === undefined) putProgram(record, batch);
  else putMatch(found.rule, found.groups, record, batch);
}

/** What a message says, by the groups of its pattern; for the fields of a kept line too. */
export function matchMessage(
  program: string,
  message: string,
): { readonly rule: MessageRule; readonly groups: Readonly<Record<string, string>> } | undefined {
  const name = program.slice(program.lastIndexOf('/') + 1).toLowerCase();
  const rules = rulesByProgram.get(name) ?? anyProgram;
  const text = unrepeated(message).slice(0, MATCHED_CHARACTERS);
  for (const rule of rules) {
    const groups = rule.pattern.exec(text);
    if (groups !== null) return { rule, groups: groups.groups ?? {} };
  }
  return undefined;
}

/** The message inside `message repeated 3 times: [ … ]`. */
function unrepeated(message: string): string {
  if (!message.startsWith('message repeated ')) return message;
  const start = message.indexOf(': [ ');
  return start < 0 ? message : message.slice(start + 4, message.endsWith(']') ? -1 : undefined);
}

function putProgram({ program, pid }: SyslogRecord, batch: BatchBuilder): void {
  batch.text(EXECUTABLE, program);
  batch.int(PID, wholeNumber(pid));
}

function putMatch(
  rule: MessageRule,
  groups: Readonly<Record<string, string | undefined>>,
  record: SyslogRecord,
  batch: BatchBuilder,
): void {
  const { user, target, ip, port, method, session, command, executable } = groups;
  batch.text(CATEGORY, rule.category);
  batch.text(ACTION, rule.action);
  batch.text(OUTCOME, rule.outcome);
  // Sessions of root by nobody in particular: the one whose session it is stands for the user.
  batch.text(USER, meaningful(user) ?? meaningful(target));
  if (meaningful(user) !== undefined) batch.text(TARGET, meaningful(target));
  batch.text(SESSION, session);
  batch.text(METHOD, method);
  if (ip !== undefined) {
    const address = ipAddress(ip);
    if (address === undefined) batch.text(SOURCE_DOMAIN, meaningful(ip));
    else batch.text(SOURCE_IP, address);
  }
  if (port !== undefined) batch.int(SOURCE_PORT, wholeNumber(port));
  if (rule.startsProcess === true) {
    batch.text(EXECUTABLE, executable);
    batch.text(COMMAND, command?.trimEnd());
    batch.text(PARENT, record.program);
    batch.int(PARENT_PID, wholeNumber(record.pid));
  } else putProgram(record, batch);
}
