/**
 * The demo: evidence of one working day with an intrusion in it, made by a seeded generator, so that
 * anybody can try Loupe without evidence of their own, and always sees the same.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { SeededRandom } from '#workers/base/random.ts';
import { ordinaryDay } from './demo-day.ts';
import { intrusion } from './demo-intrusion.ts';
import { DemoWriter } from './demo-writer.ts';

export interface DemoEvidence {
  readonly caseFile: string;
  /** False when the demo case is there from an earlier time. */
  readonly isNew: boolean;
  readonly evidence: readonly string[];
}

const SEED = 20_260_310;

/** Lines of the demo's event log in order of time: about 19,000, the same on every machine. */
export function demoLines(): string[] {
  const random = new SeededRandom(SEED);
  const writer = new DemoWriter(random);
  ordinaryDay(writer, random);
  intrusion(writer);
  return writer.lines
    .map((line, order) => ({ ...line, order }))
    .sort((a, b) => a.timeUs - b.timeUs || a.order - b.order)
    .map(({ text }) => text);
}

/** Writes the demo evidence into a folder (made when missing) and says where its case goes. */
export function makeDemoEvidence(folder: string): DemoEvidence {
  const evidence = path.join(folder, 'northwind-2026-03-10.jsonl.gz');
  const caseFile = path.join(folder, 'northwind-demo.loupe');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(evidence))
    writeFileSync(evidence, gzipSync(`${demoLines().join('\n')}\n`, { level: 6 }));
  return { caseFile, isNew: !existsSync(caseFile), evidence: [evidence] };
}
