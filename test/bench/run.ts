/** `npm run bench`: every claim of speed as a figure beside its yardstick, taken in one run. Names as arguments pick single benches. */
import { availableParallelism, cpus } from 'node:os';
import { evtxRate } from './evtx.bench.ts';
import { csvRate, generatedRate, growth, realRate } from './import.bench.ts';
import { inFolder, shortfalls } from './measure.ts';
import { memory } from './memory.bench.ts';
import { million } from './million.bench.ts';
import { sequenceFigures } from './sequences.bench.ts';

const benches: Readonly<Record<string, (folder: string) => Promise<void> | void>> = {
  real: realRate,
  generated: generatedRate,
  csv: csvRate,
  evtx: evtxRate,
  growth,
  memory,
  million,
  sequences: sequenceFigures,
};

const wanted = process.argv.slice(2);
process.stdout.write(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.versions.node}\n\n`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await inFolder(bench);
}
const short = shortfalls();
process.stdout.write(
  short.length === 0
    ? '\nEvery figure holds.\n'
    : `\n${short.length} figures fall short: ${short.map(({ what }) => what).join('; ')}\n`,
);
process.exitCode = short.length === 0 ? 0 : 1;
