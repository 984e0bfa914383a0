/** Why logons are a habit, and why one stands alone, in words. */
import type { TextColumn } from '#contract/block.ts';
import { LookAlikes } from '#workers/algorithms/look-alike.ts';
import type { Groups, Tally } from '../cluster-groups.ts';
import { sizeOf, tallyGroups, topValues } from '../cluster-groups.ts';
import type { MethodResult } from '../cluster-method.ts';
import type { ValueSpread } from '../phrases.ts';
import { counted, sentence, shortNumber, shortText, spreadPhrase } from '../phrases.ts';
import { textAt } from '../table-columns.ts';
import type { LogonFeatures } from './features.ts';
import { logonTypePhrase } from './windows-words.ts';

/** Accounts that are worth imitating wherever they are. */
const knownAccounts = [
  'administrator',
  'guest',
  'system',
  'krbtgt',
  'defaultaccount',
  'wdagutilityaccount',
  'local service',
  'network service',
];
/** Names this common in the evidence are worth imitating too. */
const FREQUENT_LOGONS = 20;
/** Shorter names are alike by chance. */
const LEAST_NAME = 5;
/** A value is worth a word when at most this share of an account's logons has it. */
const RARE_SHARE = 0.05;

/** Logon types and hours as text columns, so that they are counted and explained like any other value. */
export interface LogonWords {
  readonly type: TextColumn;
  readonly hour: TextColumn;
  readonly source: TextColumn;
}

/** Words of types, hours and sources. */
export function logonWords({ type, hour, texts }: LogonFeatures): LogonWords {
  return {
    type: wordsOf(type, logonTypePhrase),
    hour: wordsOf(hour, (value) => `${String(value).padStart(2, '0')} h UTC`),
    source: sources(texts.sourceAddress, texts.sourceHost),
  };
}

/** Negative numbers are missing. */
function wordsOf(numbers: Int32Array, word: (value: number) => string): TextColumn {
  const ids = new Map<number, number>();
  const column = numbers.map((value) => {
    if (value < 0) return -1;
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    return id;
  });
  return { kind: 'text', ids: column, values: [...ids.keys()].map(word) };
}

/** The address, or else the name of where a logon came from. */
function sources(address: TextColumn, name: TextColumn): TextColumn {
  const ids = address.ids.map((id, row) =>
    id >= 0 ? id : name.ids[row]! < 0 ? -1 : address.values.length + name.ids[row]!,
  );
  return { kind: 'text', ids, values: [...address.values, ...name.values] };
}

/** All that the sentences are made from. */
export interface LogonReasonSources {
  readonly groups: Groups;
  readonly features: LogonFeatures;
  readonly words: LogonWords;
  readonly method: MethodResult;
  readonly minSamples: number;
}

export class LogonReasons {
  readonly tallies: Readonly<Record<'account' | 'type' | 'source' | 'hour' | 'host', Tally>>;
  private readonly sources: LogonReasonSources;
  private readonly lookAlikes: LookAlikes;
  private readonly accountLogons: Int32Array;
  /** Logons by account and value, one map for types, sources and hours. */
  private readonly habits: readonly ReadonlyMap<number, number>[];

  constructor(sources: LogonReasonSources) {
    const { groups, features, words } = sources;
    const { account, host } = features.texts;
    this.sources = sources;
    this.tallies = {
      account: tallyGroups(groups, account),
      type: tallyGroups(groups, words.type),
      source: tallyGroups(groups, words.source),
      hour: tallyGroups(groups, words.hour),
      host: tallyGroups(groups, host),
    };
    this.accountLogons = new Int32Array(account.values.length);
    for (const id of account.ids) if (id >= 0) this.accountLogons[id]!++;
    const frequent = account.values.filter((_, id) => this.accountLogons[id]! >= FREQUENT_LOGONS);
    this.lookAlikes = new LookAlikes([...knownAccounts, ...frequent.map(bareName)], LEAST_NAME);
    this.habits = [words.type, words.source, words.hour].map((column) =>
      pairCounts(account, column),
    );
  }

  /** How the name of a group's account poses as another, in words, or undefined. */
  imitates(group: number): string | undefined {
    const { account } = this.sources.features.texts;
    const top = account.values[this.tallies.account.top[group]!];
    const twin = top === undefined ? undefined : this.lookAlikes.of(bareName(top));
    return twin === undefined ? undefined : `named like ${twin}, one character off`;
  }

  /** The sentences of a group. */
  of(group: number): string {
    const words = group < this.sources.groups.noise ? this.alone(group) : this.together(group);
    const imitated = this.imitates(group);
    return imitated === undefined ? words : `${words} The account is ${imitated}.`;
  }

  private together(group: number): string {
    const { groups, features, words } = this.sources;
    const { type, source, hour, host } = this.tallies;
    const spread = (tally: Tally, { values }: TextColumn): ValueSpread => ({
      distinct: tally.distinct[group]!,
      top: values[tally.top[group]!],
      topCount: tally.topCount[group]!,
      size: sizeOf(groups, group),
    });
    return sentence([
      `${counted(sizeOf(groups, group), 'logon')} of ${this.accountsOf(group)}`,
      spreadPhrase(spread(type, words.type), 'all of type', 'logon types'),
      spreadPhrase(spread(source, words.source), 'from', 'sources'),
      spreadPhrase(spread(hour, words.hour), 'at', 'hours of the day'),
      spreadPhrase(spread(host, features.texts.host), 'on', 'hosts'),
    ]);
  }

  private accountsOf(group: number): string {
    const { groups, features, method } = this.sources;
    const { account } = features.texts;
    const { distinct } = this.tallies.account;
    const top = topValues(groups, group, account, 3);
    if (top.length === 0) return 'unnamed accounts';
    if (distinct[group] === 1) return top[0]!.value;
    const named = top.map(({ value, count }) => `${shortText(value, 40)} ${count}`).join(', ');
    return `${distinct[group]!} ${method.mixture} (${named}${distinct[group]! > 3 ? ', …' : ''})`;
  }

  private alone(group: number): string {
    const row = this.sources.groups.exemplars[group]!;
    return [this.rarity(row), this.neighbour(row)].filter((part) => part !== undefined).join(' ');
  }

  /** How usual account, type, source and hour are. */
  private rarity(row: number): string {
    const { features, words } = this.sources;
    const { account } = features.texts;
    const name = textAt(account, row) ?? 'an unnamed account';
    const type = textAt(words.type, row) ?? 'none';
    const source = textAt(words.source, row);
    const hour = textAt(words.hour, row);
    const logons = this.accountLogons[account.ids[row]!] ?? 1;
    const where = source === undefined ? '' : ` from ${shortText(source)}`;
    if (logons === 1) return `The only logon of ${name}: type ${type}${where}.`;
    const phrases = [`of type ${type}`, `from ${shortText(source ?? '')}`, `at ${hour ?? ''}`];
    const columns = [words.type, words.source, words.hour];
    const rare = columns.flatMap((column, at) => {
      const count = this.habits[at]!.get(pairKey(account, column, row)) ?? 0;
      const isRare = count > 0 && count <= Math.max(1, logons * RARE_SHARE);
      return isRare ? [`${phrases[at]!} only ${count === 1 ? 'this once' : `${count} times`}`] : [];
    });
    const usually = `${name} logged on ${logons} times`;
    return rare.length > 0
      ? `${usually}, ${rare.join(', ')}.`
      : `${usually}; this one is of type ${type}${where}.`;
  }

  private neighbour(row: number): string | undefined {
    const { features, method, minSamples } = this.sources;
    const nearest = method.nearest(row);
    if (nearest === undefined) return undefined;
    const name = textAt(features.texts.account, nearest.row) ?? 'an unnamed account';
    const distance = shortNumber(nearest.distance);
    const where = `event ${features.ids[nearest.row]!} (${name}) at distance ${distance}`;
    if (nearest.distance > method.eps) {
      return `Nearest: ${where}, eps is ${shortNumber(method.eps)}.`;
    }
    return `Fewer than ${minSamples} logons lie within eps; nearest: ${where}.`;
  }
}

function bareName(account: string): string {
  return account.slice(account.lastIndexOf('\\') + 1).toLowerCase();
}

function pairKey(a: TextColumn, b: TextColumn, row: number): number {
  return (a.ids[row]! + 1) * (b.values.length + 1) + b.ids[row]! + 1;
}

/** Events by pair of values; a missing value on either side is not counted. */
function pairCounts(a: TextColumn, b: TextColumn): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let row = 0; row < a.ids.length; row++) {
    if (a.ids[row]! < 0 || b.ids[row]! < 0) continue;
    const key = pairKey(a, b, row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
