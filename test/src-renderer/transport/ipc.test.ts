/** The desktop's transport: bytes over a bridge, typed arrays and errors come out as they went in. */
import { expect, test } from 'vitest';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { ipcClient, type Bridge } from '#renderer/transport/ipc.ts';

function bridge(answer: (name: string, input: unknown) => { ok: boolean; value: unknown }): Bridge {
  return {
    call: async (name, bytes) => {
      // What crosses is a copy, as between processes.
      const { ok, value } = answer(name, decodeWire(bytes.slice()));
      return Promise.resolve({ ok, bytes: encodeWire(value).slice() });
    },
    listen: () => () => undefined,
    shell: {
      pickEvidence: async () => Promise.resolve([]),
      pickCaseToOpen: async () => Promise.resolve(undefined),
      pickCaseToCreate: async () => Promise.resolve(undefined),
      pathOfDropped: () => '',
    },
  };
}

test('counts stay typed arrays and the input arrives as it was given', async () => {
  const heard: unknown[] = [];
  const counts = Float64Array.of(1, 2.5, NaN);
  const client = ipcClient(
    bridge((name, input) => {
      heard.push([name, input]);
      return {
        ok: true,
        value: { fromUs: 0, toUs: 3, binUs: 1, counts, before: 0, after: 0, timeless: 0 },
      };
    }),
  );
  const answer = await client.call('timeline.histogram', { scope: {}, bins: 3 });
  expect(answer.counts).toEqual(counts);
  expect(heard).toEqual([['timeline.histogram', { scope: {}, bins: 3 }]]);
});

test('a refusal is an error with its code, message and hint', async () => {
  const wire = { code: 'case-locked', message: 'Open elsewhere.', hint: 'Close it there.' };
  const client = ipcClient(bridge(() => ({ ok: false, value: wire })));
  const refused = client.call('case.open', { path: '/x' });
  await expect(refused).rejects.toBeInstanceOf(WorkbenchError);
  await expect(refused).rejects.toMatchObject(wire);
});
