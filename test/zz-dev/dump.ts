import { readFileSync, readdirSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import { makeEvtxCutter } from '#workers/readers/framing/evtx.ts';
export function load(path: string, target = 4 << 20) {
  const bytes = new Uint8Array(readFileSync(path));
  const head = { bytes: bytes.subarray(0, 262144), whole: bytes.length <= 262144, text: undefined, name: 'unknown', mtimeMs: NaN };
  const prepared = evtxReader.prepare(head, { timeZone: undefined, mapping: undefined });
  const cutter = makeEvtxCutter(prepared, target);
  const chunks = [];
  for (let i = 0; i < bytes.length; i += 65000) chunks.push(...cutter.push(bytes.subarray(i, i + 65000)));
  chunks.push(...cutter.end());
  const batches = chunks.map((chunk) => { const b = new BatchBuilder('json'); evtxReader.parse(chunk, prepared, b); return b.finish(); });
  return { prepared, chunks, batches };
}
export function docs(batch) {
  const out: string[] = [];
  for (const block of batch.documents) {
    const data = zstdDecompressSync(block.data); let at = 0;
    for (let i = 0; i < block.rows; i++) { const len = batch.documentLengths[block.firstRow + i]; out.push(data.toString('utf8', at, at + len)); at += len; }
  }
  return out;
}
if (process.argv[1]?.endsWith("dump.ts")) {
  const dir = '/work/shared/data/evtx/';
  const exp = JSON.parse(readFileSync('/work/shared/data/expected.json','utf8')).evtx;
  for (const f of readdirSync(dir)) {
    const { prepared, chunks, batches } = load(dir + f);
    let rows = 0, rej = 0; const probs = new Map(); const reasons = new Map();
    for (const p of prepared.problems) probs.set(p.code, 1);
    for (const b of batches) { rows += b.rows; rej += b.rejects.length; for (const p of b.problems) probs.set(p.code, (probs.get(p.code) ?? 0) + p.count); for (const r of b.rejects) reasons.set(r.reason + ':' + r.message, (reasons.get(r.reason + ':' + r.message) ?? 0) + 1); }
    const e = exp[f];
    console.log(f, 'chunks', chunks.length, 'rows', rows, 'rejects', rej, 'expected', e.records_by_structure, e.libevtx_records, [...probs].map((x) => x.join('=')).join(' '), [...reasons].map((x) => x.join('=')).join(' '));
    if (process.argv[2] === 'docs') for (const b of batches) console.log(docs(b).slice(0, 2).join('\n'));
  }
}
