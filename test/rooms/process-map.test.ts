import { expect, test } from 'vitest';
import { nearestOnMap } from '#workers/algorithms/map-quality.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { processMapRoom } from '#workers/analyses/process-map/room.ts';
import { processMap } from '#contract/rooms/process-map.ts';
import type { Explanation } from '#contract/api.ts';
import type { RoomOutput } from '#workers/analyses/room.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { ecarDay, intruderAddress, disguise, sysmonDay } from '#test/support/process-events.ts';
import type { ProcessDay } from '#test/support/process-events.ts';
import { outputHash, quietContext, rowsOf, runRoom, tableOf } from '#test/support/run-room.ts';
import type { PlainEvent } from '#test/support/run-room.ts';

type Row = Readonly<Record<string, unknown>>;
/** Fewer rounds than the default: the tests are about what is on the map, not how fine it is. */
const quick = { epochs: 200 };

const table = (output: RoomOutput, name: string): readonly Row[] => rowsOf(tableOf(output, name));

function explain(output: RoomOutput, groups: readonly number[], limit = 10): Explanation {
  return processMapRoom.explain((name) => tableOf(output, name), groups, limit);
}

/** Rows of the table `processes` by key. */
function rowsOfKeys(output: RoomOutput, keys: readonly string[]): readonly number[] {
  return table(output, 'processes').flatMap((row, at) =>
    keys.includes(String(row['process'])) ? at : [],
  );
}

/** An eCAR event of one process. */
function ecarEvent(actor: string, fields: Readonly<Record<string, string>>): PlainEvent {
  return { 'event.provider': 'eCAR', fields: { actorID: actor, ...fields } };
}

/** As many file events of one process as its deeds say. */
function writes(actor: string, paths: readonly string[]): readonly PlainEvent[] {
  return paths.map((file_path) => ecarEvent(actor, { object: 'FILE', action: 'WRITE', file_path }));
}

const days: readonly (readonly [string, () => ProcessDay])[] = [
  ['eCAR', () => ecarDay(3)],
  ['Sysmon', () => sysmonDay(3)],
];

test.each(days)('intruders in disguise lie together and apart from their kind (%s)', (_, make) => {
  const { events, intruders } = make();
  const output = runRoom(processMapRoom, events, { params: quick });
  const rows = table(output, 'processes');
  const planted = rowsOfKeys(output, intruders);
  expect(planted.map((at) => rows[at]!['label'])).toEqual([disguise, disguise, disguise]);
  const alike = rows.flatMap(({ label }, at) => (label === disguise ? at : []));
  expect(alike).toHaveLength(23);
  const positions = Float64Array.from(
    alike.flatMap((at) => [Number(rows[at]!['x']), Number(rows[at]!['y'])]),
  );
  for (const at of planted) {
    const near = nearestOnMap(positions, alike.indexOf(at), 2).map((other) => alike[other]!);
    expect([...near].sort((a, b) => a - b)).toEqual(planted.filter((other) => other !== at));
  }
});

test.each(days)('asked why, the map names what only the intruders did (%s)', (_, make) => {
  const { events, intruders } = make();
  const output = runRoom(processMapRoom, events, { params: quick });
  const { members, reasons, title } = explain(output, rowsOfKeys(output, intruders));
  expect(members).toBe(3);
  expect(title).toContain('3 of 12');
  const strongest = reasons.slice(0, 3).map(({ what }) => what);
  expect(strongest).toContain(`ip ${intruderAddress}`);
  expect(reasons[0]).toMatchObject({ inside: 3, outside: 0, insideShare01: 1, outsideShare01: 0 });
  const weights = reasons.map(({ weight }) => weight);
  expect(weights).toEqual([...weights].sort((a, b) => b - a));
});

test('details under properties count as much as flattened ones', () => {
  const flat = runRoom(processMapRoom, ecarDay(5).events, { params: quick });
  const nested = runRoom(processMapRoom, ecarDay(5, true).events, { params: quick });
  expect(outputHash(nested)).toBe(outputHash(flat));
});

test('how the events are sliced cannot be seen in the result', () => {
  const random = new SeededRandom(9);
  for (const { events } of [ecarDay(4), sysmonDay(4)]) {
    const whole = outputHash(runRoom(processMapRoom, events, { params: quick }));
    const slices = Array.from({ length: 30 }, () => random.below(120));
    expect(outputHash(runRoom(processMapRoom, events, { params: quick, slices }))).toBe(whole);
  }
});

test('the same seed gives the same bytes, another seed another map of the same processes', () => {
  const { events } = ecarDay(6);
  const run = (seed: number): RoomOutput =>
    runRoom(processMapRoom, events, { params: { ...quick, seed } });
  expect(outputHash(run(1))).toBe(outputHash(run(1)));
  expect(outputHash(run(1))).not.toBe(outputHash(run(2)));
  const unplaced = (output: RoomOutput): readonly Row[] =>
    table(output, 'processes').map((row) => ({ ...row, x: 0, y: 0 }));
  expect(unplaced(run(1))).toEqual(unplaced(run(2)));
});

test('a lasso becomes events: members name every event of a process', () => {
  const { events, intruders } = ecarDay(3);
  const output = runRoom(processMapRoom, events, { params: quick });
  const [row] = rowsOfKeys(output, intruders.slice(0, 1));
  const ids = table(output, 'members').flatMap(({ event, process }) =>
    process === row ? Number(event) : [],
  );
  const own = events.flatMap(({ fields }, at) =>
    [fields?.['actorID'], fields?.['objectID']].includes(intruders[0]) ? at + 1 : [],
  );
  expect(ids).toEqual(own);
  expect(table(output, 'processes')[row!]).toMatchObject({ events: own.length });
});

test('the library’s engine places the same processes, without density', () => {
  const { events } = ecarDay(3);
  const output = runRoom(processMapRoom, events, {
    params: { engine: 'umap-js', epochs: 50, densmap: true },
  });
  expect(output.summary).toMatchObject({ engine: 'umap-js', densmap: false });
  const kept = table(output, 'processes').filter((row) => row['kept'] === true);
  expect(kept.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
});

test('every table of the contract is there, and nothing else', () => {
  const output = runRoom(processMapRoom, ecarDay(3).events, { params: { epochs: 2 } });
  expect(Object.keys(output.tables)).toEqual([...processMap.tables]);
});

test.each([1, 2, 3, 4])('%d processes are a map, too', (count) => {
  const events = Array.from({ length: count }, (_, i) =>
    writes(`p${i}`, ['a', 'b', `own${i}`, `own${i}`, `own${i}`, `own${i}`]),
  ).flat();
  for (const engine of ['fast', 'umap-js']) {
    const output = runRoom(processMapRoom, events, { params: { ...quick, engine } });
    const rows = table(output, 'processes');
    expect(rows).toHaveLength(count);
    expect(rows.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(new Set(rows.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(count);
  }
});

test('a thousand equal processes are one point', () => {
  const events = Array.from({ length: 1000 }, (_, i) =>
    writes(`p${i}`, ['a', 'b', 'c', 'd']),
  ).flat();
  const output = runRoom(processMapRoom, events, { params: quick });
  expect(output.summary).toMatchObject({ kept: 1000, distinctVectors: 1 });
  expect(new Set(table(output, 'processes').map(({ x }) => x))).toEqual(new Set([0]));
});

test('a process whose every token is pruned is kept and placed outside the others', () => {
  // Object and action of the others are frequent; the loner's own are orphans.
  const loner = [
    ...['a', 'b', 'c'].map((name) =>
      ecarEvent('loner', { object: 'TASK', action: name, path: `of ${name}`, task_name: name }),
    ),
  ];
  const events = [
    ...loner,
    ...Array.from({ length: 20 }, (_, i) => writes(`p${i}`, ['a', 'b', 'c', `x${i % 5}`])).flat(),
  ];
  const output = runRoom(processMapRoom, events, { params: quick });
  const rows = table(output, 'processes');
  expect(rows[0]).toMatchObject({ process: 'loner', kept: true, tokens: 12, keptTokens: 0 });
  const distance = ({ x, y }: Row): number => Math.hypot(Number(x) - meanX, Number(y) - meanY);
  const others = rows.slice(1);
  const meanX = others.reduce((sum, { x }) => sum + Number(x), 0) / others.length;
  const meanY = others.reduce((sum, { y }) => sum + Number(y), 0) / others.length;
  expect(distance(rows[0]!)).toBeGreaterThan(Math.max(...others.map(distance)));
});

test('processes with too few tokens are listed without a place', () => {
  const events = [...writes('busy', ['a', 'a', 'a', 'a', 'b']), ...writes('idle', ['a'])];
  const output = runRoom(processMapRoom, events, { params: quick });
  expect(table(output, 'processes')).toMatchObject([
    { process: 'busy', tokens: 15, kept: true, vector: 0, x: 0, y: 0 },
    { process: 'idle', tokens: 3, kept: false, vector: -1, x: null, y: null },
  ]);
  expect(explain(output, [1])).toMatchObject({ members: 0, reasons: [] });
});

test('events without a process are nothing to analyse, and the error says what is needed', () => {
  const run = (events: readonly PlainEvent[]): unknown => {
    try {
      return runRoom(processMapRoom, events);
    } catch (error) {
      return error;
    }
  };
  const nobody = run([{ 'event.code': '1102', 'event.provider': 'x' }]);
  expect(nobody).toBeInstanceOf(WorkbenchError);
  expect(nobody).toMatchObject({
    code: 'nothing-to-analyse',
    hint: expect.stringContaining('Sysmon'),
  });
  expect(run([])).toMatchObject({ code: 'nothing-to-analyse' });
  expect(run(writes('p', ['a']))).toMatchObject({
    code: 'nothing-to-analyse',
    hint: expect.stringContaining('minTokensPerProcess'),
  });
});

test('hostile names stay values: prototypes, emptiness, zero', () => {
  const events = writes('__proto__', ['__proto__', 'constructor', '0', '', 'toString']);
  const output = runRoom(processMapRoom, [...events, ...events], {
    params: { ...quick, minTokenCount: 1 },
  });
  expect(table(output, 'processes')).toMatchObject([{ process: '__proto__', tokens: 28 }]);
  const paths = table(output, 'tokens').flatMap(({ kind, value }) =>
    kind === 'path' ? value : [],
  );
  expect(paths).toEqual(['0', '__proto__', 'constructor', 'toString']);
});

test('a Security log knows a process by host, id and program, whichever way its path is written', () => {
  const common = { 'host.name': 'DC1', 'event.provider': 'Microsoft-Windows-Security-Auditing' };
  const events: PlainEvent[] = [
    {
      ...common,
      'event.category': 'process',
      'event.action': 'created-process',
      'process.pid': 700,
      'process.executable': 'C:\\Windows\\System32\\svchost.exe',
      'process.command_line': 'svchost.exe -k DcomLaunch',
      'process.parent.pid': 600,
      'process.parent.executable': 'C:\\Windows\\System32\\services.exe',
      'user.name': 'SYSTEM',
      'user.domain': 'NT AUTHORITY',
    },
    {
      ...common,
      'event.category': 'network',
      'event.action': 'connection-permitted',
      'process.pid': 700,
      'process.executable': '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
      'destination.ip': '10.0.0.7',
      'destination.port': 445,
      'source.port': 50_123,
    },
  ];
  const output = runRoom(processMapRoom, events, {
    params: { ...quick, minTokensPerProcess: 1, minTokenCount: 1 },
  });
  expect(table(output, 'processes')).toMatchObject([
    { process: 'DC1 pid 600 services.exe', label: 'C:\\Windows\\System32\\services.exe' },
    { process: 'DC1 pid 700 svchost.exe', label: 'svchost.exe -k DcomLaunch', events: 2 },
  ]);
  const tokens = table(output, 'tokens').map(
    ({ kind, value }) => `${String(kind)} ${String(value)}`,
  );
  expect(tokens).toContain('child c:\\windows\\system32\\svchost.exe');
  expect(tokens).toContain('port 49152-65535');
  expect(tokens).toContain('user-domain nt authority\\system');
});

test('a process that two logs know is one process with the deeds of both', () => {
  const sysmon = 'Microsoft-Windows-Sysmon';
  const own = { 'host.name': 'WS1', 'process.pid': 4242 } as const;
  const events: PlainEvent[] = [
    {
      ...own,
      'event.provider': 'Microsoft-Windows-Security-Auditing',
      'event.category': 'network',
      'event.action': 'connection-permitted',
      'process.executable': '\\device\\harddiskvolume2\\tools\\a.exe',
      'destination.ip': '10.0.0.7',
    },
    {
      ...own,
      'event.provider': sysmon,
      'event.category': 'file',
      'event.action': 'created-file',
      'process.entity_id': '{1}',
      'process.executable': 'C:\\Tools\\a.exe',
      'file.path': 'C:\\x',
    },
    // A GUID of zeros stands for a process that Sysmon does not know.
    {
      'host.name': 'WS1',
      'event.provider': sysmon,
      'event.action': 'created-file',
      'process.entity_id': '{00000000-0000-0000-0000-000000000000}',
      'process.pid': 0,
    },
  ];
  const params = { ...quick, minTokensPerProcess: 1, minTokenCount: 1 };
  for (const slices of [[], [1], [1, 1]]) {
    const output = runRoom(processMapRoom, events, { params, slices });
    expect(table(output, 'processes')).toMatchObject([
      { process: '{1}', label: 'C:\\Tools\\a.exe', program: 'a.exe', events: 2 },
    ]);
    expect(output.summary).toMatchObject({ eventsWithoutProcess: 1 });
  }
});

test('giving up stops the run at once', () => {
  const stages = new Set<string>();
  const context = {
    onProgress: (_ratio: number, stage: string) => stages.add(stage),
    checkCancelled: () => {
      if (stages.has('laying out the map')) {
        throw new WorkbenchError({ code: 'cancelled', message: 'Cancelled.', hint: '' });
      }
    },
  };
  expect(() => runRoom(processMapRoom, ecarDay(3).events, { context })).toThrow('Cancelled');
  expect(stages.has('judging the map')).toBe(false);
  expect(() =>
    runRoom(processMapRoom, ecarDay(3).events, { params: { epochs: 2 }, context: quietContext }),
  ).not.toThrow();
});
