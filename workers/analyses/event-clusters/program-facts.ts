/** What is usual for each program over all events: how often it starts, with which words, under which parents. */
import { fileNameOf, templateWords } from '#workers/algorithms/command-template.ts';
import type { EventFeatures } from './features.ts';
import { Impostors } from './imitation.ts';
import { parentName } from './variants.ts';

/** Names this common in the evidence are worth imitating. */
const FREQUENT_EVENTS = 20;

export class ProgramFacts {
  readonly impostors: Impostors;
  private readonly features: EventFeatures;
  private readonly starts = new Map<string, number>();
  private readonly templateStarts: Int32Array;
  private readonly wordStarts = new Map<string, number>();
  private readonly parentStarts = new Map<string, number>();

  constructor(features: EventFeatures) {
    this.features = features;
    this.impostors = new Impostors(frequentNames(features.process));
    const { template } = features;
    this.templateStarts = new Int32Array(template.values.length);
    for (const id of template.ids) this.templateStarts[id]!++;
    for (const [id, text] of template.values.entries()) {
      const count = this.templateStarts[id]!;
      const [program = '', ...words] = templateWords(text);
      add(this.starts, program, count);
      for (const word of new Set(words)) add(this.wordStarts, pairKey(program, word), count);
    }
    this.countParents();
  }

  /** Program of an event, as in its template. */
  programOf(row: number): string {
    return this.wordsOf(row)[0] ?? '';
  }

  /** Starts of a program. */
  startsOf(program: string): number {
    return this.starts.get(program) ?? 0;
  }

  /** Starts of an event's program with the same command-line pattern. */
  sameTemplate(row: number): number {
    return this.templateStarts[this.features.template.ids[row]!]!;
  }

  /** Starts of an event's program under the same parent. */
  sameParent(row: number): number {
    const key = pairKey(this.programOf(row), parentName(this.features, row));
    return this.parentStarts.get(key) ?? 0;
  }

  /** Words of an event's command line that its program has in no other pattern, each once. */
  ownWords(row: number): readonly string[] {
    const [program = '', ...words] = this.wordsOf(row);
    const same = this.sameTemplate(row);
    const own = words.filter((word) => (this.wordStarts.get(pairKey(program, word)) ?? 0) <= same);
    return [...new Set(own)];
  }

  private wordsOf(row: number): readonly string[] {
    const { template } = this.features;
    return templateWords(template.values[template.ids[row]!]!);
  }

  /** Counted by pairs of template and parent, which are few, not by event. */
  private countParents(): void {
    const { template, parent, rows } = this.features;
    const pairs = new Map<number, { row: number; count: number }>();
    for (let row = 0; row < rows; row++) {
      const key = template.ids[row]! * (parent.values.length + 1) + parent.ids[row]! + 1;
      const known = pairs.get(key);
      if (known === undefined) pairs.set(key, { row, count: 1 });
      else known.count++;
    }
    for (const { row, count } of pairs.values()) {
      const key = pairKey(this.programOf(row), parentName(this.features, row));
      add(this.parentStarts, key, count);
    }
  }
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function pairKey(program: string, other: string): string {
  return `${program}\n${other}`;
}

function frequentNames({ ids, values }: EventFeatures['process']): readonly string[] {
  const perPath = new Int32Array(values.length);
  for (const id of ids) if (id >= 0) perPath[id]!++;
  const counts = new Map<string, number>();
  for (const [id, path] of values.entries())
    add(counts, fileNameOf(path).toLowerCase(), perPath[id]!);
  return [...counts].filter(([, count]) => count >= FREQUENT_EVENTS).map(([name]) => name);
}
