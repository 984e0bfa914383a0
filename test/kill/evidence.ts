/** Evidence of every kind that the project can make, in one folder, for imports that are killed. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { generateJsonLines } from '#test/bench/generate.ts';
import { ChunkWriter, dataTemplate, event, evtxFile, value } from '#test/support/evtx-writer.ts';
import { tarOf } from '#test/support/tar-writer.ts';
import { zipOf } from '#test/support/zip-writer.ts';

/** Chunks of 64 KiB of the event log; two pieces of 4 MiB and some. */
const CHUNKS = 150;
const RECORDS_A_CHUNK = 20;

/** Writes the evidence; `records` of JSON lines in the largest file. */
export function makeEvidence(folder: string, records: number): void {
  mkdirSync(folder, { recursive: true });
  const lines = (name: string, count: number, seed: number): Buffer => {
    const file = path.join(folder, name);
    generateJsonLines(file, { records: count }, seed);
    const bytes = readFileSync(file);
    rmSync(file);
    return bytes;
  };
  const write = (name: string, bytes: Uint8Array | string): void => {
    writeFileSync(path.join(folder, name), bytes);
  };
  write('a.jsonl', Buffer.concat([lines('x', records, 1), Buffer.from('{"broken\n[1]\n')]));
  write('b.evtx', eventLog());
  write('c.csv', table(records));
  write('d.jsonl.gz', gzipSync(lines('x', records / 2, 2), { level: 1 }));
  write('e.zst', zstdCompressSync(lines('x', records / 4, 3)));
  write(
    'f.zip',
    zipOf(
      { name: 'logs\\g.jsonl', content: lines('x', records / 2, 4) },
      { name: 'logs/h.csv', content: table(2000, 7) },
      { name: 'picture.png', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
      { name: 'empty.evtx', content: '' },
    ),
  );
  write('g.tar', tarOf({ name: 'var/i.jsonl', content: lines('x', 1000, 5) }));
}

/** With a hole of numbers, a damaged record and an unwritten end. */
function eventLog(): Buffer {
  const template = dataTemplate(['Text', 'Number']);
  const chunks = Array.from({ length: CHUNKS }, (_, number) => {
    const chunk = new ChunkWriter();
    for (let i = 0; i < RECORDS_A_CHUNK; i++) {
      const id = number * RECORDS_A_CHUNK + i + (number > 70 ? 500 : 0);
      const values = [value.text(`text ${id}`), value.uint32(id)];
      chunk.add(event(id, { template, values }, { code: 4000 + (id % 7) }));
    }
    const bytes = chunk.finish();
    if (number === 5) bytes.fill(0xff, chunk.records[3]!.at + 30, chunk.records[3]!.at + 90);
    return bytes;
  });
  return evtxFile([...chunks, Buffer.alloc(65_536)], { dirty: true });
}

function table(rows: number, seed = 1): string {
  const body = Array.from({ length: rows }, (_, i) => {
    const second = String(i % 60).padStart(2, '0');
    return `2025-01-01T00:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${second}Z,WS${(i * seed) % 50},${4600 + (i % 90)},"cmd /c ""dir ${i}"""`;
  });
  return ['TimeGenerated,Computer,EventID,CommandLine', ...body, ''].join('\r\n');
}
