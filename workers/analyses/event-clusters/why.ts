/** Why a cluster is one, and why a noise event stands alone, in words. */
import { fileNameOf, templateWords } from '#workers/algorithms/command-template.ts';
import type { Groups, Tally } from '../cluster-groups.ts';
import { sizeOf, topValues } from '../cluster-groups.ts';
import type { MethodResult } from '../cluster-method.ts';
import type { ValueSpread } from '../phrases.ts';
import { counted, sentence, shortNumber, shortText, spreadPhrase } from '../phrases.ts';
import { textAt } from '../table-columns.ts';
import type { EventFeatures } from './features.ts';
import { ProgramFacts } from './program-facts.ts';
import { parentName } from './variants.ts';

/** Counts by group of every text column that the sentences speak of. */
export interface EventTallies {
  readonly process: Tally;
  readonly command: Tally;
  readonly template: Tally;
  readonly parent: Tally;
  readonly user: Tally;
  readonly host: Tally;
}

/** All that the sentences are made from. */
export interface EventReasonSources {
  readonly groups: Groups;
  readonly features: EventFeatures;
  readonly method: MethodResult;
  readonly tallies: EventTallies;
  readonly minSamples: number;
}

/** Words quoted in a sentence. */
const MOST_WORDS = 4;
/** A parent is worth a word when at most this share of a program's starts has it. */
const RARE_PARENT_SHARE = 0.05;
/** Patterns among which common words are looked for. */
const MOST_PATTERNS = 50;
/** Programs named in a mixed cluster. */
const MOST_PROGRAMS = 3;

export class EventReasons {
  private readonly sources: EventReasonSources;
  private readonly facts: ProgramFacts;

  constructor(sources: EventReasonSources) {
    this.sources = sources;
    this.facts = new ProgramFacts(sources.features);
  }

  /** How a group's program poses as another, in words, or undefined. */
  imitates(group: number): string | undefined {
    const { features, tallies } = this.sources;
    const top = features.process.values[tallies.process.top[group]!];
    return top === undefined ? undefined : this.facts.impostors.of(top);
  }

  /** The sentences of a group. */
  of(group: number): string {
    const words = group < this.sources.groups.noise ? this.alone(group) : this.together(group);
    const imitated = this.imitates(group);
    return imitated === undefined ? words : `${words} It is ${imitated}.`;
  }

  private together(group: number): string {
    const { groups, features, tallies } = this.sources;
    const spread = (tally: Tally, values: readonly string[]): ValueSpread => ({
      distinct: tally.distinct[group]!,
      top: values[tally.top[group]!],
      topCount: tally.topCount[group]!,
      size: sizeOf(groups, group),
    });
    const parents = spread(tallies.parent, features.parent.values.map(fileNameOf));
    return sentence([
      `${counted(sizeOf(groups, group), 'start')} of ${this.programsOf(group)}`,
      this.patternsOf(group),
      spreadPhrase(spread(tallies.user, features.user.values), 'all by', 'users'),
      spreadPhrase(parents, 'started by', 'parents'),
      spreadPhrase(spread(tallies.host, features.host.values), 'on', 'hosts'),
      this.sessionOf(group),
    ]);
  }

  private programsOf(group: number): string {
    const { groups, features, tallies, method } = this.sources;
    const paths = tallies.process.distinct[group]!;
    if (paths === 0) return 'unnamed programs';
    if (paths === 1) return nameOf(features.process.values[tallies.process.top[group]!]!);
    const names = new Map<string, number>();
    for (const { value, count } of topValues(groups, group, features.process, paths)) {
      names.set(nameOf(value), (names.get(nameOf(value)) ?? 0) + count);
    }
    const ranked = [...names].sort((a, b) => b[1] - a[1]);
    if (ranked.length === 1) return `${ranked[0]![0]} at ${paths} paths`;
    const named = ranked.slice(0, MOST_PROGRAMS).map(([name, count]) => `${name} ${count}`);
    const rest = ranked.length > MOST_PROGRAMS ? ', …' : '';
    return `${ranked.length} ${method.mixture} (${named.join(', ')}${rest})`;
  }

  private patternsOf(group: number): string {
    const { groups, features, tallies } = this.sources;
    const templates = tallies.template.distinct[group]!;
    const lines = tallies.command.distinct[group]!;
    if (templates === 1) return `one command-line pattern${lines > 1 ? ` in ${lines} forms` : ''}`;
    const patterns = topValues(groups, group, features.template, MOST_PATTERNS + 1);
    const common =
      patterns.length > MOST_PATTERNS ? [] : commonWords(patterns.map(({ value }) => value));
    const shared = common
      .slice(0, MOST_WORDS)
      .map((word) => shortText(word, 40))
      .join(' ');
    return `${templates} command-line patterns${shared === '' ? '' : ` that share ${shared}`}`;
  }

  private sessionOf(group: number): string | undefined {
    const { groups, features } = this.sources;
    const size = sizeOf(groups, group);
    let system = 0;
    for (let at = groups.offsets[group]!; at < groups.offsets[group + 1]!; at++) {
      system += features.isSystem[groups.order[at]!]!;
    }
    if (system === 0) return undefined;
    return system === size ? 'in the system session' : `${system} of them in the system session`;
  }

  private alone(group: number): string {
    const row = this.sources.groups.exemplars[group]!;
    const parts = [this.rarity(row), this.strangeParent(row), this.neighbour(row)];
    return parts.filter((part) => part !== undefined).join(' ');
  }

  /** How usual program and command line are. */
  private rarity(row: number): string {
    const program = this.facts.programOf(row);
    const name = nameOf(textAt(this.sources.features.process, row) ?? program);
    const starts = this.facts.startsOf(program);
    if (starts === 1) return `The only start of ${name}.`;
    const same = this.facts.sameTemplate(row);
    const own = same === 1 ? this.facts.ownWords(row).slice(0, MOST_WORDS) : [];
    const quoted = own.map((word) => shortText(word, 40)).join(' ');
    const often = same === starts ? 'always' : same === 1 ? 'once' : `${same} times`;
    const only = quoted === '' ? '' : ` Only here: ${quoted}.`;
    return `${name} started ${starts} times, ${often} with this command-line pattern.${only}`;
  }

  private strangeParent(row: number): string | undefined {
    const starts = this.facts.startsOf(this.facts.programOf(row));
    const same = this.facts.sameParent(row);
    const name = parentName(this.sources.features, row);
    if (name === '' || starts < 2 || same > Math.max(1, starts * RARE_PARENT_SHARE))
      return undefined;
    return `Started by ${shortText(name)} only ${same === 1 ? 'this once' : `${same} times`}.`;
  }

  private neighbour(row: number): string | undefined {
    const { features, method, minSamples } = this.sources;
    const nearest = method.nearest(row);
    if (nearest === undefined) return undefined;
    const name = nameOf(textAt(features.process, nearest.row) ?? '');
    const distance = shortNumber(nearest.distance);
    const where = `event ${features.ids[nearest.row]!} (${name}) at distance ${distance}`;
    if (nearest.distance > method.eps) {
      return `Nearest: ${where}, eps is ${shortNumber(method.eps)}.`;
    }
    return `Fewer than ${minSamples} events lie within eps; nearest: ${where}.`;
  }
}

/** Words that all templates have, programs left out, in the order of the first. */
function commonWords(templates: readonly string[]): readonly string[] {
  const [first = [], ...others] = templates.map((text) => templateWords(text).slice(1));
  return [...new Set(first)].filter((word) => others.every((words) => words.includes(word)));
}

function nameOf(path: string): string {
  return path === '' ? 'an unnamed program' : fileNameOf(path);
}
