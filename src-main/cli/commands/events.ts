/** `loupe events`: events under ECS names, for people, for programs or into a file, page by page. */
import type { Command } from 'commander';
import { clockRulesText, type ClockRule } from '#contract/clocks.ts';
import { eventColumns, fixedColumns } from '#contract/event-columns.ts';
import { rowsOf } from '../output/cells.ts';
import type { RowFormatName } from '../output/row-format.ts';
import type { TableColumn } from '../output/text-table.ts';
import { visible } from '../output/visible-text.ts';
import { isZone, timeWriterIn } from '../output/zoned-time.ts';
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
  readonly displayZone?: string;
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
    .option('--display-zone <iana>', 'times of the table or CSV in this zone; JSON is always UTC')
    .option('--sort <order>', 'time, or -time for the latest first', 'time');
  addRowOptions(command).action(async (file: string) => {
    await runEvents(program, file, command.optsWithGlobals<Options>());
  });
}

async function runEvents(program: Program, file: string, options: Options): Promise<void> {
  const format = formatOf(options, 'events');
  const zone = displayZoneOf(options.displayZone, format);
  const scope = scopeOf(options, 'events');
  const sort = { column: '@timestamp', descending: isDescending(options.sort) };
  const limit = limitOf(options.limit, format === undefined ? ROWS_FOR_PEOPLE : Infinity, 'events');
  refuseCaseAsOutput(file, options.output, 'events');
  await withEngine(program, threadsOf(options), async ({ call }) => {
    const { clockRules } = await openToRead(call, file);
    const asked = columnsOf(options.fields, format === undefined, clockRules.length > 0);
    const names = asked.map(({ heading }) => heading);
    const writeTime = zone === undefined ? undefined : timeWriterIn(zone);
    const columns = asked.map((column) => inZone(column, zone));
    if (format !== undefined || zone !== undefined || clockRules.length > 0) {
      program.terminal.say(visible(timesLine(zone ?? 'UTC', clockRules)));
    }
    const pages = pagesUpTo(limit, program.signal, async (page) => {
      const { block, total } = await call('events.page', { scope, columns: names, sort, ...page });
      return { total, count: block.rows, rows: rowsOf(block, names, writeTime) };
    });
    await giveRows(
      program,
      { pages, columns, missing: 'left-out', noun: 'event', about: { zone, clockRules } },
      options,
      format,
    );
  });
}

/** The zone of displayed times, undefined for UTC as ISO 8601. */
function displayZoneOf(
  zone: string | undefined,
  format: RowFormatName | undefined,
): string | undefined {
  if (zone === undefined) return undefined;
  if (!isZone(zone)) {
    throw usageError(`"${zone}" is not a time zone; use a name such as Europe/Berlin.`, 'events');
  }
  if (format === undefined || format === 'csv') return zone;
  throw usageError('--display-zone is for tables and CSV; times in JSON are always UTC.', 'events');
}

/** A heading of times names their zone when it is not the one that Z stands for. */
function inZone(column: TableColumn, zone: string | undefined): TableColumn {
  if (zone === undefined || column.heading !== '@timestamp') return column;
  return { ...column, heading: `timestamp (${zone})` };
}

/** What an export says of its times, on standard error. */
function timesLine(zone: string, clockRules: readonly ClockRule[]): string {
  const corrected =
    clockRules.length === 0
      ? 'no clock is corrected'
      : `corrected by ${clockRulesText(clockRules)} (see loupe.clock_offset)`;
  return `times in ${zone}; ${corrected}`;
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

/** @param corrected there are clock rules: each row says what its time was corrected by */
function columnsOf(
  fields: string | undefined,
  isForPeople: boolean,
  corrected: boolean,
): readonly TableColumn[] {
  if (fields !== undefined) return fieldNames(fields).map(columnOf);
  const correction = corrected ? ['loupe.clock_offset'] : [];
  if (isForPeople) {
    return [...forPeople.slice(0, 2), ...correction.map(columnOf), ...forPeople.slice(2)];
  }
  const names = [...fixedColumns, ...correction, ...eventColumns.map(({ name }) => name)];
  return names.map(columnOf);
}

function fieldNames(list: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.includes('')) throw usageError('--fields is a comma list of names.', 'events');
  return [...new Set(names)];
}

function columnOf(heading: string): TableColumn {
  return forPeople.find((column) => column.heading === heading) ?? { heading };
}
