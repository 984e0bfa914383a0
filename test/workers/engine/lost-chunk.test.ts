/** A thread that overruns its time costs its chunk and nothing else: counted, with its place, and the rest goes on. */
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventBatch } from '#workers/batch/batch.ts';
import { defined } from '#workers/base/assert.ts';
import { ImportMeter } from '#workers/engine/import-meter.ts';
import { Jobs, type JobHandle } from '#workers/engine/jobs.ts';
import { Pump } from '#workers/engine/chunk-pump.ts';
import { Session } from '#workers/engine/session.ts';
import type { NextChunk } from '#workers/threads/source-offer.ts';
import { preparedWith } from '#test/support/cut.ts';
import { Workbench } from '#test/support/workbench.ts';

const bench = new Workbench();
let session: Session;

beforeAll(async () => {
  const file = path.join(bench.folder, 'case.loupe');
  session = await Session.open(file, { create: true, readOnly: false, threads: 2 });
});
afterAll(async () => {
  await session.close();
  await bench.close();
});

const lines = (count: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from('{"EventID":1,"a":"some text that takes its time"}\n'.repeat(count)));

function parse(bytes: Uint8Array<ArrayBuffer>, limitMs: number): Promise<EventBatch> {
  const chunk = { bytes, offset: 0, firstLine: 1 };
  const prepared = preparedWith({ state: { layout: 'generic', timePath: [] } });
  return session.task(
    { kind: 'parse', reader: 'json-lines', prepared, chunk },
    { transfer: [bytes.buffer], limitMs },
  );
}

test('a task beyond its time is ended, and the pool goes on with the next', async () => {
  await expect(parse(lines(100_000), 1)).rejects.toThrow();
  expect((await parse(lines(10), 60_000)).rows).toBe(10);
});

/** The job of a pump, which has a meter and can be stopped. */
function job(): Promise<JobHandle> {
  return new Promise((resolve) => {
    new Jobs(() => undefined).start('import', 'test', (handle) => {
      resolve(handle);
      return Promise.resolve();
    });
  });
}

test('the chunk of a thread that died is one reject with its place; those before and behind it are kept in order', async () => {
  const sizes = [100, 200, 300, 400];
  const applied: { batch: EventBatch; doneBytes: number }[] = [];
  let next = 0;
  const offsetOf = (index: number): number => sizes.slice(0, index).reduce((a, b) => a + b, 0);
  const nextChunk = (): NextChunk => {
    const size = sizes[next];
    if (size === undefined) return { kind: 'end', sha256: '', sizeBytes: 1000, problems: [] };
    const offset = offsetOf(next++);
    const chunk = { bytes: new Uint8Array(size), offset, firstLine: next * 10, lines: 9 };
    return { kind: 'chunk', chunk, readBytes: offset + size };
  };
  const good = await parse(lines(3), 60_000);
  // Its neighbours are stood in for; the pump itself is real.
  const around = {
    threads: 2,
    source: { call: () => Promise.resolve(nextChunk()) },
    canWrite: {
      call: (name: string, input: { batch: EventBatch; doneBytes: number }) => {
        if (name === 'apply') applied.push(input);
        return Promise.resolve({ committed: false });
      },
    },
    task: ({ chunk }: { chunk: { offset: number } }) =>
      chunk.offset === offsetOf(2) ? Promise.reject(new RangeError('died')) : Promise.resolve(good),
  } as unknown as Session;
  const handle = await job();
  const pump = new Pump(around, handle, {
    evidence: 1,
    found: { reader: 'json-lines', readerVersion: 1, prepared: preparedWith({}) },
    onChange: () => undefined,
    meter: new ImportMeter(handle, []),
  });
  expect(await pump.run()).toMatchObject({ kind: 'end' });
  expect(applied.map(({ doneBytes }) => doneBytes)).toEqual([100, 300, 600, 1000]);
  expect(applied.map(({ batch }) => batch.rows)).toEqual([3, 3, 0, 3]);
  const reject = defined(applied[2]?.batch.rejects[0], 'a reject');
  expect(reject).toMatchObject({ reason: 'chunk-lost', offset: 300, length: 300, line: 30 });
  expect(reject.message).toContain('300 bytes could not be read: died');
});
