/** Mappings kept under a name, and what is said of one kind of content: how an import uses them. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportResult } from '#contract/api.ts';
import { cellOf as cell } from '#test/support/block-cells.ts';
import { evidenceFile, evidenceFolder } from '#test/support/evidence-files.ts';
import { Workbench } from '#test/support/workbench.ts';

const folder = evidenceFolder();
let bench: Workbench;

beforeAll(() => {
  bench = new Workbench();
});
afterAll(() => bench.close());

const file = (name: string, content: string): string => evidenceFile(folder, name, content);

describe('kinds of content under some paths', () => {
  test('files with the same columns are one kind, and each kind is read by what was said of it', async () => {
    const home = path.join(folder, 'mixed');
    mkdirSync(home);
    const put = (name: string, content: string): void =>
      writeFileSync(path.join(home, name), content);
    put('a.csv', 'When,Who\n7/8/2019 10:00,alice\n');
    put('b.csv', 'When,Who\n5/6/2019 10:00,bob\n');
    put(
      'c.csv',
      'TimeGenerated,Computer,EventID,Account\n2026-03-01T09:00:00Z,DC01,4624,CORP\\eve\n',
    );
    put('d.bin', '\u0000\u0001\u0002');
    const survey = await bench.ask('import.survey', { paths: [home] });
    expect(survey.contents).toBe(4);
    expect(survey.troubles.map(({ path: at, error }) => [path.basename(at), error.code])).toEqual([
      ['d.bin', 'unknown-format'],
    ]);
    const unknown = survey.layouts.filter(({ unknownLayout }) => unknownLayout);
    expect(unknown).toHaveLength(1);
    expect(unknown[0]).toMatchObject({ contents: 2, asksZone: true, asksOrder: true });
    const own = await new Workbench().create();
    try {
      const layouts = [
        {
          signature: unknown[0]!.signature,
          mapping: { time: 'When', only: true, columns: { 'user.name': 'Who' } },
          timeZone: 'Asia/Tokyo',
          dateOrder: 'day-first' as const,
        },
      ];
      const { job } = await own.ask('import.start', { paths: [home], options: { layouts } });
      const { evidence } = (await own.result(job)) as ImportResult;
      const told = (name: string) => evidence.find((entry) => entry.path.endsWith(name));
      expect(told('a.csv')?.zone).toEqual({ kind: 'assumed', zone: 'Asia/Tokyo' });
      expect(told('c.csv')?.zone).toEqual({ kind: 'utc', zone: 'UTC' });
      const { block } = await own.ask('events.page', {
        scope: { query: 'user.name:alice' },
        columns: ['@timestamp', 'user.name'],
      });
      expect(cell(block, '@timestamp', 0)).toBe('2019-08-07T01:00:00Z');
      const logons = await own.ask('events.count', { scope: { query: 'event.code:4624' } });
      expect(logons.total).toBe(1);
    } finally {
      await own.close();
    }
  });

  test('the formats are those that the readers declare', async () => {
    const formats = await bench.ask('formats.list', {});
    const ids = formats.map(({ reader, id }) => `${reader} ${id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(formats.find(({ id }) => id === 'evtx')).toMatchObject({ reader: 'evtx' });
    for (const format of formats) expect(format.label).toMatch(/\S/);
  });
});

describe('kept mappings', () => {
  const mapping = { time: 'Wann', only: true, columns: { 'user.name': 'Wer' } };

  test('are kept as files, listed, and used by name, by path and as they are', async () => {
    const own = await new Workbench().create();
    try {
      const kept = await own.ask('mappings.save', { name: 'Schichtbuch (alt)', mapping });
      expect(JSON.parse(readFileSync(kept.path, 'utf8'))).toEqual({
        ...mapping,
        name: 'Schichtbuch (alt)',
      });
      const { mappings } = await own.ask('mappings.list', {});
      expect(mappings).toEqual([kept]);
      const who: (string | undefined)[] = [];
      for (const [n, given] of ['Schichtbuch (alt)', kept.path, mapping].entries()) {
        const path = file(`wer-${n}.csv`, `Wann,Wer,x\n2026-01-0${n + 1},p${n},1\n`);
        const { job } = await own.ask('import.start', {
          paths: [path],
          options: { mapping: given },
        });
        await own.result(job);
        const { block } = await own.ask('events.page', {
          scope: { query: `user.name:p${n}` },
          columns: ['@timestamp', 'user.name'],
        });
        who.push(cell(block, '@timestamp', 0));
      }
      expect(who).toEqual(['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z']);
      await own.ask('mappings.remove', { name: 'Schichtbuch (alt)' });
      expect((await own.ask('mappings.list', {})).mappings).toEqual([]);
    } finally {
      await own.close();
    }
  });

  test.each([
    [{ columns: { 'host.nam': 'x' } }, /no event column "host\.nam"; there are host\.name/],
    [
      { columns: { 'source.port': { from: 'x', reading: 'account' } } },
      /cannot be read as "account"/,
    ],
    [{ timeZone: 'Mars/Olympus' }, /no IANA zone/],
    [{ timeForm: 'stardate' }, /none of written, excel, seconds/],
    [{ epoch: 'long ago' }, /"epoch" is no time/],
    [{ column: {} }, /knows no "column"/],
  ])('%j is refused in words', async (wrong, words) => {
    await expect(bench.ask('mappings.save', { name: 'x', mapping: wrong })).rejects.toMatchObject({
      code: 'bad-parameter',
      message: expect.stringMatching(words) as string,
    });
  });

  test.each(['../x', 'a/b', '.hidden', 'con', 'x.', ' '])('not under the name %j', async (name) => {
    await expect(bench.ask('mappings.save', { name, mapping })).rejects.toMatchObject({
      code: 'bad-parameter',
    });
  });

  test('a name that is not kept is told with those that are', async () => {
    await bench.ask('mappings.save', { name: 'eins', mapping });
    await expect(
      bench.ask('import.preview', {
        path: file('any.csv', 'a,b\n1,2\n3,4\n'),
        options: { mapping: 'zwei' },
      }),
    ).rejects.toMatchObject({ code: 'usage', hint: 'Kept ones are eins.' });
  });

  test('an explicit mapping goes before a layout that would be known', async () => {
    const flow = {
      timestamp: '2026-01-01T00:00:00.000000+0000',
      flow_id: 1,
      event_type: 'alert',
      src_ip: '10.0.0.1',
      dest_ip: '10.0.0.2',
    };
    const path = file('eve.json', `${JSON.stringify(flow)}\n${JSON.stringify(flow)}\n`);
    const known = await bench.ask('import.preview', { path });
    expect(known.unknownLayout).toBe(false);
    const mapped = await bench.ask('import.preview', {
      path,
      options: {
        mapping: { only: true, time: 'timestamp', columns: { 'host.name': 'event_type' } },
      },
    });
    expect(cell(mapped.rows, 'host.name', 0)).toBe('alert');
    expect(cell(mapped.rows, 'source.ip', 0)).toBeUndefined();
  });
});

test('a list of nested JSON records is read by a mapping as lines are', async () => {
  const own = await new Workbench().create();
  try {
    const rows = Array.from({ length: 3 }, (_, n) => ({
      when: { date: '2026-05-06', clock: `07:08:0${n}` },
      'who.is': { it: `D\\u${n}` },
    }));
    const path = file('list.json', JSON.stringify(rows, undefined, 2));
    const list = { time: ['when.date', 'when.clock'], columns: { 'user.name': 'who.is.it' } };
    const { job } = await own.ask('import.start', {
      paths: [path],
      options: { mapping: list, timeZone: 'Asia/Tokyo' },
    });
    const { evidence } = (await own.result(job)) as ImportResult;
    expect(evidence[0]).toMatchObject({ format: 'json', imported: 3, problems: [] });
    const { block } = await own.ask('events.page', {
      scope: {},
      columns: ['@timestamp', 'user.name', 'user.domain'],
    });
    expect(cell(block, '@timestamp', 2)).toBe('2026-05-05T22:08:02Z');
    expect([cell(block, 'user.name', 2), cell(block, 'user.domain', 2)]).toEqual(['u2', 'D']);
  } finally {
    await own.close();
  }
});

test('names from hostile JSON are names and nothing else', async () => {
  const path = file(
    'proto.jsonl',
    '{"ts":"2026-01-01T00:00:00Z","__proto__":{"polluted":"yes"},"constructor":{"name":"CORP\\\\eve"}}\n',
  );
  const hostile = {
    time: 'ts',
    columns: {
      'host.name': '__proto__.polluted',
      'user.name': 'constructor.name',
      'log.level': 'toString',
    },
  };
  const { rows, fields } = await bench.ask('import.preview', {
    path,
    options: { mapping: hostile },
  });
  expect(fields.map(({ name }) => name)).toContain('__proto__.polluted');
  expect([cell(rows, 'host.name', 0), cell(rows, 'user.name', 0)]).toEqual(['yes', 'eve']);
  expect(cell(rows, 'log.level', 0)).toBeUndefined();
  expect(Object.prototype).not.toHaveProperty('polluted');
});

test('a mapping for the other kind of source is not applied, and a missing field is told', async () => {
  const path = file('flow.jsonl', '{"ts":"2026-01-01T00:00:00Z","user":"eva"}\n'.repeat(3));
  const forTables = { format: 'csv', only: true, columns: { 'host.name': 'user' } };
  const other = await bench.ask('import.preview', { path, options: { mapping: forTables } });
  expect(cell(other.rows, 'host.name', 0)).toBeUndefined();
  expect(cell(other.rows, '@timestamp', 0)).toBe('2026-01-01T00:00:00Z');
  const missing = await bench.ask('import.preview', {
    path,
    options: { mapping: { time: 'ts', columns: { 'user.name': 'actor.name' } } },
  });
  expect(missing.problems).toContainEqual(
    expect.objectContaining({
      code: 'mapping-column-missing',
      message: expect.stringContaining('actor.name') as string,
    }),
  );
});

test('an import that was stopped goes on as it was begun, whatever is said the second time', async () => {
  const own = await new Workbench().create();
  try {
    const row = (n: number): string => `${1_700_000_000 + n},p${n % 7},${'x'.repeat(200)}`;
    const rows = Array.from({ length: 90_000 }, (_, n) => row(n));
    const path = file('long.csv', ['stamp,wer,rest', ...rows].join('\n'));
    const mapping = { only: true, time: 'stamp', columns: { 'user.name': 'wer' } };
    const { job } = await own.ask('import.start', { paths: [path], options: { mapping } });
    const stop = own.engine.listen((notice) => {
      if (notice.kind !== 'job' || notice.job.progress.records === 0) return;
      void own.ask('jobs.cancel', { job });
    });
    await expect(own.result(job)).rejects.toMatchObject({ code: 'cancelled' });
    stop();
    const { evidence } = await own.ask('case.info', {});
    expect(evidence[0]?.status).toBe('partial');
    const again = await own.import(path);
    expect(again.evidence[0]).toMatchObject({ status: 'complete', imported: 90_000 });
    const { total } = await own.ask('events.count', { scope: { query: 'user.name:*' } });
    expect(total).toBe(90_000);
  } finally {
    await own.close();
  }
});
