/** Entry point of the pool's threads: pure work on chunks and slices; the case is opened for reading only. */
import { createHash } from 'node:crypto';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { Explanation } from '#contract/api.ts';
import { encodeWire } from '#contract/codec.ts';
import { toWireError, type WireError } from '#contract/errors.ts';
import { roomOf } from '#workers/analyses/registry.ts';
import type { RoomContext, RoomOutput } from '#workers/analyses/room.ts';
import { batchTransfers } from '#workers/batch/batch.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { defined } from '#workers/base/assert.ts';
import { release } from '#workers/base/release.ts';
import { openForReading, type Sqlite } from '#workers/case-file/case-file.ts';
import type { TableBytes } from '#workers/case-file/runs-repository.ts';
import { createQueries, type Queries } from '#workers/query/queries.ts';
import { parseChunk } from '#workers/readers/parse-chunk.ts';
import { readerById } from '#workers/readers/registry.ts';
import { StopFlag } from './flag.ts';
import { buffersOf } from './transfers.ts';
import type {
  ComputeAnswer,
  ComputeTask,
  ExplainTask,
  FeaturizeTask,
  ParseTask,
  PoolTask,
} from './pool-tasks.ts';

const PROGRESS_EVERY_MS = 80;

/** Runs one task. */
export async function work(task: PoolTask): Promise<unknown> {
  try {
    switch (task.kind) {
      case 'parse':
        return parse(task);
      case 'featurize':
        return featurize(task);
      case 'compute':
        return compute(task);
      case 'explain':
        return explain(task);
    }
  } catch (thrown) {
    const error: WireError = toWireError(thrown);
    return { error };
  }
}

function parse({ reader: id, prepared, chunk }: ParseTask): unknown {
  const reader = defined(readerById(id), `reader ${id}`);
  const builder = new BatchBuilder(reader.documents);
  parseChunk(reader, chunk, prepared, builder);
  const batch = builder.finish();
  release([chunk.bytes.buffer as ArrayBuffer]);
  // Piscina's way to say which buffers of an answer change hands.
  return move({ [transferableSymbol]: batchTransfers(batch), [valueSymbol]: batch });
}

function featurize({
  room,
  caseFile,
  ids,
  params,
  builtOn,
  clockRules,
  stop,
}: FeaturizeTask): unknown {
  const flag = new StopFlag(stop);
  return withCase(caseFile, (db) => {
    const queries = createQueries(db);
    const rows = queries.eventRows(ids, clockRules);
    const context: RoomContext = {
      onProgress: () => undefined,
      checkCancelled: () => {
        flag.check();
      },
      earlier: earlierTables(queries, builtOn),
    };
    return roomOf(room).featurize(rows, params, context);
  });
}

function compute({ room, caseFile, parts, params, builtOn, stop, progress }: ComputeTask): unknown {
  const flag = new StopFlag(stop);
  let saidAtMs = 0;
  const context: RoomContext = {
    checkCancelled: () => {
      flag.check();
    },
    onProgress: (ratio01, stage) => {
      const now = performance.now();
      if (now - saidAtMs < PROGRESS_EVERY_MS && ratio01 < 1) return;
      saidAtMs = now;
      progress.postMessage({ ratio01, stage });
    },
  };
  const run = (): RoomOutput =>
    builtOn === undefined
      ? roomOf(room).compute(parts, params, context)
      : withCase(caseFile, (db) => {
          const earlier = earlierTables(createQueries(db), builtOn);
          return roomOf(room).compute(parts, params, { ...context, earlier });
        });
  try {
    const output: { tables: RoomOutput['tables']; summary: RoomOutput['summary'] } = run();
    const { summary } = output;
    const packed = packTables(output);
    const hash = createHash('sha256');
    for (const { name, bytes } of packed) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
    const answer: ComputeAnswer = {
      roomVersion: roomOf(room).version,
      tables: packed,
      outputSha256: hash.digest('hex'),
      summary,
    };
    return move({ [transferableSymbol]: buffersOf(packed), [valueSymbol]: answer });
  } finally {
    progress.close();
  }
}

/** Table by table, each let go once it is packed: a large result is not in memory twice. */
function packTables(output: { tables: RoomOutput['tables'] }): readonly TableBytes[] {
  const blocks = Object.entries(output.tables);
  output.tables = {};
  return Array.from({ length: blocks.length }, () => {
    const [name, block] = defined(blocks.shift(), 'a table');
    return { name, rows: block.rows, bytes: encodeWire(block) };
  });
}

function earlierTables(queries: Queries, run: number | undefined): RoomContext['earlier'] {
  return run === undefined ? undefined : (table) => queries.wholeTable(run, table);
}

function explain({ caseFile, run, room, groups, limit }: ExplainTask): Explanation {
  return withCase(caseFile, (db) => {
    const queries = createQueries(db);
    return roomOf(room).explain((name) => queries.wholeTable(run, name), groups, limit);
  });
}

function withCase<T>(file: string, action: (db: Sqlite) => T): T {
  const db = openForReading(file);
  try {
    return action(db);
  } finally {
    db.close();
  }
}
