/** Slices put together: one numbering of processes by first appearance, one of tokens by kind and value. */
import type { TimeColumn } from '#contract/block.ts';
import { fileNameOf } from '#workers/algorithms/command-template.ts';
import { sumEntries } from '#workers/algorithms/sparse-rows.ts';
import type { SparseRows } from '#workers/algorithms/sparse-rows.ts';
import { sameProcesses } from './same-process.ts';
import type { NamedProcess } from './same-process.ts';
import { TimeSpans, instantAt } from './time-spans.ts';
import { LABEL_NONE, betterImage } from './token-collector.ts';
import type { SliceFeatures } from './token-collector.ts';

/** All that happened, by process and token. */
export interface MergedFeatures {
  readonly events: number;
  readonly skipped: number;
  readonly tokenRows: number;
  readonly keys: readonly string[];
  /** '' = none. */
  readonly labels: readonly string[];
  readonly images: readonly string[];
  readonly hosts: readonly string[];
  readonly first: TimeColumn;
  readonly last: TimeColumn;
  readonly kinds: readonly string[];
  readonly values: readonly string[];
  /** Processes × tokens. */
  readonly counts: SparseRows;
  readonly memberEvents: Int32Array;
  readonly memberProcesses: Int32Array;
}

/**
 * Merges slices given in order of event.
 * @param checkCancelled asked between the steps
 */
export function mergeSlices(
  parts: readonly SliceFeatures[],
  checkCancelled: () => void,
): MergedFeatures {
  const processes = mergeProcesses(parts);
  checkCancelled();
  const tokens = mergeTokens(parts, checkCancelled);
  const members = mergeMembers(parts, processes.numbers);
  checkCancelled();
  const description = describe(parts, processes);
  checkCancelled();
  return {
    events: sum(parts, (part) => part.events),
    skipped: sum(parts, (part) => part.skipped),
    tokenRows: sum(parts, (part) => part.tokenRows),
    keys: processes.keys,
    ...description,
    kinds: tokens.kinds,
    values: tokens.values,
    counts: mergeCounts(parts, processes, tokens),
    ...members,
  };
}

function sum(parts: readonly SliceFeatures[], of: (part: SliceFeatures) => number): number {
  return parts.reduce((total, part) => total + of(part), 0);
}

interface Processes {
  readonly keys: readonly string[];
  /** For each slice: number of each of its processes; -1 when it has no rows in any slice. */
  readonly numbers: readonly Int32Array[];
}

/**
 * Processes that have rows, in order of their first, each under one name. Others were only named in
 * passing and are left out.
 */
function mergeProcesses(parts: readonly SliceFeatures[]): Processes {
  const named = new Map<string, NamedProcess>();
  for (const { order, processes } of parts) {
    for (const id of order) {
      const key = processes.keys[id]!;
      const known = named.get(key);
      named.set(key, {
        key,
        lasting: processes.lasting[id] === 1,
        place: firstKnown(known?.place, processes.places[id]!),
        program: firstKnown(known?.program, fileNameOf(processes.images[id]!).toLowerCase()),
      });
    }
  }
  const processes = [...named.values()];
  const same = sameProcesses(processes);
  const number = new Map<string, number>();
  const keys: string[] = [];
  processes.forEach(({ key }, at) => {
    const own = processes[same[at]!]!.key;
    let found = number.get(own);
    if (found === undefined) {
      found = keys.length;
      keys.push(own);
      number.set(own, found);
    }
    number.set(key, found);
  });
  const numbers = parts.map((part) =>
    Int32Array.from(part.processes.keys, (key) => number.get(key) ?? -1),
  );
  return { keys, numbers };
}

function firstKnown(known: string | undefined, text: string): string {
  return known === undefined || known === '' ? text : known;
}

type Described = Pick<MergedFeatures, 'labels' | 'images' | 'hosts' | 'first' | 'last'>;

/** The best label of each process, among equals the first; its first image and host. */
function describe(parts: readonly SliceFeatures[], { keys, numbers }: Processes): Described {
  const labels = keys.map(() => '');
  const ranks = new Uint8Array(keys.length).fill(LABEL_NONE);
  const images = keys.map(() => '');
  const hosts = keys.map(() => '');
  const spans = new TimeSpans();
  parts.forEach(({ processes }, part) => {
    numbers[part]!.forEach((process, id) => {
      if (process < 0) return;
      const rank = processes.labelRanks[id]!;
      if (rank < ranks[process]!) {
        ranks[process] = rank;
        labels[process] = processes.labels[id]!;
      }
      images[process] = betterImage(images[process]!, processes.images[id]!);
      if (hosts[process] === '') hosts[process] = processes.hosts[id]!;
      spans.note(process, instantAt(processes.first, id));
      spans.note(process, instantAt(processes.last, id));
    });
  });
  return { labels, images, hosts, ...spans.finish(keys.length) };
}

interface Tokens {
  readonly kinds: readonly string[];
  readonly values: readonly string[];
  /** For each slice: number of each of its tokens. */
  readonly numbers: readonly Int32Array[];
}

/** All tokens, sorted by kind, then by value. */
function mergeTokens(parts: readonly SliceFeatures[], checkCancelled: () => void): Tokens {
  const byKind = new Map<string, Map<string, number>>();
  for (const { kinds, tokenKinds, tokenValues } of parts) {
    checkCancelled();
    for (const kind of kinds) if (!byKind.has(kind)) byKind.set(kind, new Map());
    tokenValues.forEach((value, id) => byKind.get(kinds[tokenKinds[id]!]!)!.set(value, 0));
  }
  const kinds: string[] = [];
  const values: string[] = [];
  for (const kind of [...byKind.keys()].sort(byCodeUnits)) {
    checkCancelled();
    const ofKind = byKind.get(kind)!;
    for (const value of [...ofKind.keys()].sort(byCodeUnits)) {
      ofKind.set(value, values.length);
      kinds.push(kind);
      values.push(value);
    }
  }
  const numbers = parts.map((part) =>
    Int32Array.from(part.tokenValues, (value, id) =>
      byKind.get(part.kinds[part.tokenKinds[id]!]!)!.get(value)!,
    ),
  );
  return { kinds, values, numbers };
}

/** The same order on every machine, whatever its language. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function mergeCounts(
  parts: readonly SliceFeatures[],
  processes: Processes,
  tokens: Tokens,
): SparseRows {
  const entries = sum(parts, (part) => part.counts.indices.length);
  const row = new Int32Array(entries);
  const column = new Int32Array(entries);
  const value = new Float64Array(entries);
  let end = 0;
  parts.forEach(({ counts }, part) => {
    for (let id = 0; id < counts.rows; id++) {
      const process = processes.numbers[part]![id]!;
      for (let e = counts.starts[id]!; e < counts.starts[id + 1]!; e++) {
        row[end] = process;
        column[end] = tokens.numbers[part]![counts.indices[e]!]!;
        value[end++] = counts.values[e]!;
      }
    }
  });
  return sumEntries({ row, column, value }, processes.keys.length, tokens.values.length);
}

function mergeMembers(
  parts: readonly SliceFeatures[],
  numbers: readonly Int32Array[],
): Pick<MergedFeatures, 'memberEvents' | 'memberProcesses'> {
  const length = sum(parts, (part) => part.memberEvents.length);
  const memberEvents = new Int32Array(length);
  const memberProcesses = new Int32Array(length);
  let end = 0;
  parts.forEach((part, at) => {
    memberEvents.set(part.memberEvents, end);
    for (const process of part.memberProcesses) memberProcesses[end++] = numbers[at]![process]!;
  });
  return { memberEvents, memberProcesses };
}
