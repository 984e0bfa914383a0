/**
 * Runs: one analysis with its receipt. The receipt says what went in and what came out in hashes,
 * so that the same evidence, parameters, seed and code can be shown to give the same bytes.
 */
import type { ClockRule } from './clocks.ts';
import type { ParamValues } from './rooms/room.ts';
import type { RoomId } from './rooms/index.ts';
import type { Scope } from './scope.ts';

export type RunId = number;

export interface RunReceipt {
  readonly run: RunId;
  readonly room: RoomId;
  /** All parameters, defaults filled in. */
  readonly params: ParamValues;
  /** Scope the analyst had, and the room's own base query it was joined with. */
  readonly scope: Scope;
  readonly baseQuery: string;
  /** Number of events and SHA-256 over (evidence hash, locator) of each in order. */
  readonly input: { readonly events: number; readonly sha256: string };
  /** The earlier run that it was built on, and what came out of that. */
  readonly builtOn?: { readonly run: RunId; readonly outputSha256: string };
  /** Clock rules that corrected times of the input; absent when none did. */
  readonly clockRules?: readonly ClockRule[];
  /** NaN-free; -1 for rooms without chance. */
  readonly seed: number;
  /** Room version and Loupe version. */
  readonly codeVersion: string;
  /** SHA-256 over the result tables' bytes. */
  readonly outputSha256: string;
  /** Clock values; never part of any hash. ISO 8601, UTC. */
  readonly createdAt: string;
  readonly durationMs: number;
  /** A few numbers and words worth showing first, in order. */
  readonly summary: Readonly<Record<string, number | string | boolean>>;
}
