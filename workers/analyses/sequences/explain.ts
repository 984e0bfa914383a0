/**
 * Why a session stands out: steps, commands and parameters that it has and others hardly do. Counted in
 * sessions, from the kept tables alone.
 */
import type { Explanation } from '#contract/api.ts';
import type { KeptTable, TextColumn } from '#contract/block.ts';
import { logOdds } from '#workers/algorithms/log-odds.ts';
import { counted, shortText } from '../phrases.ts';
import { intsOf, recordOf, textOf } from '../table-columns.ts';

type Reason = Explanation['reasons'][number];

/** Sessions inside and outside that have something; the last one seen, so that each counts once. */
interface Tally {
  inside: number;
  outside: number;
  last: number;
}

/** Weights below this could be chance. */
const MIN_WEIGHT = 0.5;

/** Reasons of the chosen sessions, strongest first. */
export function explain(
  table: (name: string) => KeptTable,
  groups: readonly number[],
  limit: number,
): Explanation {
  const events = table('events');
  const sessions = table('sessions').rows;
  const chosen = new Set(groups.filter((group) => group >= 0 && group < sessions));
  const members = chosen.size;
  const counter = new ThingCounter(events, chosen);
  counter.countSteps();
  if (events.columns['setup'] !== undefined) counter.countParameters(table('setups'));
  const reasons = [...counter.tallies]
    .map(([what, tally]) => reasonOf(what, tally, members, sessions - members))
    .filter(({ weight }) => weight >= MIN_WEIGHT)
    .sort((a, b) => b.weight - a.weight || (a.what < b.what ? -1 : 1));
  return {
    title: titleOf(table, [...chosen], sessions),
    members,
    reasons: reasons.slice(0, limit),
  };
}

function reasonOf(
  what: string,
  { inside, outside }: Tally,
  members: number,
  others: number,
): Reason {
  return {
    what,
    inside,
    outside,
    insideShare01: members === 0 ? 0 : inside / members,
    outsideShare01: others === 0 ? 0 : outside / others,
    weight: others === 0 ? 0 : logOdds(inside, members, outside, others),
  };
}

/** Counts by sessions. Only things that the chosen sessions have are looked for in the others. */
class ThingCounter {
  readonly tallies = new Map<string, Tally>();
  private readonly events: KeptTable;
  private readonly session: Int32Array;
  private readonly command: TextColumn;
  private readonly chosen: ReadonlySet<number>;

  constructor(events: KeptTable, chosen: ReadonlySet<number>) {
    this.events = events;
    this.session = intsOf(events, 'session');
    this.command = textOf(events, 'command');
    this.chosen = chosen;
  }

  /** Commands, and pairs of one after the other; the start and the end count as well. */
  countSteps(): void {
    const { ids, values } = this.command;
    const outer = values.length;
    const width = outer + 1;
    const steps = new Map<number, Tally>();
    const commands = new Map<number, Tally>();
    this.pass((row, isInside) => {
      const session = this.session[row]!;
      const isFirst = row === 0 || this.session[row - 1] !== session;
      const isLast = row + 1 === this.events.rows || this.session[row + 1] !== session;
      const before = isFirst ? outer : ids[row - 1]!;
      note(steps, before * width + ids[row]!, session, isInside);
      note(commands, ids[row]!, session, isInside);
      if (isLast) note(steps, ids[row]! * width + outer, session, isInside);
    });
    const name = (id: number): string => shortText(values[id] ?? '');
    for (const [step, tally] of steps) {
      const before = Math.floor(step / width);
      const after = step % width;
      const what =
        before === outer
          ? `${name(after)} as the first`
          : after === outer
            ? `nothing after ${name(before)}`
            : `${name(after)} after ${name(before)}`;
      this.tallies.set(`step ${what}`, tally);
    }
    for (const [command, tally] of commands) this.tallies.set(`command ${name(command)}`, tally);
  }

  /** Parameters given the command, and modelled values. */
  countParameters(setups: KeptTable): void {
    const setup = intsOf(this.events, 'setup');
    const { ids, values } = this.command;
    const { fields } = recordOf(setups, 'parameters');
    const names = fields['names'];
    const texts = fields['values'];
    if (names?.kind !== 'list' || texts?.kind !== 'list') return;
    const found = new Map<string, Tally>();
    this.pass((row, isInside) => {
      const own = setup[row]!;
      const session = this.session[row]!;
      for (let at = names.starts[own]!; at < names.starts[own + 1]!; at++) {
        const name = shortText(names.values[names.ids[at]!] ?? '');
        const command = shortText(values[ids[row]!] ?? '');
        note(found, `parameter ${name} of ${command}`, session, isInside);
        const value = texts.values[texts.ids[at]!];
        if (value === undefined) continue;
        note(found, `value ${name} = ${shortText(value)}`, session, isInside);
      }
    });
    for (const [what, tally] of found) this.tallies.set(what, tally);
  }

  /** First the chosen sessions' rows, then all others'. */
  private pass(look: (row: number, isInside: boolean) => void): void {
    for (const inside of [true, false]) {
      for (let row = 0; row < this.events.rows; row++) {
        if (this.chosen.has(this.session[row]!) === inside) look(row, inside);
      }
    }
  }
}

function note<K>(found: Map<K, Tally>, key: K, session: number, isInside: boolean): void {
  let tally = found.get(key);
  if (tally === undefined) {
    if (!isInside) return;
    tally = { inside: 0, outside: 0, last: -1 };
    found.set(key, tally);
  }
  if (tally.last === session) return;
  tally.last = session;
  if (isInside) tally.inside++;
  else tally.outside++;
}

/** "Session 12: 5 commands, Set-Mailbox after New-InboxRule: 1 of 1,204", "3 of 400 sessions". */
function titleOf(
  table: (name: string) => KeptTable,
  chosen: readonly number[],
  sessions: number,
): string {
  const [only] = chosen;
  if (chosen.length !== 1 || only === undefined) return `${chosen.length} of ${sessions} sessions`;
  const own = table('sessions');
  const rarest = textOf(own, 'rarest');
  const length = counted(intsOf(own, 'events')[only]!, 'command');
  return `Session ${only}: ${length}; rarest step ${rarest.values[rarest.ids[only]!] ?? ''}`;
}
