/** How far the reading of an archive is: by what came out of it, not by what was looked at. */
import { expect, test } from 'vitest';
import { SeededRandom } from '#workers/base/random.ts';
import { openEvidence } from '#workers/containers/open-evidence.ts';
import { evidenceFile, evidenceFolder } from '#test/support/evidence-files.ts';
import { zipOf } from '#test/support/zip-writer.ts';

const folder = evidenceFolder();

test('progress of an archive follows what was taken out of it and does not run ahead', async () => {
  const random = new SeededRandom(3);
  // Packs to some 2 MB; unpacks to ten times that.
  const noise = Buffer.alloc(2_000_000);
  for (let i = 0; i < noise.length; i++) noise[i] = random.below(256);
  const content = Buffer.concat([noise, Buffer.alloc(18_000_000, 97)]);
  const file = evidenceFile(folder, 'progress.zip', zipOf({ name: 'a', content }));
  const evidence = await openEvidence(file);
  const shares: number[] = [];
  let unpacked = 0;
  for await (const member of evidence.members()) {
    expect(evidence.readBytes / evidence.sizeBytes).toBeLessThan(0.2);
    for await (const piece of member.open()) {
      unpacked += piece.length;
      if (unpacked <= noise.length)
        shares.push(evidence.readBytes / evidence.sizeBytes - unpacked / noise.length);
    }
  }
  await evidence.close();
  expect(unpacked).toBe(content.length);
  // At most a few steps and what the engine holds ahead.
  expect(Math.max(...shares)).toBeLessThan(0.3);
});
