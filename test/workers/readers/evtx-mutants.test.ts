/** Thousands of damaged logs: whatever the bytes say, reading ends soon and nothing is thrown. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  ints,
  slot,
  value,
} from '#test/support/evtx-writer.ts';
import type { Node } from '#test/support/evtx-writer.ts';
import { readEvtx } from '#test/support/read-evtx.ts';

const MUTANTS = 2000;
const LONGEST_MS = 2000;

function original(): Buffer {
  const named = dataTemplate(['Text', 'Number', 'Sid', 'Many']);
  const user: Node = {
    name: 'UserData',
    content: [
      {
        name: 'Own',
        content: [
          { name: 'A', content: [slot(0)] },
          { name: 'B', content: [slot(1, true, 0x21)] },
        ],
      },
    ],
  };
  const chunk = new ChunkWriter();
  for (let id = 1; id <= 12; id++) {
    const sid = value.raw(0x13, Buffer.from('010100000000000512000000', 'hex'));
    const values = [value.text(`text ${id}`), value.uint64(BigInt(id)), sid, value.texts('a', 'b')];
    const nested = value.nested({
      template: dataTemplate(['In']),
      values: [value.raw(0x94, ints(4, [1n, 2n]))],
    });
    chunk.add(
      event(
        id,
        id % 3 === 0
          ? { template: user, values: [value.uint32(id), nested] }
          : { template: named, values },
      ),
    );
  }
  return chunk.finish();
}

const interesting = [0, 1, 2, 0x0c, 0x0f, 0x21, 0x40, 0x7f, 0x80, 0x81, 0xff];

/** One to eight changes somewhere in the used part of the chunk. */
function mutate(chunk: Buffer, random: SeededRandom, used: number): void {
  const changes = 1 + random.below(8);
  for (let i = 0; i < changes; i++) {
    const at = random.below(used);
    switch (random.below(5)) {
      case 0:
        chunk[at] = random.below(256);
        break;
      case 1:
        chunk[at] = interesting[random.below(interesting.length)]!;
        break;
      case 2:
        chunk.writeUInt32LE([0, 0xffffffff, at, 512, random.below(65_536)][random.below(5)]!, at);
        break;
      case 3:
        chunk.copyWithin(at, random.below(used), random.below(used));
        break;
      default:
        chunk.fill(0, at, at + random.below(64));
    }
  }
}

test(`${MUTANTS} mutants of a log end in events and rejects, each in bounded time`, () => {
  const random = new SeededRandom(20240506);
  const clean = original();
  const used = clean.readUInt32LE(48);
  let longest = 0;
  let events = 0;
  let rejects = 0;
  for (let mutant = 0; mutant < MUTANTS; mutant++) {
    const chunk = Buffer.from(clean);
    mutate(chunk, random, used);
    const file = evtxFile([chunk]);
    const length = random.below(20) === 0 ? random.below(file.length) : file.length;
    const start = performance.now();
    const content = readEvtx(file.subarray(0, length));
    longest = Math.max(longest, performance.now() - start);
    events += content.events.length;
    rejects += content.rejects.length;
    // A fault of ours would show as one; documents were parsed as JSON on the way.
    expect(content.rejects.filter(({ reason }) => reason === 'evtx-reader-fault')).toEqual([]);
  }
  expect(longest).toBeLessThan(LONGEST_MS);
  // Most records survive what happens to their neighbours.
  expect(events).toBeGreaterThan(MUTANTS * 5);
  expect(rejects).toBeGreaterThan(MUTANTS / 2);
});
