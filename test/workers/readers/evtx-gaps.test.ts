/** Missing records of an event log: told once, in the right place, whatever the order of its chunks. */
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence, Problem } from '#contract/evidence.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { holesOf, mergeSpans } from '#workers/batch/number-spans.ts';
import type { NumberSpan } from '#workers/batch/batch.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  seal,
  value,
} from '#test/support/evtx-writer.ts';
import { readEvtx } from '#test/support/read-evtx.ts';
import { Workbench } from '#test/support/workbench.ts';

const template = dataTemplate(['Text']);

function chunk(...ids: readonly number[]): Buffer {
  const writer = new ChunkWriter();
  for (const id of ids) writer.add(event(id, { template, values: [value.text(`text ${id}`)] }));
  return writer.finish();
}

const span = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('in the reader', () => {
  const holes = (...chunks: readonly Buffer[]): unknown => readEvtx(evtxFile(chunks)).holes;

  test('a log without holes has none, however its chunks are cut', () => {
    const chunks = span(0, 9).map((i) => chunk(...span(i * 5 + 1, i * 5 + 5)));
    for (const targetBytes of [1, 65_536, 1 << 20]) {
      expect(readEvtx(evtxFile(chunks), { targetBytes }).holes).toEqual([]);
    }
  });

  test('holes within a chunk, between chunks and where a chunk is gone', () => {
    expect(holes(chunk(1, 2, 5), chunk(10, 11))).toEqual([
      [3, 4],
      [6, 9],
    ]);
    const cutAtEach = readEvtx(evtxFile([chunk(1, 2, 5), chunk(10, 11)]), { targetBytes: 1 });
    expect(cutAtEach.holes).toEqual([
      [3, 4],
      [6, 9],
    ]);
    expect(holes(chunk(1, 2), Buffer.alloc(65_536, 7), chunk(91, 92))).toEqual([[3, 90]]);
  });

  test('a ring begins with its oldest chunk in the middle, which is no hole', () => {
    expect(
      holes(chunk(21, 22), chunk(23, 24), chunk(11, 12), chunk(13, 14, 15, 16, 17, 18, 19, 20)),
    ).toEqual([]);
    expect(holes(chunk(21, 22), chunk(5, 6), chunk(7, 8, 9))).toEqual([[10, 20]]);
  });

  test('a record that is damaged is there and not missing', () => {
    const bytes = chunk(...span(1, 10));
    const second = bytes.indexOf(Buffer.from('2a2a0000', 'hex'), 520);
    bytes.writeUInt32LE(99_999, second + 4);
    expect(holes(seal(bytes), chunk(11))).toEqual([]);
    const first = chunk(...span(1, 10));
    first.writeUInt32LE(99_999, 512 + 4);
    const content = readEvtx(evtxFile([seal(first)]));
    expect(content.holes).toEqual([]);
    expect(content.events).toHaveLength(9);
  });

  test('a damaged id makes no hole of millions', () => {
    const bytes = chunk(...span(1, 10));
    const third = bytes.indexOf(
      Buffer.from('2a2a0000', 'hex'),
      bytes.indexOf('2a2a0000', 520, 'hex') + 4,
    );
    bytes.writeUInt32LE(0x7fffffff, third + 8);
    expect(holes(seal(bytes))).toEqual([]);
  });

  test('old records in a chunk that is no longer one fill holes and make none', () => {
    const headless = chunk(...span(5, 9)).fill(0, 0, 512);
    expect(holes(chunk(1, 2, 3, 4), headless, chunk(10, 11))).toEqual([]);
    expect(holes(chunk(101, 102), headless, chunk(103))).toEqual([]);
  });
});

describe('the sum of spans', () => {
  test('is that of a plain list of numbers, whatever the order', () => {
    const random = new SeededRandom(4);
    for (let round = 0; round < 300; round++) {
      const there = new Set<number>();
      let merged: readonly NumberSpan[] = [];
      for (let i = random.below(12); i >= 0; i--) {
        const from = random.below(60);
        const to = from + random.below(8);
        for (const id of span(from, to)) there.add(id);
        merged = mergeSpans(merged, [{ from, to, offset: from, sure: true }]);
      }
      const ids = [...there];
      const missing = span(Math.min(...ids), Math.max(...ids)).filter((id) => !there.has(id));
      expect(holesOf(merged).flatMap(({ from, to }) => span(from, to))).toEqual(missing);
    }
  });
});

describe('in the case', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await new Workbench().create();
  });
  afterEach(async () => {
    await bench.close();
  });
  const gaps = (evidence: readonly Evidence[]): Problem[] =>
    evidence.flatMap(({ problems }) => problems).filter(({ code }) => code === 'evtx-record-gap');

  test('each hole is told in words with its count and place, across the borders of what is parsed at once', async () => {
    // Parsed in pieces of 4 MiB: sixty-four chunks each.
    const chunks = span(0, 139).map((i) => chunk(i * 3 + 1, i * 3 + 2, i * 3 + 3));
    const without = chunks.filter((_, i) => i !== 64 && (i < 100 || i > 119));
    const file = path.join(bench.folder, 'Security.evtx');
    writeFileSync(file, evtxFile(without));
    const { evidence } = await bench.import(file);
    expect(gaps(evidence)).toEqual([
      {
        code: 'evtx-record-gap',
        message: 'Records 193–195 are missing (3).',
        count: 3,
        firstLocator: `offset ${4096 + 64 * 65_536}, record 196`,
      },
      {
        code: 'evtx-record-gap',
        message: 'Records 301–360 are missing (60).',
        count: 60,
        firstLocator: `offset ${4096 + 99 * 65_536}, record 361`,
      },
    ]);
  });

  test('recovered records are found by a query and say how they were found', async () => {
    const writer = new ChunkWriter();
    for (const id of [50, 51, 7]) {
      writer.add(event(id, { template, values: [value.text(`text ${id}`)] }));
    }
    const bytes = writer.finish({ freeAt: writer.records[2]!.at });
    bytes.writeBigUInt64LE(51n, 32);
    const file = path.join(bench.folder, 'slack.evtx');
    writeFileSync(file, evtxFile([seal(bytes)]));
    const { job } = await bench.ask('import.start', { paths: [file], options: { recover: true } });
    await bench.result(job);
    const count = await bench.ask('events.count', { scope: { query: 'loupe.recovered:*' } });
    expect(count).toEqual({ total: 1, all: 3 });
    const slack = await bench.ask('events.count', {
      scope: { query: 'loupe.recovered:"from slack" and winlog.record_id:7' },
    });
    expect(slack.total).toBe(1);
  });

  test('a file that is still being copied is gone on with, and its holes are told once', async () => {
    const whole = evtxFile([chunk(1, 2), chunk(5, 6), chunk(9)]);
    const file = path.join(bench.folder, 'a.evtx');
    writeFileSync(file, whole.subarray(0, 4096 + 2 * 65_536));
    expect(gaps((await bench.import(file)).evidence).map(({ message }) => message)).toEqual([
      'Records 3–4 are missing (2).',
    ]);
    appendFileSync(file, whole.subarray(4096 + 2 * 65_536));
    const again = await bench.import(file);
    expect(gaps(again.evidence).map(({ message }) => message)).toEqual([
      'Records 3–4 are missing (2).',
      'Records 7–8 are missing (2).',
    ]);
  });
});
