/**
 * Samples of formats that are known by names of columns or keys, made from what their cards say of
 * them: a new layout or profile is fuzzed without anybody writing a sample.
 */
import { detect, readers } from '#workers/readers/registry.ts';
import type { FormatCard, Head, Reader } from '#workers/readers/reader.ts';
import type { Sample } from './samples.ts';

const ROWS = 12;
/** Ways of writing one card's names that are kept. */
const KEPT = 2;

/** Lines of formats whose tables have no header, as published. */
const headerless: Readonly<Record<string, string>> = {
  bodyfile:
    '0|/a/b c.txt|12-128-1|r/rrwxrwxrwx|0|0|1024|1715000000|1715000001|1715000002|1715000003',
  'lanl-auth': '1,U1@DOM1,U1@DOM1,C1250,C586,NTLM,Network,LogOn,Success',
  'lanl-redteam': '150885,U620@DOM1,C17693,C1003',
  'lanl-proc': '1,C1$@DOM1,C1,P16,Start',
  'lanl-flows': '1,0,C1065,389,C3799,N10451,6,10,5323',
  'lanl-dns': '2,C4653,C5030',
};

/** Samples of every card that can be written from its names. */
export function cardSamples(): Sample[] {
  return readers.flatMap((reader) =>
    reader.cards.flatMap((card) =>
      candidates(reader, card)
        .filter((each) => isOf(each, reader, card))
        .slice(0, KEPT),
    ),
  );
}

/** Cards that none of the samples is read by, as `reader card`. */
export function bareCards(samples: readonly Sample[]): string[] {
  return readers.flatMap((reader) =>
    reader.cards
      .filter((card) => !samples.some((each) => isOf(each, reader, card)))
      .map((card) => `${reader.id} ${card.id}`),
  );
}

/** True when the content is recognised as this card's. */
function isOf({ bytes }: Sample, reader: Reader, card: FormatCard): boolean {
  const text = bytes.toString('utf8');
  const head: Head = { bytes, whole: true, text, name: 'unknown', mtimeMs: Date.UTC(2025, 0, 1) };
  if (detect(head)?.reader !== reader) return false;
  try {
    const options = { timeZone: undefined, recover: false, mapping: undefined };
    return reader.cardOf(reader.prepare(head, options).state) === card.id;
  } catch {
    // What cannot be prepared is no sample of it.
    return false;
  }
}

function candidates(reader: Reader, card: FormatCard): Sample[] {
  const bare = headerless[card.id];
  if (bare !== undefined) return [sample(card, `${bare}\n`.repeat(ROWS))];
  const words = [...ticked(card.knownBy), ...ticked(card.times)];
  const choices = [words, ...words.map((_, i) => words.slice(0, words.length - 1 - i))].filter(
    (each) => each.length > 0,
  );
  // Of names that exclude one another each is left out once.
  const without = words.map((_, i) => words.filter((__, at) => at !== i));
  const all = [...choices, ...without];
  if (reader.id === 'csv') return all.map((names) => sample(card, table(names)));
  if (reader.documents !== 'json') return [];
  const lines = all.flatMap((names) => [records(names, true), records(names, false)]);
  return lines.map((list) =>
    sample(
      card,
      reader.id === 'json'
        ? JSON.stringify(list)
        : list.map((each) => `${JSON.stringify(each)}\n`).join(''),
    ),
  );
}

function sample({ id }: FormatCard, text: string): Sample {
  return { name: id, bytes: Buffer.from(text) };
}

/** Names between ticks. */
function ticked(text: string): string[] {
  return [...text.matchAll(/`([^`{}<>…]+)`/g)].map(([, name]) =>
    (name ?? '').replace(/\.\*$/, '.x'),
  );
}

function table(names: readonly string[]): string {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    names.map((name, at) => quoted(String(valueOf(name, row, at)))).join(','),
  );
  return `${[names.map(quoted).join(','), ...rows].join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function records(names: readonly string[], nested: boolean): Record<string, unknown>[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const record: Record<string, unknown> = {};
    names.forEach((name, at) => {
      const path = nested ? name.split('.') : [name];
      let target = record;
      for (const part of path.slice(0, -1)) {
        const inside = target[part];
        target[part] = typeof inside === 'object' && inside !== null ? inside : {};
        target = target[part] as Record<string, unknown>;
      }
      target[path.at(-1)!] ??= valueOf(name, row, at);
    });
    return record;
  });
}

const TEXTS = [
  'HOST-1',
  'C:\\a b\\c.exe',
  '192.0.2.7',
  'user@example.org',
  '{"a":1}',
  'x "y" z',
  '',
];

function valueOf(name: string, row: number, at: number): string | number {
  const second = String(row).padStart(2, '0');
  if (name === 'ts' || name === 'unixTime') return 1_715_000_000 + row;
  if (/REALTIME|_ms$/.test(name)) return 1_715_000_000_000_000 + row;
  if (/time|date|created|modified|accessed|lastrun|deletedon|interacted/i.test(name))
    return `2024-05-06 07:08:${second}`;
  if (/id$|code|count|size|number|position/i.test(name)) return 4600 + row;
  return TEXTS[(row + at) % TEXTS.length]!;
}
