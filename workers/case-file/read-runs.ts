/** Tables `runs` and `run_tables`, read side: receipts and kept result tables. */
import { zstdDecompressSync } from 'node:zlib';
import type { KeptTable } from '#contract/block.ts';
import { decodeWire } from '#contract/codec.ts';
import type { RunReceipt } from '#contract/runs.ts';
import type { Sqlite } from './case-file.ts';

/** No result table comes near this; a stranger's case might try. */
const MAX_TABLE_BYTES = 2 * 1024 * 1024 * 1024;

export interface RunsReader {
  list(): RunReceipt[];
  /** Undefined when there is no such run. */
  receipt(run: number): RunReceipt | undefined;
  /** Undefined when the run has no such table. */
  table(run: number, name: string): KeptTable | undefined;
  tableNames(run: number): string[];
}

/** Prepares the statements on an open case. */
export function readRuns(db: Sqlite): RunsReader {
  const list = db.prepare<[], string>(`SELECT receipt FROM runs ORDER BY id`).pluck();
  const receipt = db.prepare<[number], string>(`SELECT receipt FROM runs WHERE id = ?`).pluck();
  const table = db
    .prepare<[number, string], Uint8Array>(`SELECT data FROM run_tables WHERE run = ? AND name = ?`)
    .pluck();
  const names = db
    .prepare<[number], string>(`SELECT name FROM run_tables WHERE run = ? ORDER BY name`)
    .pluck();
  return {
    list: () => list.all().map((text) => JSON.parse(text) as RunReceipt),
    receipt: (run) => {
      const text = receipt.get(run);
      return text === undefined ? undefined : (JSON.parse(text) as RunReceipt);
    },
    table: (run, name) => {
      const data = table.get(run, name);
      if (data === undefined) return undefined;
      return decodeWire(
        zstdDecompressSync(data, { maxOutputLength: MAX_TABLE_BYTES }),
      ) as KeptTable;
    },
    tableNames: (run) => names.all(run),
  };
}
