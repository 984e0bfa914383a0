/** `loupe events`: events under ECS names, for people, for programs or into a file, page by page. */
import type { Command } from 'commander';
import { eventColumns, fixedColumns } from '#contract/event-columns.ts';
import { rowsOf } from '../output/cells.ts';
import type { TableColumn } from '../output/text-table.ts';
import {
  addRowOptions,
  giveRows,
  pagesUpTo,
  refuseCaseAsOutput,
  ROWS_FOR_PEOPLE,
  type RowOptions,
} from '../row-output.ts';
import { openToRead, withEngine, type Program } from '../session.ts';
import { formatOf, limitOf, scopeOf, threadsOf, type ScopeOptions } from '../shared-options.ts';
import { usageError } from '../usage.ts';

interface Options extends RowOptions, ScopeOptions {
  readonly fields?: string;
  readonly sort: string;
}

/** Adds the command. */
export function addEvents(parent: Command, program: Program): void {
  const command = parent
    .command('events')
    .description('events of a case under ECS field names')
    .argument('<case>')
    .option('--filter <query>', 'only events that the query finds')
    .option('--from <time>', 'only events at or after this time; UTC unless it names a zone')
    .option('--to <time>', 'only events before this time')
    .option('--fields <names>', "comma list of fields, ECS or the records' own")
    .option('--sort <order>', 'time, or -time for the latest first', 'time');
  addRowOptions(command).action(async (file: string) => {
    await runEvents(program, file, command.optsWithGlobals<Options>());
  });
}

async function runEvents(program: Program, file: string, options: Options): Promise<void> {
  const format = formatOf(options, 'events');
  const columns = columnsOf(options.fields, format === undefined);
  const names = columns.map(({ heading }) => heading);
  const scope = scopeOf(options, 'events');
  const sort = { column: '@timestamp', descending: isDescending(options.sort) };
  const limit = limitOf(options.limit, format === undefined ? ROWS_FOR_PEOPLE : Infinity, 'events');
  refuseCaseAsOutput(file, options.output, 'events');
  await withEngine(program, threadsOf(options), async ({ call }) => {
    await openToRead(call, file);
    const pages = pagesUpTo(limit, program.signal, async (page) => {
      const { block, total } = await call('events.page', { scope, columns: names, sort, ...page });
      return { total, count: block.rows, rows: rowsOf(block, names) };
    });
    await giveRows(
      program,
      { pages, columns, missing: 'left-out', noun: 'event' },
      options,
      format,
    );
  });
}

function isDescending(sort: string): boolean {
  if (sort === 'time') return false;
  if (sort === '-time') return true;
  throw usageError(`--sort is time or -time, not "${sort}".`, 'events');
}

/** What people see first of an event; programs get all columns. */
const forPeople: readonly TableColumn[] = [
  { heading: 'id', right: true },
  { heading: '@timestamp' },
  { heading: 'host.name', maxWidth: 24 },
  { heading: 'event.code' },
  { heading: 'event.action', maxWidth: 24 },
  { heading: 'user.name', maxWidth: 20 },
  { heading: 'process.executable', maxWidth: 40, cut: 'middle' },
  { heading: 'process.command_line' },
];

function columnsOf(fields: string | undefined, isForPeople: boolean): readonly TableColumn[] {
  if (fields !== undefined) return fieldNames(fields).map(columnOf);
  if (isForPeople) return forPeople;
  return [...fixedColumns, ...eventColumns.map(({ name }) => name)].map(columnOf);
}

function fieldNames(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.includes('')) throw usageError('--fields is a comma list of names.', 'events');
  return [...new Set(names)];
}

function columnOf(heading: string): TableColumn {
  return forPeople.find((column) => column.heading === heading) ?? { heading };
}
