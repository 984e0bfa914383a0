import { readFileSync } from 'node:fs';
import { runRoom, tableOf, rowsOf, outputHash, type PlainEvent } from '#test/support/run-room.ts';
import { processMapRoom } from '#workers/analyses/process-map/room.ts';
const R = '../shared/reference/process-map/';
const events: PlainEvent[] = [];
for (const line of readFileSync(R + 'ecar.jsonl', 'utf8').split('\n')) { try { const o = JSON.parse(line); events.push({ 'event.provider': 'eCAR', 'host.name': o.hostname, '@timestamp': new Date(o.timestamp).toISOString(), fields: Object.fromEntries(Object.entries(o).map(([k, v]) => [k, String(v)])) }); } catch {} }
const t = performance.now();
const out = runRoom(processMapRoom, events);
console.log(out.summary, performance.now() - t);
for (const [n, b] of Object.entries(out.tables)) console.log(n, b.rows, JSON.stringify(rowsOf(b).slice(0, 2)));
console.log(outputHash(out));
const ex = JSON.parse(readFileSync(R + 'expected-processes.json', 'utf8')).processes;
const got = rowsOf(tableOf(out, 'processes'));
let bad = 0; ex.forEach((e: any, i: number) => { const g = got[i]!; if (g.process !== e.processId || g.tokens !== e.features || g.kept !== e.kept || (e.kept && (g.label !== e.label || g.vector !== e.unique || g.keptTokens !== e.reducedFeatures))) { bad++; if (bad < 4) console.log(e, g); } }); console.log('bad', bad);
const intr = got.flatMap((g, i) => g.label === 'powershell.exe -nop -w hidden -c simulated-stage' ? [i] : []);
console.log(intr, JSON.stringify(processMapRoom.explain((n) => tableOf(out, n), intr, 8), null, 1));
