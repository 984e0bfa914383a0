import { writeFileSync, readdirSync } from 'node:fs';
import { load, docs } from './dump.ts';
const dir = process.argv[2], out = process.argv[3];
for (const f of readdirSync(dir)) {
  if (!f.endsWith('.evtx')) continue;
  const lines: string[] = [];
  for (const b of load(dir + '/' + f).batches) { const d = docs(b); for (let i = 0; i < d.length; i++) lines.push(JSON.stringify({ at: b.offsets[i], time: b.timeUs[i] }) + '\t' + d[i]); }
  writeFileSync(out + '/' + f.replace('.evtx', '.jsonl'), lines.join('\n'));
}
