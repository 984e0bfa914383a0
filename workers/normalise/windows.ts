/**
 * Windows events → ECS columns, whatever they came as. The generic columns are set for every event;
 * what the event's own fields say is read by the rule of its provider (or channel) and code. An
 * event without a rule keeps its fields in its document and has generic columns only.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { EventTable } from './event-rule.ts';
import { compileTable, runRule } from './rule-runner.ts';
import type { CompiledRule } from './rule-runner.ts';
import { sysmonTable } from './sysmon.ts';
import { levelName, meaningful } from './values.ts';
import { accountEvents } from './windows-accounts.ts';
import { operationalTables } from './windows-operational.ts';
import type { WindowsRecord } from './windows-record.ts';
import { securityTable } from './windows-security.ts';
import { systemTables } from './windows-system.ts';

type Rules = ReadonlyMap<string, CompiledRule>;

const security: EventTable = {
  ...securityTable,
  events: { ...securityTable.events, ...accountEvents },
};
const tables: readonly EventTable[] = [
  security,
  sysmonTable,
  ...systemTables,
  ...operationalTables,
];

const byProvider = new Map<string, Rules>();
const byChannel = new Map<string, Rules>();
for (const table of tables) {
  const rules = compileTable(table);
  for (const provider of table.providers) byProvider.set(provider, rules);
  for (const channel of table.channels) byChannel.set(channel, rules);
}
const none: Rules = new Map();

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');
const CHANNEL = columnOf('winlog.channel');
const LEVEL = columnOf('log.level');
const USER_ID = columnOf('user.id');

/** Fills the ECS columns of the batch's present record; the reader commits it. */
export function normaliseWindows(record: WindowsRecord, batch: BatchBuilder): void {
  const { provider, code, channel, level } = record;
  batch.text(HOST, record.computer);
  batch.text(CODE, code);
  batch.text(PROVIDER, provider);
  batch.text(CHANNEL, channel);
  if (level !== '') batch.text(LEVEL, levelName(level));
  const rule = rulesOf(provider, channel).get(code);
  const named = rule !== undefined && (runRule(rule, record, batch) || rule.ownAccount);
  if (!named) batch.text(USER_ID, meaningful(record.userSid));
}

/** The spellings met lately; evidence could bring endless ones, so the memory is bounded. */
const met = new Map<string, Map<string, Rules>>();
let metPairs = 0;

function rulesOf(provider: string, channel: string): Rules {
  const known = met.get(provider)?.get(channel);
  if (known !== undefined) return known;
  if (metPairs > 10_000) {
    met.clear();
    metPairs = 0;
  }
  const rules = findRules(provider.toLowerCase(), channel.toLowerCase());
  let ofProvider = met.get(provider);
  if (ofProvider === undefined) {
    ofProvider = new Map<string, Rules>();
    met.set(provider, ofProvider);
  }
  ofProvider.set(channel, rules);
  metPairs++;
  return rules;
}

/** Forwarded events keep their provider; exports that name neither are Security tables in practice. */
function findRules(provider: string, channel: string): Rules {
  const rules = byProvider.get(provider) ?? byChannel.get(channel);
  if (rules !== undefined) return rules;
  return provider === '' && channel === ''
    ? (byProvider.get(security.providers[0]!) ?? none)
    : none;
}
