import { readdirSync } from 'node:fs';
import { load } from './dump.ts';
let total = 0; const probs = new Map<string, number>();
for (const f of readdirSync('/tmp/evtx/triage')) {
  const { prepared, batches } = load('/tmp/evtx/triage/' + f);
  let rows = 0, rej = 0;
  for (const p of prepared.problems) probs.set(p.code, (probs.get(p.code) ?? 0) + 1);
  for (const b of batches) { rows += b.rows; rej += b.rejects.length; for (const p of b.problems) probs.set(p.code, (probs.get(p.code) ?? 0) + p.count); }
  total += rows; if (rows || rej) console.log(f, rows, rej);
}
console.log(total, [...probs]);
