/** How commands that answer with rows give them out: a table for people, or a format for programs. */
import path from 'node:path';
import type { Command } from 'commander';
import type { ClockRule } from '#contract/clocks.ts';
import { textOfCell, type Cell } from './output/cells.ts';
import { rowFormats, type RowFormatName, type RowFormatOptions } from './output/row-format.ts';
import { exportRows } from './output/row-export.ts';
import { fileSink, terminalSink } from './output/sink.ts';
import { textTable, type TableColumn } from './output/text-table.ts';
import { countText, plural } from './output/units.ts';
import { checkInterrupted, type Program } from './session.ts';
import type { FormatOptions } from './shared-options.ts';
import { usageError } from './usage.ts';

/** Rows that people are shown when they set no limit. */
export const ROWS_FOR_PEOPLE = 50;
const ROWS_PER_PAGE = 5000;
const WIDEST_CELL = 60;

export interface RowOptions extends FormatOptions {
  readonly limit?: string;
  readonly rawCells?: boolean;
}

/** Some rows, and how many there are in all. */
export interface RowPage {
  readonly total: number;
  readonly rows: Iterable<readonly Cell[]>;
  readonly count: number;
}

export interface Rows {
  readonly pages: AsyncIterable<RowPage>;
  readonly columns: readonly TableColumn[];
  readonly missing: RowFormatOptions['missing'];
  /** "event". */
  readonly noun: string;
  /** What is said of the rows' times where a file is told about. */
  readonly about?: {
    /** Undefined: UTC. */
    readonly zone: string | undefined;
    readonly clockRules: readonly ClockRule[];
  };
}

/** Adds the options of every command that gives rows. */
export function addRowOptions(command: Command): Command {
  return command
    .option('--limit <n>', 'at most so many')
    .option(
      '--format <format>',
      `${rowFormats.join(', ')}; without it a table of the first ${ROWS_FOR_PEOPLE}`,
    )
    .option('--output <file>', 'into a file, which appears when it is whole')
    .option(
      '--raw-cells',
      'UNSAFE in spreadsheets: CSV cells that look like formulas stay as they are',
    );
}

/** Pages until the limit or the end; the next one is being made while one is dealt with. */
export async function* pagesUpTo(
  limit: number,
  signal: AbortSignal,
  ask: (page: { readonly offset: number; readonly limit: number }) => Promise<RowPage>,
): AsyncGenerator<RowPage> {
  const next = (offset: number): Promise<RowPage> => {
    const page = ask({ offset, limit: Math.min(ROWS_PER_PAGE, limit - offset) });
    // Whoever stops reading early does not wait for it.
    page.catch(() => undefined);
    return page;
  };
  let offset = 0;
  let coming = next(offset);
  for (;;) {
    checkInterrupted(signal);
    const page = await coming;
    offset += page.count;
    const isLast = page.count === 0 || offset >= limit || offset >= page.total;
    if (!isLast) coming = next(offset);
    yield page;
    if (isLast) return;
  }
}

/** Gives rows out as the options say. */
export async function giveRows(
  program: Program,
  rows: Rows,
  options: RowOptions,
  format: RowFormatName | undefined,
): Promise<void> {
  if (format === undefined) await showRows(program, rows);
  else await writeRows(program, rows, options, format);
}

async function showRows({ terminal }: Program, { pages, columns, noun }: Rows): Promise<void> {
  const shown: (readonly string[])[] = [];
  let total = 0;
  for await (const page of pages) {
    ({ total } = page);
    for (const cells of page.rows) shown.push(cells.map(textOfCell));
  }
  const capped = columns.map((column) => ({ maxWidth: WIDEST_CELL, ...column }));
  const last = columns.at(-1);
  if (last !== undefined) capped.splice(-1, 1, { maxWidth: Infinity, ...last });
  const lines = textTable(capped, shown, terminal.columns);
  if (shown.length > 0) await terminal.out(`${lines.join('\n')}\n`);
  const more = shown.length < total ? '; --limit shows more, --output FILE writes all' : '';
  terminal.say(`${countText(shown.length)} of ${plural(total, noun)}${more}`);
}

async function writeRows(
  program: Program,
  { pages, columns, missing, noun, about }: Rows,
  { output, rawCells = false, json }: RowOptions,
  format: RowFormatName,
): Promise<void> {
  const names = columns.map(({ heading }) => heading);
  const sink = output === undefined ? terminalSink(program.terminal) : await fileSink(output);
  if (output === undefined) await program.document('');
  const { rows, file } = await exportRows({
    format,
    names,
    missing,
    rawCells,
    pages: rowsOnly(pages),
    sink,
  });
  if (file === undefined) return;
  if (json === true) {
    await program.document({ ...file, format, [`${noun}s`]: rows, ...timesOf(about) });
    return;
  }
  program.terminal.say(`${plural(rows, noun)} in ${file.output}, SHA-256 ${file.sha256}`);
}

function timesOf(about: Rows['about']): object {
  if (about === undefined) return {};
  return { timeZone: about.zone ?? 'UTC', clockRules: about.clockRules };
}

async function* rowsOnly(pages: AsyncIterable<RowPage>): AsyncGenerator<RowPage['rows']> {
  for await (const { rows } of pages) yield rows;
}

/** Throws `usage` when the output would overwrite the case that it comes from, or its log. */
export function refuseCaseAsOutput(
  caseFile: string,
  output: string | undefined,
  command: string,
): void {
  if (output === undefined) return;
  const file = path.resolve(caseFile);
  const spared = [file, `${file}-wal`, `${file}-shm`];
  if (spared.includes(path.resolve(output)))
    throw usageError('--output names the case itself.', command);
}
