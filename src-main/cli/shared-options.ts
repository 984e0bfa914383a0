/** Options that several commands take, turned into what the engine takes. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Chip, Scope } from '#contract/scope.ts';
import { instantUs } from './instant.ts';
import type { SharedOptions } from './session.ts';
import { usageError, wholeNumber } from './usage.ts';
import { rowFormats, type RowFormatName } from './output/row-format.ts';

/** Threads of the pool; 0 means one per processor. */
export function threadsOf({ threads }: SharedOptions): number {
  return threads === undefined ? 0 : wholeNumber(threads, 1, '--threads', 'import');
}

/** A mapping as the engine takes it: the whole path of a file that is there, else a kept one's name. */
export function mappingOf(mapping: string): string {
  return existsSync(mapping) ? path.resolve(mapping) : mapping;
}

/** How many rows at most, when none is said `otherwise`. */
export function limitOf(limit: string | undefined, otherwise: number, command: string): number {
  return limit === undefined ? otherwise : wholeNumber(limit, 1, '--limit', command);
}

export interface ScopeOptions {
  readonly filter?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Query and time window; `from` is inside the window, `to` is not. */
export function scopeOf({ filter = '', from, to }: ScopeOptions, command: string): Scope {
  if (from === undefined && to === undefined) return { query: filter, chips: [] };
  const fromUs = from === undefined ? -Number.MAX_SAFE_INTEGER : instantUs(from, '--from', command);
  const toUs = to === undefined ? Number.MAX_SAFE_INTEGER : instantUs(to, '--to', command);
  if (fromUs >= toUs) throw usageError('--from lies before --to.', command);
  const chip: Chip = {
    filter: { kind: 'time', fromUs, toUs },
    label: `${from ?? '…'} – ${to ?? '…'}`,
  };
  return { query: filter, chips: [chip] };
}

export interface FormatOptions extends SharedOptions {
  readonly format?: string;
  readonly output?: string;
}

/** Format of rows, or undefined for a table that people read. */
export function formatOf(
  { json, format, output }: FormatOptions,
  command: string,
): RowFormatName | undefined {
  const known = rowFormats.find((each) => each === format);
  if (format !== undefined && known === undefined) {
    throw usageError(`--format is one of ${rowFormats.join(', ')}, not "${format}".`, command);
  }
  if (json !== true) return known ?? (output === undefined ? undefined : byExtension(output));
  if (output === undefined && known !== undefined && known !== 'json') {
    throw usageError(
      `--json and --format ${known} both want the standard output; add --output FILE.`,
      command,
    );
  }
  return known ?? (output === undefined ? 'json' : byExtension(output));
}

function byExtension(output: string): RowFormatName {
  return rowFormats.find((each) => output.toLowerCase().endsWith(`.${each}`)) ?? 'json';
}
