import { readFileSync, readdirSync } from 'node:fs';
import { Renderer } from '#workers/readers/evtx/renderer.ts';
import { readChunkHeader, walkChunk } from '#workers/readers/evtx/chunk-walk.ts';
const tails = new Map<number, number>();
for (const dir of ['/work/shared/data/evtx/', '/tmp/evtx/triage/']) for (const f of readdirSync(dir)) {
  const bytes = readFileSync(dir + f); const rd = new Renderer();
  for (let p = 4096; p < bytes.length; p += 65536) {
    const block = bytes.subarray(p, p + 65536); const h = readChunkHeader(block);
    if (!h.headerHolds) continue;
    rd.startChunk(block);
    walkChunk(block, h, { record(at, size) { try { const e = rd.render(at + 24, at + size - 4); const t = at + size - 4 - e; tails.set(t, (tails.get(t) ?? 0) + 1); if (t > 8) console.log(f, p, at, size, t, block.subarray(e, e + 40).toString('hex')); } catch {} }, torn() {}, unreadable() {} });
  }
}
console.log([...tails].sort((a, b) => a[0] - b[0]));
