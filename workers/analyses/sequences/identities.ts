/** Who did it: the identities of all slices under one numbering, automated ones set apart. */
import { byCodePoints } from '#workers/base/code-points.ts';

/** Stands for a missing key while sorting and comparing, as in the published method. */
const MISSING = 'dummy_str';
const CHECK_EVERY = 1 << 13;

/** The text of each key, undefined where missing. */
export type Identity = readonly (string | undefined)[];

/** An automated identity, the pattern that it fits and how many events it has. */
export interface Excluded {
  readonly identity: Identity;
  readonly pattern: string;
  readonly events: number;
}

export interface Identities {
  /** Sorted by their keys, code point by code point. */
  readonly list: readonly Identity[];
  /** For each slice the number of each of its identities. */
  readonly numbers: readonly Int32Array[];
}

/** One text for all keys of an identity; no two identities share it. */
export function identityName(texts: Identity): string {
  return texts.map((text) => (text === undefined ? '-' : `${text.length}:${text}`)).join('');
}

/** One numbering of all slices' identities. A missing key and the text that stands for one are the same. */
export function joinIdentities(
  parts: readonly (readonly Identity[])[],
  check: () => void,
): Identities {
  const byName = new Map<string, Identity>();
  const names = parts.map((part) => {
    check();
    return part.map((texts) => {
      const identity = texts.map((text) => (text === MISSING ? undefined : text));
      const name = identityName(identity);
      if (!byName.has(name)) byName.set(name, identity);
      return name;
    });
  });
  let compared = 0;
  const sorted = [...byName].sort((a, b) => {
    if (++compared % CHECK_EVERY === 0) check();
    return byKeys(a[1], b[1]);
  });
  const numbers = new Map(sorted.map(([name], at) => [name, at]));
  return {
    list: sorted.map(([, identity]) => identity),
    numbers: names.map((part) => Int32Array.from(part, (name) => numbers.get(name)!)),
  };
}

/** All slices' excluded identities, most events first, then by their keys. */
export function joinExcluded(parts: readonly (readonly Excluded[])[]): readonly Excluded[] {
  const byName = new Map<string, Excluded>();
  for (const entry of parts.flat()) {
    const name = identityName(entry.identity);
    const events = (byName.get(name)?.events ?? 0) + entry.events;
    byName.set(name, { ...entry, events });
  }
  return [...byName.values()].sort((a, b) => b.events - a.events || byKeys(a.identity, b.identity));
}

function byKeys(a: Identity, b: Identity): number {
  for (let key = 0; key < a.length; key++) {
    const order = byCodePoints(a[key] ?? MISSING, b[key] ?? MISSING);
    if (order !== 0) return order;
  }
  return 0;
}

/** A pattern where `*` stands for anything, in any case. Linear: pieces are looked for one after the other. */
export function matcher(pattern: string): (text: string) => boolean {
  const pieces = pattern.toLowerCase().split('*');
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  return (text) => {
    const folded = text.toLowerCase();
    if (last === undefined) return folded === first;
    if (!folded.startsWith(first)) return false;
    let at = first.length;
    for (const piece of rest) {
      const found = folded.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return folded.length - last.length >= at && folded.endsWith(last);
  };
}
