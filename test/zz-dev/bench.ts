import { readFileSync } from 'node:fs';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import { Renderer } from '#workers/readers/evtx/renderer.ts';
import { EventView } from '#workers/readers/evtx/event-view.ts';
import { readChunkHeader, walkChunk } from '#workers/readers/evtx/chunk-walk.ts';
import { makeEvtxCutter } from '#workers/readers/framing/evtx.ts';
const files = process.argv.slice(2);
for (const f of files) {
  const bytes = new Uint8Array(readFileSync('/work/shared/data/evtx/' + f + '.evtx'));
  const head = { bytes: bytes.subarray(0, 262144), whole: false, text: undefined, name: 'x', mtimeMs: NaN };
  const prepared = evtxReader.prepare(head, { timeZone: undefined, mapping: undefined });
  const cutter = makeEvtxCutter(prepared, 4 << 20);
  const chunks = [...cutter.push(bytes), ...cutter.end()];
  let best = 0, bestParse = 0, bestR = 0, docBytes = 0;
  for (let r = 0; r < 12; r++) {
    const t = performance.now();
    let rows = 0; let parse = 0;
    for (const chunk of chunks) { const b = new BatchBuilder('json'); const t0 = performance.now(); evtxReader.parse(chunk, prepared, b); parse += performance.now() - t0; rows += b.finish().rows; }
    best = Math.max(best, rows / (performance.now() - t) * 1000); bestParse = Math.max(bestParse, rows / parse * 1000);
    // rendering alone
    const rd = new Renderer(); const view = new EventView(rd); let n = 0; docBytes = 0;
    const t1 = performance.now();
    for (const chunk of chunks) for (let p = 0; p < chunk.bytes.length; p += 65536) {
      const block = Buffer.from(chunk.bytes.buffer, p, Math.min(65536, chunk.bytes.length - p));
      rd.startChunk(block);
      walkChunk(block, readChunkHeader(block), { record(at, size) { rd.render(at + 24, at + size - 4); docBytes += rd.sink.end; n++; }, torn() {}, unreadable() {} });
    }
    bestR = Math.max(bestR, n / (performance.now() - t1) * 1000);
  }
  console.log(f, Math.round(best), 'rec/s whole;', Math.round(bestParse), 'parse only;', Math.round(bestR), 'render only', (docBytes / 1e6).toFixed(2), 'MB docs');
}
