import { runRoom, tableOf, rowsOf, type PlainEvent } from '#test/support/run-room.ts';
import { readAll } from '#test/support/read-evidence.ts';
import { eventsOf } from '#test/support/events-of.ts';
import { readerById } from '#workers/readers/registry.ts';
import { processMapRoom } from '#workers/analyses/process-map/room.ts';
const events: PlainEvent[] = [];
let opened = 0;
for (const path of process.argv.slice(2)) for (const m of await readAll(path)) {
  console.log(m.member, m.format, m.imported, m.error?.message ?? '');
  const reader = readerById(m.format);
  for (const e of eventsOf(m.batches)) {
    const ev: any = { ...e.values, '@timestamp': e.time, format: m.format };
    Object.defineProperty(ev, 'fields', { get: () => { opened++; return Object.fromEntries(reader!.fields(e.document, m.prepared!.state).map((f) => [f.name, f.value])); } });
    events.push(ev);
  }
}
let t = performance.now();
const stages: string[] = [];
const out = runRoom(processMapRoom, events, { params: { minTokensPerProcess: 10 }, context: { checkCancelled: () => {}, onProgress: (r, s) => { if (stages.at(-1)?.startsWith(s) !== true) stages.push(s + ' @' + (performance.now() - t).toFixed(0)); } } });
console.log(out.summary, performance.now() - t, stages, 'records opened', opened);
const kinds: Record<string, number> = {};
for (const r of rowsOf(tableOf(out, 'tokens'))) if (r.kept) kinds[r.kind as string] = (kinds[r.kind as string] ?? 0) + 1;
console.log(kinds);
console.log(rowsOf(tableOf(out, 'labels')).slice(0, 12).map((r) => r.processes + ' ' + String(r.label).slice(0, 120)).join('\n'));
const ps = rowsOf(tableOf(out, 'processes'));
console.log(ps.slice(0, 3));
for (const pat of process.env.PAT?.split(',') ?? ['powershell']) { const sel = ps.flatMap((p, i) => p.kept && String(p.label).toLowerCase().includes(pat) ? [i] : []); if (sel.length) { const e = processMapRoom.explain((n) => tableOf(out, n), sel, 8); console.log(e.title.slice(0, 200)); console.log(e.reasons.map((r) => `${r.weight.toFixed(2)} ${r.inside}/${r.outside} ${r.what}`).join('\n')); } }
