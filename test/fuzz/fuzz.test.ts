/** The fuzzer itself: it finds what is planted, and a short run of it over every reader finds nothing. */
import { expect, test } from 'vitest';
import type { Reader } from '#workers/readers/reader.ts';
import { jsonLinesReader } from '#workers/readers/json/json-lines.ts';
import { readers } from '#workers/readers/registry.ts';
import { bareCards } from './card-samples.ts';
import { fuzz } from './lanes.ts';
import { examine, type Way } from './promises.ts';
import { samples } from './samples.ts';
import { mutantOf, targets } from './targets.ts';
import { tryMutant } from './try-mutant.ts';

/** Of each target; a longer run is `npm run fuzz`. */
const MUTANTS = 120;
const SEED = 20_261_121;

const lines = Buffer.from(
  '{"EventID":4688,"n":1}\n{"EventID":4689,"n":2}\n{"n":3\n{"EventID":4624,"n":4}\n',
);
const way: Way = {
  reader: undefined,
  timeZone: undefined,
  recover: false,
  chunks: 4,
  thorough: true,
};

async function said(reader: Partial<Reader>): Promise<string> {
  try {
    await examine(lines, { ...way, reader: { ...jsonLinesReader, ...reader } });
  } catch (thrown) {
    return (thrown as Error).message;
  }
  return '';
}

test('a sound reader keeps every promise', async () => {
  expect(await said({})).toBe('');
});

test.each<[string, Partial<Reader>, RegExp]>([
  [
    'a crash in a record',
    {
      parse: () => {
        throw new RangeError('planted');
      },
    },
    /planted/,
  ],
  [
    'a crash in the fields of a record',
    {
      fields: () => {
        throw new RangeError('planted');
      },
    },
    /planted/,
  ],
  [
    'a record outside its chunk',
    {
      parse: ({ offset }, _, batch) => {
        batch.commit({ offset: offset + 1000, length: 1, recordId: -1, line: 1 }, Buffer.from('a'));
      },
    },
    /within its chunk/,
  ],
  [
    'a time that is none',
    {
      parse: ({ offset }, _, batch) => {
        batch.time(0.5, 0, 3);
        batch.commit({ offset, length: 1, recordId: -1, line: 1 }, Buffer.from('a'));
      },
    },
    /whole microseconds/,
  ],
  [
    'a record that depends on the size of chunks',
    {
      parse: ({ offset, bytes }, _, batch) => {
        const place = { offset, length: bytes.length, recordId: -1, line: 1 };
        batch.commit(place, bytes);
      },
    },
    /size of chunks/,
  ],
  [
    'a reject without a reason',
    {
      parse: ({ offset }, _, batch) => {
        batch.reject({ offset, length: 1, recordId: -1, line: 1 }, 'x', '', 'a');
      },
    },
    /says why/,
  ],
])('%s is found', async (_, reader, message) => {
  expect(await said(reader)).toMatch(message);
});

test('something that changes from one time to the next is found', async () => {
  let calls = 0;
  const parse: Reader['parse'] = ({ offset }, _, batch) => {
    const document = Buffer.from(String(calls++));
    batch.commit({ offset, length: 1, recordId: -1, line: 1 }, document);
  };
  expect(await said({ parse })).toMatch(/same bytes/);
});

test('a thread that hangs or dies is told with its mutant, and the run goes on behind it', async () => {
  const { failures, counts } = await fuzz(
    {
      seed: 1,
      real: false,
      targets: targets(false).slice(0, 1),
      firstNumber: 0,
      mutants: 6,
      minutes: 1,
      lanes: 1,
      imports: false,
      script: new URL('./planted-worker.js', import.meta.url),
      leastMs: 300,
    },
    () => undefined,
  );
  expect(failures.map(({ number, message }) => `${number} ${message}`)).toEqual([
    '2 Hang: it took too long.',
    '4 Crash of the thread: planted',
  ]);
  expect([...counts.values()].reduce((sum, { mutants }) => sum + mutants, 0)).toBe(4);
});

test('the same seed and number give the same mutant, and mutants differ', () => {
  for (const target of targets(false)) {
    const twice = [0, 1].map(() => mutantOf(target, SEED, 5).toString('hex'));
    expect(twice[0]).toBe(twice[1]);
    expect(mutantOf(target, SEED, 6).toString('hex')).not.toBe(twice[0]);
  }
});

test('every reader of the registry has a sample of its own', () => {
  const bare = targets(false).filter((target) => target.bare);
  expect(bare.map(({ id }) => id)).toEqual([]);
  expect(targets(false)).toHaveLength(readers.length + 1);
});

test('every format that is listed has a sample of its own', () => {
  // One that says nothing by names in its card wants a sample in samples.ts.
  expect(bareCards(samples())).toEqual([]);
});

test.each(targets(false).map((target) => [target.id, target] as const))(
  `${MUTANTS} mutants of %s are read or refused in words`,
  async (_, target) => {
    const failures: string[] = [];
    for (let number = 0; number < MUTANTS; number++) {
      try {
        await tryMutant(target, SEED, number);
      } catch (thrown) {
        failures.push(`${number}: ${(thrown as Error).stack ?? ''}`);
      }
    }
    expect(failures).toEqual([]);
  },
);
