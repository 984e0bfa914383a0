/** The command line as a contract: what scripts read from standard output and from the exit status. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '#workers/engine/engine.ts';
import { readCsv } from './read-csv.ts';
import { FORMAT_VERSION } from '#workers/case-file/migrations/index.ts';
import { loupe, processRecord, startLoupe, testFolder } from './run-loupe.ts';

const RECORDS = 60;
const { folder, remove } = testFolder();
const run = (...words: string[]) => loupe(folder, ...words);

/** The one JSON document of a run that has to end with this status. */
async function json(status: number, ...words: string[]): Promise<unknown> {
  const ended = await run('--json', ...words);
  expect(ended.status, ended.stderr).toBe(status);
  return JSON.parse(ended.stdout);
}

let imported: unknown;

beforeAll(async () => {
  const nasty = {
    CommandLine: '=cmd|\'/c calc\'!A1 \u001b[31m"quoted", two\nlines',
    TicketNumber: 'T-17',
  };
  const records = Array.from({ length: RECORDS }, (_, n) =>
    processRecord(n, n === 30 ? nasty : {}),
  );
  writeFileSync(path.join(folder, 'day.jsonl'), `${records.join('\n')}\n{"EventID": broken\n`);
  imported = await json(0, 'import', 'case.loupe', 'day.jsonl');
});
afterAll(remove);

describe('import', () => {
  test('makes the case and accounts for every record', () => {
    const totals = { recordsSeen: RECORDS + 1, imported: RECORDS, rejected: 1, duplicates: 0 };
    expect(imported).toMatchObject({
      case: path.join(folder, 'case.loupe'),
      evidence: [
        {
          path: path.join(folder, 'day.jsonl'),
          member: '',
          status: 'complete',
          ...totals,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
      totals,
      durationMs: expect.any(Number),
    });
  });

  test('says in words what became of each file, and finds only duplicates the second time', async () => {
    const first = await run('import', 'again.loupe', 'day.jsonl');
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(
      `${RECORDS + 1} records seen = ${RECORDS} imported + 1 rejected + 0 duplicates`,
    );
    expect(first.stdout).toContain('day.jsonl');
    const again = (await json(0, 'import', 'again.loupe', 'day.jsonl')) as {
      totals: Record<string, number>;
    };
    const { recordsSeen, imported: fresh, rejected = 0, duplicates = 0 } = again.totals;
    expect(fresh).toBe(0);
    expect(recordsSeen).toBe(rejected + duplicates);
  });

  test('of a missing path leaves no case behind', async () => {
    const ended = await run('import', 'never.loupe', 'no-such-file');
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain('no-such-file');
    expect(existsSync(path.join(folder, 'never.loupe'))).toBe(false);
  });

  test('of something that is no evidence ends with 3', async () => {
    writeFileSync(
      path.join(folder, 'noise.bin'),
      Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 97 + 131) % 256)),
    );
    expect((await run('import', 'noise.loupe', 'noise.bin')).status).toBe(3);
  });
});

describe('info', () => {
  test('has manifest and counts', async () => {
    expect(await json(0, 'info', 'case.loupe')).toMatchObject({
      case: path.join(folder, 'case.loupe'),
      formatVersion: FORMAT_VERSION,
      sizeBytes: expect.any(Number),
      events: RECORDS,
      firstTime: '2026-03-01T08:00:00.000Z',
      lastTime: '2026-03-01T08:00:59.000Z',
      counts: { byEventCode: { '4688': RECORDS }, byHost: { WS0: 20, WS1: 20, WS2: 20 } },
    });
  });

  test('of what is no case ends with 3 and says why', async () => {
    expect(await json(3, 'info', 'day.jsonl')).toMatchObject({ error: { code: 'not-a-case' } });
    expect(await json(3, 'info', 'gone.loupe')).toMatchObject({ error: { code: 'no-such-file' } });
  });
});

describe('events', () => {
  test('are objects with ECS names, in the order of time, missing values left out', async () => {
    const events = (await json(0, 'events', 'case.loupe')) as Record<string, unknown>[];
    expect(events).toHaveLength(RECORDS);
    expect(events[0]).toMatchObject({
      id: expect.any(Number),
      '@timestamp': '2026-03-01T08:00:00.000Z',
      'event.code': '4688',
      'host.name': 'WS0',
      'loupe.evidence': expect.anything(),
      'loupe.locator': expect.stringMatching(/line 1\b/),
    });
    expect(Object.keys(events[0] ?? {})).not.toContain('source.ip');
    const times = events.map((event) => event['@timestamp'] as string);
    expect(times).toEqual(times.toSorted());
  });

  test('can be filtered, windowed, sorted, limited and named', async () => {
    const words = [
      '--filter',
      'host.name:WS1',
      '--from',
      '2026-03-01T08:00:10Z',
      '--to',
      '2026-03-01T09:00:40+01:00',
    ];
    const events = await json(
      0,
      'events',
      'case.loupe',
      ...words,
      '--sort',
      '-time',
      '--limit',
      '3',
      '--fields',
      '@timestamp,host.name',
    );
    expect(events).toEqual(
      [37, 34, 31].map((second) => ({
        '@timestamp': `2026-03-01T08:00:${second}.000Z`,
        'host.name': 'WS1',
      })),
    );
  });

  test("show the records' own fields by name", async () => {
    const events = await json(
      0,
      'events',
      'case.loupe',
      '--filter',
      'TicketNumber:T-17',
      '--fields',
      'TicketNumber',
    );
    expect(events).toEqual([{ TicketNumber: 'T-17' }]);
  });

  test('as JSON lines are one object a line', async () => {
    const { stdout, status } = await run(
      'events',
      'case.loupe',
      '--format',
      'jsonl',
      '--limit',
      '4',
    );
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { 'host.name': string })['host.name'])).toEqual(
      ['WS0', 'WS1', 'WS2', 'WS0'],
    );
  });

  test('as CSV disarm formulas unless told otherwise', async () => {
    const words = [
      'events',
      'case.loupe',
      '--format',
      'csv',
      '--fields',
      'id,process.command_line',
    ];
    const commandAt30 = async (...more: string[]) => {
      const { stdout } = await run(...words, ...more);
      const rows = readCsv(stdout);
      expect(rows[0]).toEqual(['id', 'process.command_line']);
      return rows[31]?.[1];
    };
    expect(await commandAt30()).toMatch(/^'=cmd/);
    expect(await commandAt30('--raw-cells')).toMatch(/^=cmd/);
  });

  test('go into a file by its extension, and standard output says what was written', async () => {
    const written = await json(0, 'events', 'case.loupe', '--output', 'out.csv', '--limit', '5');
    const text = readFileSync(path.join(folder, 'out.csv'), 'utf8');
    expect(written).toMatchObject({
      output: path.join(folder, 'out.csv'),
      format: 'csv',
      events: 5,
      sizeBytes: text.length,
    });
    expect(text.split('\r\n')).toHaveLength(7);
    expect(text).toMatch(/^id,@timestamp,/);
  });

  test('for people show no escape of the evidence', async () => {
    const { stdout, stderr } = await run('events', 'case.loupe');
    expect(stdout).toContain('\\x1b[31m');
    expect(stdout).not.toContain('\u001b');
    expect(stdout.trimEnd().split('\n')).toHaveLength(51);
    expect(stderr).toContain(`50 of ${RECORDS} events`);
  });

  test('never overwrite their case', async () => {
    const before = statSync(path.join(folder, 'case.loupe')).size;
    expect((await run('events', 'case.loupe', '--output', 'case.loupe')).status).toBe(2);
    expect(statSync(path.join(folder, 'case.loupe')).size).toBe(before);
  });
});

test('rejects come with reason, place and raw text', async () => {
  expect(await json(0, 'rejects', 'case.loupe')).toMatchObject([
    {
      path: path.join(folder, 'day.jsonl'),
      reason: expect.stringMatching(/./),
      locator: expect.stringContaining('61'),
      raw: '{"EventID": broken',
    },
  ]);
});

describe('run, result and replay', () => {
  test('a run gives its receipt, its tables and the same bytes again', async () => {
    const receipt = (await json(
      0,
      'run',
      'case.loupe',
      'event-clusters',
      '--param',
      'minSamples=3',
      '--param',
      'features=pathScore,isSystemSession',
    )) as Record<string, unknown>;
    expect(receipt).toMatchObject({
      run: 1,
      room: 'event-clusters',
      params: { minSamples: 3, features: ['pathScore', 'isSystemSession'] },
      input: { events: RECORDS, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      outputSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      summary: expect.any(Object),
    });
    const clusters = (await json(0, 'result', 'case.loupe', '1')) as Record<string, unknown>[];
    expect(Object.keys(clusters[0] ?? {})).toEqual(
      expect.arrayContaining(['cluster', 'size', 'firstTime', 'lastTime', 'exemplar']),
    );
    expect(clusters.reduce((sum, { size }) => sum + Number(size), 0)).toBe(RECORDS);
    const members = await json(0, 'result', 'case.loupe', 'event-clusters', '--table', 'events');
    expect(members).toHaveLength(RECORDS);
    expect(await json(0, 'replay', 'case.loupe', '1')).toMatchObject({
      identical: true,
      expected: receipt['outputSha256'],
      got: receipt['outputSha256'],
    });
    expect(await json(0, 'info', 'case.loupe')).toMatchObject({
      runs: [{ id: 1, room: 'event-clusters' }],
    });
  });

  test('the help of a room lists its parameters with default and unit', async () => {
    const { stdout, status } = await run('run', 'case.loupe', 'process-map', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/minTokensPerProcess +integer 0…\S+ +10 +tokens/);
    expect((await run('run', '--help')).stdout).toContain('logon-clusters');
  });

  test('what does not exist is wrong usage', async () => {
    for (const words of [
      ['run', 'case.loupe', 'no-such-room'],
      ['run', 'case.loupe', 'event-clusters', '--param', 'bogus=1'],
      ['run', 'case.loupe', 'event-clusters', '--param', 'eps'],
      ['result', 'case.loupe', '99'],
      ['result', 'case.loupe', 'process-map'],
    ]) {
      expect((await run(...words)).status, words.join(' ')).toBe(2);
    }
  });
});

describe('wrong usage', () => {
  test.each([
    [[]],
    [['bogus']],
    [['info']],
    [['events', 'case.loupe', '--format', 'xml']],
    [['events', 'case.loupe', '--json', '--format', 'csv']],
    [['events', 'case.loupe', '--limit', '0']],
    [['events', 'case.loupe', '--from', 'yesterday']],
    [['events', 'case.loupe', '--from', '2026-03-02', '--to', '2026-03-01']],
    [['events', 'case.loupe', '--filter', 'host.name:(']],
    [['serve', '--port', '70000']],
  ])('%j ends with 2 and leaves standard output to results', async (words) => {
    const { status, stdout, stderr } = await run(...words);
    expect(status).toBe(2);
    expect(stderr).not.toBe('');
    if (!words.includes('--json')) expect(stdout).toBe('');
  });

  test('with --json is a JSON document too', async () => {
    expect(await json(2, 'events', 'case.loupe', '--sort', 'sideways')).toMatchObject({
      error: { code: 'usage' },
    });
    expect(await json(2, 'events')).toMatchObject({ error: { code: 'usage' } });
  });
});

test('a case that somebody writes can be read, and not changed', async () => {
  const engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
  await engine.handlers['case.create']({ path: path.join(folder, 'locked.loupe') });
  expect(await json(0, 'info', 'locked.loupe')).toMatchObject({ events: 0 });
  expect(await json(0, 'events', 'locked.loupe')).toEqual([]);
  const { status, stderr } = await run('import', 'locked.loupe', 'day.jsonl');
  expect(status).toBe(3);
  expect(stderr).toContain('cannot be changed now');
  await engine.close();
  expect((await run('import', 'locked.loupe', 'day.jsonl')).status).toBe(0);
});

test('an interrupt ends with 130 and a valid case, and the same command goes on', async () => {
  const total = 300_000;
  const records = Array.from({ length: total }, (_, n) => processRecord(n));
  writeFileSync(path.join(folder, 'large.jsonl'), records.join('\n'));
  const { child, ended } = startLoupe(folder, ['--json', 'import', 'large.loupe', 'large.jsonl']);
  const writtenBytes = (): number =>
    ['large.loupe', 'large.loupe-wal']
      .map((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size);
  await expect.poll(writtenBytes, { interval: 20, timeout: 30_000 }).toBeGreaterThan(2_000_000);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect(status, stderr).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } });

  const { events } = (await json(0, 'info', 'large.loupe')) as { events: number };
  expect(events).toBeGreaterThan(0);
  expect(events).toBeLessThan(total);
  expect(existsSync(path.join(folder, 'large.loupe-wal'))).toBe(false);
  expect(await json(0, 'import', 'large.loupe', 'large.jsonl')).toMatchObject({
    evidence: [{ status: 'complete' }],
  });
  expect(await json(0, 'info', 'large.loupe')).toMatchObject({ events: total });
});
