/**
 * Turns rules into steps once and runs them per event. A step reads one field and writes one
 * column; the column says how its text is read (number, address, name …), so tables stay plain.
 */
import { columnOf, eventColumns } from '#contract/event-columns.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { runExtra } from './extras.ts';
import type { EventRule, EventTable, Extra, FieldNames } from './event-rule.ts';
import { logonTypeNumber } from './logon-type.ts';
import {
  ipAddress,
  isPlaceholder,
  isZeroGuid,
  splitAccount,
  statusOutcome,
  transportName,
  wholeNumber,
} from './values.ts';
import type { WindowsRecord } from './windows-record.ts';

type Reading = 'text' | 'sid' | 'entity' | 'number' | 'address' | 'transport' | 'logon-type';

/** What a rule reads from. */
export type RuleSource = Pick<WindowsRecord, 'data' | 'keywords'>;

interface Step {
  readonly column: number;
  readonly field: string;
  /** Further names, in order. */
  readonly others: readonly string[];
  readonly reading: Reading;
  readonly namesUser: boolean;
}

/** A rule ready to run. */
export interface CompiledRule {
  readonly rule: EventRule;
  /** See `EventTable.ownAccount`. */
  readonly ownAccount: boolean;
  readonly steps: readonly Step[];
  readonly status: readonly string[];
  readonly account: readonly string[];
  readonly targetAccount: readonly string[];
  readonly extras: readonly Extra[];
}

const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const OUTCOME = columnOf('event.outcome');
const USER_NAME = columnOf('user.name');
const USER_DOMAIN = columnOf('user.domain');
const TARGET_NAME = columnOf('user.target.name');
const TARGET_DOMAIN = columnOf('user.target.domain');

/** Other text goes in exactly as the evidence has it: rooms compare logon ids to the letter. */
const readings: Readonly<Partial<Record<EventColumnName, Reading>>> = {
  'source.ip': 'address',
  'destination.ip': 'address',
  'network.transport': 'transport',
  'user.id': 'sid',
  'process.entity_id': 'entity',
  'process.parent.entity_id': 'entity',
  'winlog.logon.type': 'logon-type',
};

/** All rules of some tables, by event code. */
export function compileTable(table: EventTable): ReadonlyMap<string, CompiledRule> {
  const ownAccount = table.ownAccount === true;
  const rules = Object.entries(table.events);
  return new Map(rules.map(([code, rule]) => [code, compileRule(rule, ownAccount)]));
}

/** One rule as steps. */
export function compileRule(rule: EventRule, ownAccount = false): CompiledRule {
  const columns = Object.entries(rule.columns ?? {}) as [EventColumnName, FieldNames][];
  const steps = columns.map(([name, fields]) => compileStep(name, fields));
  return {
    rule,
    ownAccount,
    steps,
    status: listed(rule.status),
    account: listed(rule.account),
    targetAccount: listed(rule.targetAccount),
    extras: rule.extras ?? [],
  };
}

function compileStep(name: EventColumnName, fields: FieldNames): Step {
  const [field = '', ...others] = listed(fields);
  const column = columnOf(name);
  const isInt = eventColumns[column]?.kind === 'int';
  return {
    column,
    field,
    others,
    reading: readings[name] ?? (isInt ? 'number' : 'text'),
    namesUser: name === 'user.name' || name === 'user.id',
  };
}

function listed(fields: FieldNames | undefined): readonly string[] {
  if (fields === undefined) return [];
  return typeof fields === 'string' ? [fields] : fields;
}

/** Fills the columns that a rule names from one record. @returns true when it found a user */
export function runRule(
  { rule, steps, account, targetAccount, status, extras }: CompiledRule,
  record: RuleSource,
  batch: BatchBuilder,
): boolean {
  batch.text(CATEGORY, rule.category);
  batch.text(ACTION, rule.action);
  let userNamed = false;
  for (const step of steps) {
    const text = record.data(step.field) ?? firstOf(record, step.others);
    if (text === undefined || isPlaceholder(text)) continue;
    if (step.namesUser) userNamed = true;
    put(step, text, batch);
  }
  batch.text(OUTCOME, outcomeOf(rule, record, status));
  if (!userNamed && account.length > 0) {
    userNamed = putAccount(batch, firstOf(record, account), USER_NAME, USER_DOMAIN);
  }
  if (targetAccount.length > 0) {
    putAccount(batch, firstOf(record, targetAccount), TARGET_NAME, TARGET_DOMAIN);
  }
  for (const extra of extras) runExtra(extra, record, batch);
  return userNamed;
}

/** The first of these fields that says something. */
function firstOf(record: RuleSource, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const text = record.data(field);
    if (text !== undefined && !isPlaceholder(text)) return text;
  }
  return undefined;
}

function put({ column, reading }: Step, text: string, batch: BatchBuilder): void {
  switch (reading) {
    case 'text':
      batch.text(column, text);
      return;
    case 'number':
      batch.int(column, wholeNumber(text));
      return;
    case 'address':
      batch.text(column, ipAddress(text));
      return;
    case 'transport':
      batch.text(column, transportName(text));
      return;
    case 'logon-type':
      batch.int(column, logonTypeNumber(text));
      return;
    case 'sid':
      // The null SID is how Windows writes "nobody".
      if (text !== 'S-1-0-0') batch.text(column, text);
      return;
    case 'entity':
      if (!isZeroGuid(text)) batch.text(column, text);
      return;
  }
}

function putAccount(
  batch: BatchBuilder,
  text: string | undefined,
  nameColumn: number,
  domainColumn: number,
): boolean {
  const account = text === undefined ? undefined : splitAccount(text);
  if (account === undefined) return false;
  batch.text(nameColumn, account.name);
  batch.text(domainColumn, account.domain);
  return true;
}

function outcomeOf(
  rule: EventRule,
  record: RuleSource,
  status: readonly string[],
): string | undefined {
  if (rule.outcome !== undefined) return rule.outcome;
  if (status.length > 0) {
    const outcome = statusOutcome(firstOf(record, status));
    if (outcome !== undefined) return outcome;
  }
  return auditOutcome(record.keywords);
}

/** Outcome of an audit by its keywords; undefined when they do not say. */
export function auditOutcome(keywords: string | undefined): 'success' | 'failure' | undefined {
  if (keywords === undefined || keywords === '') return undefined;
  let outcome = knownKeywords.get(keywords);
  if (outcome === undefined) {
    outcome = readKeywords(keywords);
    if (knownKeywords.size < 1000) knownKeywords.set(keywords, outcome);
  }
  return outcome === 'none' ? undefined : outcome;
}

const knownKeywords = new Map<string, 'success' | 'failure' | 'none'>();

/** Bits 53 and 52 of the mask: winmeta.xml, AuditSuccess 0x20000000000000, AuditFailure 0x10000000000000. */
function readKeywords(keywords: string): 'success' | 'failure' | 'none' {
  if (/audit[ _]success/i.test(keywords)) return 'success';
  if (/audit[ _]failure/i.test(keywords)) return 'failure';
  if (!/^(0x[0-9a-f]{1,16}|-?\d{1,20})$/i.test(keywords)) return 'none';
  const mask = BigInt(keywords);
  if ((mask & 0x20000000000000n) !== 0n) return 'success';
  return (mask & 0x10000000000000n) !== 0n ? 'failure' : 'none';
}
