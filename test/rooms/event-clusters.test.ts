/** The room of process-event clusters: the published answers to the digit, and what the better method sees beyond them. */
import { describe, expect, test } from 'vitest';
import type { Explanation } from '#contract/api.ts';
import { eventClusters } from '#contract/rooms/event-clusters.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { eventClustersRoom } from '#workers/analyses/event-clusters/room.ts';
import { codePointSum } from '#workers/algorithms/string-scores.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { checkPublishedRun } from '#test/support/check-published.ts';
import { expectedFeatures, processEvents } from '#test/support/cluster-reference.ts';
import { evidenceRows } from '#test/support/evidence-rows.ts';
import { referenceJson, referencePath, referenceTest } from '#test/support/reference.ts';
import type { PlainEvent } from '#test/support/run-room.ts';
import { outputHash, quietContext, rowsOf, runRoom, tableOf } from '#test/support/run-room.ts';

const REFERENCE = 'event-clustering';

function clustersOf(output: RoomOutput): readonly Readonly<Record<string, unknown>>[] {
  return rowsOf(tableOf(output, 'clusters'));
}

function eventsOf(output: RoomOutput): readonly Readonly<Record<string, unknown>>[] {
  return rowsOf(tableOf(output, 'events'));
}

function explain(output: RoomOutput, groups: readonly number[], limit = 30): Explanation {
  return eventClustersRoom.explain((name) => tableOf(output, name), groups, limit);
}

describe('the published method', () => {
  for (const run of ['seed', 'raw-logpath', 'hashes', 'border']) {
    referenceTest(`gives the published labels, points and table of run ${run}`, () => {
      checkPublishedRun(eventClustersRoom, processEvents(), 'event-clustering', run);
    });
  }

  referenceTest('computes every published feature of every event', () => {
    const events = eventsOf(runRoom(eventClustersRoom, processEvents()));
    for (const [at, { row, isSystemSession, processName, ...numbers }] of expectedFeatures(
      'event-clustering',
    ).entries()) {
      expect(events[at]).toMatchObject({
        row: Number(row),
        processName,
        isSystemSession: isSystemSession === 'true',
      });
      for (const [name, value] of Object.entries(numbers)) {
        const difference = Math.abs(Number(events[at]?.[name]) - Number(value));
        expect(difference, `${name} of row ${at}`).toBeLessThan(1e-12);
      }
    }
  });

  referenceTest('computes features of Linux rows and of missing values', () => {
    const { rows } = referenceJson<{
      rows: { input: Record<string, string | null>; expected: Record<string, unknown> }[];
    }>(`${REFERENCE}/expected-small-linux.json`);
    const events = rows.map(({ input }) => ({
      'process.executable': input['NewProcessName'] ?? '',
      'process.command_line': input['CommandLine'] ?? '',
      'winlog.logon.id': input['SubjectLogonId'] ?? '',
    }));
    const computed = eventsOf(runRoom(eventClustersRoom, events, { slices: [2, 1] }));
    for (const [at, { expected }] of rows.entries()) {
      for (const [name, value] of Object.entries(expected)) {
        if (typeof value === 'number') expect(computed[at]?.[name]).toBeCloseTo(value, 12);
        else expect(computed[at]?.[name], `${name} of row ${at}`).toBe(value);
      }
    }
  });

  test('takes the separator from the first ten paths of all events, not of each slice', () => {
    const windows = { 'process.executable': 'C:\\a\\b.exe' };
    const unix = { 'process.executable': '/usr/bin/x' };
    const nine = Array.from({ length: 9 }, () => windows);
    const names = (events: readonly PlainEvent[]): unknown[] =>
      eventsOf(runRoom(eventClustersRoom, events, { slices: [3, 4, 1, 1] })).map(
        (e) => e['processName'],
      );
    expect(names([...nine, unix])).toEqual([...nine.map(() => 'C:\\a\\b.exe'), 'x']);
    expect(names([...nine, windows, unix]).at(-1)).toBe('/usr/bin/x');
    expect(names([...nine, windows, unix])[0]).toBe('b.exe');
  });

  test('shows each noise event with its own time, and the span of all noise beside it', () => {
    const events = ['a', 'bbbbbb', 'cccccccccccccc'].map((name, at) => ({
      '@timestamp': `2024-03-0${at + 1}T10:00:00.1234567Z`,
      'process.executable': `C:\\${name}.exe`,
      'process.command_line': name,
    }));
    const clusters = clustersOf(
      runRoom(eventClustersRoom, events, { params: { normalize: false } }),
    );
    expect(clusters).toHaveLength(3);
    expect(clusters[1]).toMatchObject({
      cluster: -1,
      size: 1,
      exemplar: 2,
      firstTime: '2024-03-02T10:00:00.1234567Z',
      lastTime: '2024-03-02T10:00:00.1234567Z',
      groupFirstTime: '2024-03-01T10:00:00.1234567Z',
      groupLastTime: '2024-03-03T10:00:00.1234567Z',
    });
  });
});

/** A path whose characters add up to `score`. */
function pathOfScore(score: number): string {
  const frame = 'C:\\.exe';
  let rest = score - codePointSum(frame);
  const length = Math.ceil(rest / 122);
  let name = '';
  for (let left = length; left > 0; left--) {
    const unit = Math.ceil(rest / left);
    name += String.fromCharCode(unit);
    rest -= unit;
  }
  return `C:\\${name}.exe`;
}

/** Five hundred starts of a service that differ in GUIDs and times, an impostor among them, and two strangers of the same proportions. */
function plantedEvents(): readonly PlainEvent[] {
  const random = new SeededRandom(77);
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');
  const service = (name: string): PlainEvent => ({
    '@timestamp': `2024-05-01T0${random.below(10)}:${String(10 + random.below(50))}:00.000Z`,
    'host.name': 'WS1',
    'user.domain': 'NT AUTHORITY',
    'user.name': 'SYSTEM',
    'winlog.logon.id': '0x3e7',
    'process.executable': `C:\\Windows\\System32\\${name}.exe`,
    'process.command_line': `${name}.exe -k netsvcs -task {${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}} -at 2024-05-${String(10 + random.below(20))}T10:11:12`,
    'process.parent.executable': 'C:\\Windows\\System32\\services.exe',
  });
  const stranger = (score: number, delimiters: number): PlainEvent => ({
    'host.name': 'WS1',
    'user.name': 'ann',
    'winlog.logon.id': '0x1f3a2',
    'process.executable': pathOfScore(score),
    'process.command_line': `run${' a'.repeat(delimiters)}`,
  });
  const services = Array.from({ length: 500 }, () => service('svchost'));
  return [
    ...services.slice(0, 250),
    service('svchots'),
    ...services.slice(250),
    stranger(2000, 10),
    stranger(3000, 15),
  ];
}

const IMPOSTOR = 250;
const [STRANGER, TWIN] = [501, 502];

describe('through the reader of CSV files', () => {
  referenceTest('the published 363 events become 62 rows', async () => {
    const path = referencePath(`${REFERENCE}/processes_on_host.csv`);
    const events = await evidenceRows(path, 'process', 'created-process');
    expect(events).toHaveLength(363);
    checkPublishedRun(eventClustersRoom, events, 'event-clustering', 'seed');
  });
});

describe('what the published method merges, the better one keeps apart', () => {
  const published = runRoom(eventClustersRoom, plantedEvents());
  const better = runRoom(eventClustersRoom, plantedEvents(), { params: { method: 'templates' } });
  const labels = (output: RoomOutput): readonly number[] =>
    eventsOf(output).map((event) => Number(event['cluster']));

  test('the plant is as meant: same character sums, same proportions', () => {
    const events = eventsOf(published);
    expect(events[IMPOSTOR]?.['pathScore']).toBe(events[0]?.['pathScore']);
    expect([events[STRANGER]?.['pathScore'], events[TWIN]?.['pathScore']]).toEqual([2000, 3000]);
    expect([STRANGER, TWIN].map((at) => events[at]?.['commandlineTokensFull'])).toEqual([10, 15]);
  });

  test('svchots.exe hides among 500 svchost.exe when published, and stands alone when better', () => {
    expect(labels(published)[IMPOSTOR]).toBe(labels(published)[0]);
    expect(labels(better)[IMPOSTOR]).toBe(-1);
    expect(new Set(labels(better).slice(0, IMPOSTOR))).toEqual(new Set([0]));
    expect(clustersOf(better).find(({ cluster }) => cluster === 0)).toMatchObject({
      size: 500,
      templates: 1,
      commandLines: 500,
    });
  });

  test('events of the same proportion are one cluster when published, two when better', () => {
    expect(labels(published)[STRANGER]).toBe(labels(published)[TWIN]);
    expect(labels(published)[STRANGER]).toBeGreaterThanOrEqual(0);
    expect([labels(better)[STRANGER], labels(better)[TWIN]]).toEqual([-1, -1]);
  });

  test('the impostor is called one', () => {
    const [impostor] = clustersOf(better);
    expect(impostor).toMatchObject({
      exemplar: IMPOSTOR + 1,
      looksLike: 'named like svchost.exe, one character off',
    });
    expect(impostor?.['why']).toBe(
      'The only start of svchots.exe. It is named like svchost.exe, one character off.',
    );
  });

  test('a cluster that mixes programs says so', () => {
    const mixed = clustersOf(published).find(({ cluster }) => cluster === 0);
    expect(mixed?.['why']).toContain(
      '2 different programs that the distance does not tell apart (svchost.exe 500, svchots.exe 1)',
    );
  });

  test('every row has its reason in words', () => {
    for (const row of [...clustersOf(published), ...clustersOf(better)]) {
      expect(row['why']).toMatch(/^\S.+\.$/);
    }
  });
});

describe('templates', () => {
  const start = (name: string, line: string, parent: string): PlainEvent => ({
    'process.executable': `C:\\Windows\\System32\\${name}`,
    'process.command_line': line,
    'process.parent.executable': `C:\\Windows\\${parent}`,
  });
  const many = (count: number, event: PlainEvent): readonly PlainEvent[] =>
    Array.from({ length: count }, () => event);
  const run = (events: readonly PlainEvent[], params = {}): RoomOutput =>
    runRoom(eventClustersRoom, events, { params: { method: 'templates', ...params } });

  test('a usual command under an unusual parent stands alone and says under which', () => {
    const output = run([
      ...many(60, start('cmd.exe', 'cmd.exe /c dir', 'explorer.exe')),
      start('cmd.exe', 'cmd.exe /c dir', 'winword.exe'),
    ]);
    expect(output.summary).toMatchObject({ clusters: 1, noise: 1 });
    expect(clustersOf(output)[0]?.['why']).toContain('Started by winword.exe only this once.');
  });

  test('a strange parent parts however long the command line is, but not what everybody starts', () => {
    const service = (parent: string): PlainEvent =>
      start('svchost.exe', 'svchost.exe -k netsvcs -p -s Schedule -a b -c d', parent);
    const output = run([...many(60, service('services.exe')), service('winword.exe')]);
    expect(output.summary).toMatchObject({ clusters: 1, noise: 1 });
    const parents = Array.from({ length: 60 }, (_, at) => `${'abcdefghij'[at % 10]!}.exe`);
    const consoles = [...parents, 'k.exe'].map((parent) =>
      start('conhost.exe', 'conhost 0x4', parent),
    );
    expect(run(consoles).summary).toMatchObject({ clusters: 1, noise: 0 });
  });

  test('variants that differ in a word are one cluster, and what they share is named', () => {
    const lines = ['wlan', 'lan', 'mbn', 'wcn'].map((what) => `netsh ${what} show all interfaces`);
    const output = run(lines.map((line) => start('netsh.exe', line, 'cmd.exe')));
    expect(output.summary).toMatchObject({ clusters: 1, noise: 0 });
    expect(clustersOf(output)[0]?.['why']).toContain(
      '4 command-line patterns that share show all interfaces',
    );
  });

  test('a given eps is used, 0 chooses one', () => {
    const events = ['a', 'b'].map((word) => start('x.exe', `x.exe ${word} c d e f g`, 'y.exe'));
    expect(run(events, { epsTemplates: 0.05 }).summary).toMatchObject({
      noise: 2,
      epsSource: 'given',
    });
    expect(run(events).summary).toMatchObject({ clusters: 1, epsSource: 'fallback' });
    expect(run(events, { epsTemplates: 0.9 }).summary).toMatchObject({ clusters: 1, eps: 0.9 });
  });

  test('many small differences and a few great ones have a knee', () => {
    const long = ['copy', 'from', 'here', 'to', 'there', 'quietly'];
    const near = Array.from({ length: 40 }, (_, at) => {
      const word = String.fromCharCode(97 + (at % 20)).repeat(3 + Math.floor(at / 20));
      return start(`p${at % 4}.exe`, `p ${long.join(' ')} ${word}`, 'y.exe');
    });
    const far = Array.from({ length: 4 }, (_, at) =>
      start(
        `p${at}.exe`,
        `p ${long.slice(0, 3).join(' ')} ${'klmn'[at]!} of another kind`,
        'y.exe',
      ),
    );
    const { summary } = run([...near, ...far]);
    expect(summary).toMatchObject({ epsSource: 'knee', clusters: 4, noise: 4 });
  });

  test('minSamples counts events: below it even equal ones are noise', () => {
    const events = many(3, start('x.exe', 'x.exe a', 'y.exe'));
    expect(run(events, { minSamples: 3 }).summary).toMatchObject({ clusters: 1, noise: 0 });
    expect(run(events, { minSamples: 4 }).summary).toMatchObject({ clusters: 0, noise: 3 });
  });

  test('a system program outside its folder is named', () => {
    const output = run([
      { 'process.executable': 'C:\\Users\\ann\\svchost.exe' },
      { 'process.executable': '\\Device\\HarddiskVolume2\\Windows\\System32\\lsass.exe' },
    ]);
    expect(clustersOf(output).map((row) => row['looksLike'])).toEqual([
      'named svchost.exe, but outside Windows\\System32',
      null,
    ]);
  });
});

describe('why this group', () => {
  test('what is telling comes first, with counts inside and outside', () => {
    const output = runRoom(eventClustersRoom, plantedEvents(), { params: { method: 'templates' } });
    const { title, members, reasons } = explain(output, [-1]);
    expect(title).toBe('Noise: 3 of 503 events');
    expect(members).toBe(3);
    expect(reasons[0]).toMatchObject({
      what: 'session of a user',
      inside: 2,
      outside: 0,
      outsideShare01: 0,
    });
    expect(reasons.map(({ what }) => what)).toEqual(expect.arrayContaining(['user ann', 'word a']));
    const weights = reasons.map(({ weight }) => weight);
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(explain(output, [-1], 2).reasons).toEqual(reasons.slice(0, 2));
  });

  test('several clusters are one selection; everything has no outside and no reasons', () => {
    const output = runRoom(eventClustersRoom, plantedEvents());
    expect(explain(output, [0, 1]).title).toBe('2 clusters: 503 of 503 events');
    expect(explain(output, [0, 1]).reasons).toEqual([]);
    expect(explain(output, [99]).members).toBe(0);
  });
});

describe('the room keeps its promises', () => {
  const events = plantedEvents();

  test.each(['published', 'templates'])('%s: how the input is sliced cannot be seen', (method) => {
    const whole = outputHash(runRoom(eventClustersRoom, events, { params: { method } }));
    const random = new SeededRandom(3);
    for (let round = 0; round < 4; round++) {
      const slices = Array.from({ length: 12 }, () => 1 + random.below(70));
      const sliced = runRoom(eventClustersRoom, events, { params: { method }, slices });
      expect(outputHash(sliced)).toBe(whole);
    }
  });

  test('all tables with their fixed columns first', () => {
    const output = runRoom(eventClustersRoom, events);
    expect(Object.keys(output.tables)).toEqual(eventClusters.tables);
    expect(Object.keys(tableOf(output, 'clusters').columns).slice(0, 5)).toEqual([
      'cluster',
      'size',
      'firstTime',
      'lastTime',
      'exemplar',
    ]);
    expect(Object.keys(tableOf(output, 'events').columns).slice(0, 4)).toEqual([
      'event',
      'row',
      'cluster',
      'isCore',
    ]);
  });

  test('nothing to cluster is said so', () => {
    expect(() => runRoom(eventClustersRoom, [])).toThrow(
      expect.objectContaining({ code: 'nothing-to-analyse' }),
    );
  });

  test.each(['published', 'templates'])('%s stops when asked to', (method) => {
    const context = {
      ...quietContext,
      checkCancelled: () => {
        throw new Error('stopped');
      },
    };
    expect(() => runRoom(eventClustersRoom, events, { params: { method }, context })).toThrow(
      'stopped',
    );
  });

  test('names that mean something to JavaScript are only names', () => {
    const hostile = ['__proto__', 'constructor', 'toString', '\ud800', '\u0000', '<img src=x>'].map(
      (name) => ({
        'process.executable': name,
        'process.command_line': `${name} "${name}`,
        'user.name': name,
        'host.name': name,
      }),
    );
    for (const method of ['published', 'templates']) {
      const output = runRoom(eventClustersRoom, hostile, { params: { method } });
      expect(eventsOf(output).map((event) => event['process'])).toEqual(
        hostile.map((event) => event['process.executable']),
      );
      expect(explain(output, [0]).title).toBeDefined();
    }
  });
});
