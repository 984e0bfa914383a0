import { readFileSync } from 'node:fs';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { evtxReader } from '#workers/readers/evtx/reader.ts';
import { makeEvtxCutter } from '#workers/readers/framing/evtx.ts';
const f = process.argv[2];
const bytes = new Uint8Array(readFileSync('/work/shared/data/evtx/' + f + '.evtx'));
const head = { bytes: bytes.subarray(0, 262144), whole: false, text: undefined, name: 'x', mtimeMs: NaN };
const prepared = evtxReader.prepare(head, { timeZone: undefined, mapping: undefined });
const cutter = makeEvtxCutter(prepared, 4 << 20);
const chunks = [...cutter.push(bytes), ...cutter.end()];
for (let r = 0; r < 60; r++) for (const chunk of chunks) { const b = new BatchBuilder('json'); evtxReader.parse(chunk, prepared, b); b.finish(); }
