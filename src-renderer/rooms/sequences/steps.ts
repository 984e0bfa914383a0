/** A session step by step: what the strip says of each command, and where its cells lie. */
import type { ColumnBlock } from '#contract/block.ts';
import { blockNumber, blockText, columnNamed, type BlockRow } from '../../grid/grid-column.ts';
import { exactNumber, shareText } from '../../ui/numbers.ts';
import { likelihoodText } from './metrics.ts';
import { parsed } from './session-page.ts';

/** How likely it was that this followed that. */
export interface Transition {
  /** This one followed that one so often, of how often that one was followed by anything. */
  readonly count: number;
  readonly fromCount: number;
  readonly probability: number;
  /** Of the parameters given the command; 1 where they are not modelled. */
  readonly parametersProbability: number;
  readonly bits: number;
}

export interface Step {
  readonly event: number;
  readonly position: number;
  readonly command: string;
  /** From the command before, or the session's start. */
  readonly into: Transition | undefined;
  /** Row of the table `setups`; -1 where parameters are not modelled. */
  readonly setup: number;
}

/** Steps of a session out of rows of the table `events`. */
export function stepsOf(block: ColumnBlock): readonly Step[] {
  return Array.from({ length: block.rows }, (_, at) => stepOf({ block, at }));
}

function stepOf({ block, at }: BlockRow): Step {
  const row = { block, at };
  return {
    event: blockNumber(row, 'event'),
    position: blockNumber(row, 'position'),
    command: blockText(row, 'command') ?? '',
    into: transitionOf(blockText(row, 'step')),
    setup: columnNamed(block, 'setup') === undefined ? -1 : blockNumber(row, 'setup'),
  };
}

/** A step's worth out of its JSON; undefined when it has none. */
export function transitionOf(json: string | undefined): Transition | undefined {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const number = (name: string): number => {
    const each = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return typeof each === 'number' ? each : NaN;
  };
  return {
    count: number('count'),
    fromCount: number('fromCount'),
    probability: number('probability'),
    parametersProbability: number('parametersProbability'),
    bits: number('bits'),
  };
}

/** A run of commands of a session that is unlikely as a whole. */
export interface RareWindow {
  readonly likelihood: number;
  /** Position of its first command. */
  readonly start: number;
  readonly commands: number;
}

/** What a session's `rarestWindow` says; undefined = not scored. */
export function windowOf(json: string | undefined): RareWindow | undefined {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return undefined;
  const own = new Map(Object.entries(value));
  const likelihood: unknown = own.get('likelihood');
  const start: unknown = own.get('start');
  const commands: unknown = own.get('commands');
  if (typeof likelihood !== 'number' || typeof start !== 'number') return undefined;
  return { likelihood, start, commands: Array.isArray(commands) ? commands.length : 1 };
}

/** True for the commands of a window. */
export function isInWindow(window: RareWindow | undefined, position: number): boolean {
  return (
    window !== undefined && position >= window.start && position < window.start + window.commands
  );
}

/** "1 of 1,204". */
export function countsText({ count, fromCount }: Transition): string {
  return `${exactNumber(count)} of ${exactNumber(fromCount)}`;
}

/** A probability as a share, small ones by their power: "8.1 %", "3.1·10⁻⁷". */
export function probabilityText(probability: number): string {
  if (Number.isNaN(probability)) return '–';
  return probability >= 0.0005 ? shareText(probability) : likelihoodText(probability);
}

/** From how many bits on a step stands out: 1 in 10, in 100, in 1,000, in 10,000. */
const LEVEL_BITS = [10, 100, 1000, 10_000].map((among) => Math.log2(among));

/** How much a step stands out: 0 … 4, on the same ramp as scores. */
export function surpriseLevel(bits: number): number {
  return LEVEL_BITS.reduce((level, least) => level + (bits >= least ? 1 : 0), 0);
}

/** Length of a step's bar: whole at 20 bits, one in a million. */
export function surprise01(bits: number): number {
  return Number.isNaN(bits) ? 0 : Math.min(1, Math.max(0, bits / 20));
}

export interface StripGrid {
  readonly perRow: number;
  readonly rows: number;
  readonly heightPx: number;
}

/** One step: the transition into it, then its command. */
export const STEP_PX = 224;
export const STEP_ROW_PX = 72;

/** Steps in lines, like words. @param steps with one more for the end */
export function stripGrid(steps: number, widthPx: number): StripGrid {
  const perRow = Math.max(1, Math.floor(widthPx / STEP_PX));
  const rows = Math.ceil(steps / perRow);
  return { perRow, rows, heightPx: rows * STEP_ROW_PX };
}

/** Lines in view with one more on either side, first and last, so that any session can be drawn. */
export function linesInView(
  { rows }: StripGrid,
  scrollPx: number,
  viewPx: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(scrollPx / STEP_ROW_PX) - 1);
  const last = Math.min(rows - 1, Math.ceil((scrollPx + viewPx) / STEP_ROW_PX) + 1);
  return { first, last };
}

/** Where a key leads from a step; undefined for keys that do not move. */
export function movedStep(
  key: string,
  at: number,
  { steps, perRow }: { readonly steps: number; readonly perRow: number },
): number | undefined {
  const kept = (to: number): number => Math.min(steps - 1, Math.max(0, to));
  switch (key) {
    case 'ArrowLeft':
      return kept(at - 1);
    case 'ArrowRight':
      return kept(at + 1);
    case 'ArrowUp':
      return at - perRow >= 0 ? at - perRow : at;
    case 'ArrowDown':
      return at + perRow < steps ? at + perRow : at;
    case 'Home':
      return 0;
    case 'End':
      return kept(steps - 1);
    default:
      return undefined;
  }
}
