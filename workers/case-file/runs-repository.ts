/** Tables `runs` and `run_tables`: receipts and results of analyses, kept as they came out. */
import { constants, zstdCompressSync } from 'node:zlib';
import type { RunId, RunReceipt } from '#contract/runs.ts';
import type { Sqlite } from './case-file.ts';

/** A result table as bytes: encodeWire of its KeptTable. */
export interface TableBytes {
  readonly name: string;
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/** Keeps a run with its tables. @returns the receipt with its id */
export function insertRun(
  db: Sqlite,
  receipt: Omit<RunReceipt, 'run'>,
  tables: readonly TableBytes[],
): RunReceipt {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO runs (room, receipt) VALUES (?, '')`)
    .run(receipt.room);
  const run: RunId = Number(lastInsertRowid);
  const complete: RunReceipt = { run, ...receipt };
  db.prepare(`UPDATE runs SET receipt = ? WHERE id = ?`).run(JSON.stringify(complete), run);
  const insert = db.prepare(`INSERT INTO run_tables (run, name, rows, data) VALUES (?, ?, ?, ?)`);
  for (const { name, rows, bytes } of tables) {
    const data = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
    insert.run(run, name, rows, data);
  }
  return complete;
}

/** Takes a run out of the case. */
export function deleteRun(db: Sqlite, run: RunId): void {
  db.prepare(`DELETE FROM run_tables WHERE run = ?`).run(run);
  db.prepare(`DELETE FROM runs WHERE id = ?`).run(run);
}
