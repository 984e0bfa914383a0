/** What the pool's threads can be asked: parse a chunk, featurize a slice, compute a room, explain a group. */
import type { MessagePort } from 'node:worker_threads';
import type { Explanation } from '#contract/api.ts';
import type { ClockRule } from '#contract/clocks.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import type { RoomId } from '#contract/rooms/index.ts';
import type { RunId } from '#contract/runs.ts';
import type { EventBatch } from '#workers/batch/batch.ts';
import type { TableBytes } from '#workers/case-file/runs-repository.ts';
import type { Chunk, Prepared } from '#workers/readers/reader.ts';

export interface ParseTask {
  readonly kind: 'parse';
  readonly reader: string;
  readonly prepared: Prepared;
  readonly chunk: Chunk;
}

export interface FeaturizeTask {
  readonly kind: 'featurize';
  readonly room: RoomId;
  readonly caseFile: string;
  readonly ids: Int32Array;
  readonly params: ParamValues;
  /** The earlier run that this one is built on. */
  readonly builtOn: RunId | undefined;
  /** Correct the times; the same for all slices of a run. */
  readonly clockRules: readonly ClockRule[];
  readonly stop: SharedArrayBuffer;
}

export interface ComputeTask {
  readonly kind: 'compute';
  readonly room: RoomId;
  readonly caseFile: string;
  readonly parts: readonly unknown[];
  readonly params: ParamValues;
  readonly builtOn: RunId | undefined;
  readonly stop: SharedArrayBuffer;
  /** Progress goes here as {ratio01, stage}. */
  readonly progress: MessagePort;
}

export interface ExplainTask {
  readonly kind: 'explain';
  readonly caseFile: string;
  readonly run: number;
  readonly room: RoomId;
  readonly groups: readonly number[];
  readonly limit: number;
}

export type PoolTask = ParseTask | FeaturizeTask | ComputeTask | ExplainTask;

export interface ComputeAnswer {
  readonly roomVersion: number;
  readonly tables: readonly TableBytes[];
  /** SHA-256 over names and bytes of all tables in order. */
  readonly outputSha256: string;
  readonly summary: Readonly<Record<string, number | string | boolean>>;
}

/** Answer of each task; failures arrive as `{error}` in wire form, so that code and hint survive. */
export interface PoolAnswers {
  readonly parse: EventBatch;
  readonly featurize: unknown;
  readonly compute: ComputeAnswer;
  readonly explain: Explanation;
}
