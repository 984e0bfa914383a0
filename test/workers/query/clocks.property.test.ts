/** Clock rules against a slow and obvious way: correct every event by hand, then ask. */
import { afterEach, expect, test } from 'vitest';
import { clockOffsetUs } from '#contract/clocks.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { createQueries } from '#workers/query/queries.ts';
import { CaseBuilder, findTestReader, type PlainEvent } from '#test/support/case-builder.ts';

let built = new CaseBuilder();
afterEach(() => {
  built.close();
  built = new CaseBuilder();
});

const BASE_US = 1_600_000_000_000_000;
const HOSTS = ['WS01', 'ws01', 'DC01', 'größe', 'ΟΔΟΣ', undefined] as const;
const OFFSETS = [
  ['ws01', '+00:10:00'],
  ['GRÖSSE', '-1:00'],
  ['Größe', '-00:00:00.5'],
  ['οδος', '+1d 00:00'],
] as const;

interface Told {
  readonly id: number;
  readonly timeUs: number;
}

test('filters, order, bins and slices agree with events that were corrected one by one', () => {
  const random = new SeededRandom(5);
  const evidence = built.evidence({ path: '/a.json' });
  const told: { readonly event: PlainEvent; readonly id: number }[] = [];
  const write = (count: number): void => {
    const events = Array.from({ length: count }, (): PlainEvent => {
      const host = HOSTS[random.below(HOSTS.length)];
      const columns = host === undefined ? {} : { 'host.name': host };
      if (random.below(9) === 0) return { columns, record: {} };
      return { timeUs: BASE_US + random.below(7200) * 1_000_000, columns, record: {} };
    });
    const first = built.events(evidence, events);
    events.forEach((event, at) => told.push({ event, id: first + at }));
  };
  const queries = createQueries(built.reader(), { findReader: findTestReader });
  const rules = new Map<string, number>();
  for (let round = 0; round < 8; round++) {
    write(40);
    const [host, text] = OFFSETS[round % OFFSETS.length]!;
    const offsetUs = clockOffsetUs(text)!;
    if (round === 6) {
      rules.clear();
      built.tamper(`DELETE FROM clock_rules`);
    } else {
      rules.set(foldSigma(host.toLowerCase()), offsetUs);
      built.tamper(`INSERT OR REPLACE INTO clock_rules VALUES ('${host}', ${offsetUs}, '')`);
    }
    const corrected = told.map(({ event, id }): Told => {
      const name = String(event.columns?.['host.name'] ?? '').toLowerCase();
      return { id, timeUs: (event.timeUs ?? NaN) + (rules.get(foldSigma(name)) ?? 0) };
    });
    const fromUs = BASE_US + random.below(5000) * 1_000_000;
    const toUs = fromUs + random.below(5000) * 1_000_000;
    const inside = corrected.filter(({ timeUs }) => timeUs >= fromUs && timeUs < toUs);
    const scope = {
      query: '',
      chips: [{ filter: { kind: 'time' as const, fromUs, toUs }, label: '' }],
    };
    const { block, total } = queries['events.page']({
      scope,
      columns: ['@timestamp'],
      sort: { column: '@timestamp', descending: false },
      offset: 0,
      limit: 1000,
    });
    expect(total).toBe(inside.length);
    const ids = block.columns['id'];
    const times = block.columns['@timestamp'];
    if (ids?.kind !== 'int' || times?.kind !== 'time') throw new TypeError('columns are missing');
    const ordered = inside.toSorted((a, b) => a.timeUs - b.timeUs || a.id - b.id);
    expect([...ids.values]).toEqual(ordered.map(({ id }) => id));
    expect([...times.values]).toEqual(ordered.map(({ timeUs }) => timeUs));
    const all = { query: '', chips: [] };
    const { counts, binUs, ...bins } = queries['timeline.histogram']({ scope: all, bins: 7 });
    const expected = new Float64Array(7);
    for (const { timeUs } of corrected) {
      if (!Number.isNaN(timeUs)) expected[Math.floor((timeUs - bins.fromUs) / binUs)]!++;
    }
    expect(counts).toEqual(expected);
    const slice = queries.eventRows(Int32Array.from(corrected, ({ id }) => id));
    expect([...slice.timeUs]).toEqual(corrected.map(({ timeUs }) => timeUs));
  }
});

/** The two small sigmas are one letter. */
function foldSigma(text: string): string {
  return text.replaceAll('ς', 'σ');
}
