/** `loupe result`: a table of a run, or of a room's latest run. */
import type { Command } from 'commander';
import type { Call } from '#contract/api.ts';
import { clockRulesText } from '#contract/clocks.ts';
import { WorkbenchError } from '#contract/errors.ts';
import { isRoomId, rooms } from '#contract/rooms/index.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { rowsOf } from '../output/cells.ts';
import type { TableColumn } from '../output/text-table.ts';
import { visible } from '../output/visible-text.ts';
import {
  addRowOptions,
  giveRows,
  pagesUpTo,
  refuseCaseAsOutput,
  ROWS_FOR_PEOPLE,
  type RowOptions,
  type RowPage,
} from '../row-output.ts';
import { openToRead, withEngine, type Program } from '../session.ts';
import { formatOf, limitOf, threadsOf } from '../shared-options.ts';
import { usageError } from '../usage.ts';

interface Options extends RowOptions {
  readonly table?: string;
}

/** Adds the command. */
export function addResult(parent: Command, program: Program): void {
  const command = parent
    .command('result')
    .description('a table of a run')
    .argument('<case>')
    .argument('<run>', 'number of a run, or a room for its latest run')
    .option('--table <name>', "one of the room's tables (default: the first)");
  addRowOptions(command).action(async (file: string, run: string) => {
    await runResult(program, file, run, command.optsWithGlobals<Options>());
  });
}

async function runResult(
  program: Program,
  file: string,
  wanted: string,
  options: Options,
): Promise<void> {
  const format = formatOf(options, 'result');
  const limit = limitOf(options.limit, format === undefined ? ROWS_FOR_PEOPLE : Infinity, 'result');
  refuseCaseAsOutput(file, options.output, 'result');
  await withEngine(program, threadsOf(options), async ({ call }) => {
    await openToRead(call, file);
    const { run, room, clockRules = [] } = await runNamed(call, wanted, 'result');
    if (clockRules.length > 0) {
      program.terminal.say(visible(`times corrected by ${clockRulesText(clockRules)}`));
    }
    const table = options.table ?? rooms[room].tables[0];
    const ask = async (page: {
      readonly offset: number;
      readonly limit: number;
    }): Promise<RowPage & { readonly names: readonly string[] }> => {
      const { block, total } = await call('runs.table', { run, table, ...page });
      const names = Object.keys(block.columns);
      return { total, count: block.rows, rows: rowsOf(block, names), names };
    };
    // The columns are known once the first page is here.
    const { names } = await ask({ offset: 0, limit: 1 });
    const pages = pagesUpTo(limit, program.signal, ask);
    await giveRows(
      program,
      {
        pages,
        columns: names.map(columnOf),
        missing: 'null',
        noun: 'row',
        about: { zone: undefined, clockRules },
      },
      options,
      format,
    );
  });
}

function columnOf(heading: string): TableColumn {
  return { heading };
}

/** The run of that number, or the latest of that room. */
export async function runNamed(call: Call, wanted: string, command: string): Promise<RunReceipt> {
  const isNumber = /^\d{1,9}$/.test(wanted);
  if (!isNumber && !isRoomId(wanted)) {
    throw usageError(`"${wanted}" is neither the number of a run nor a room.`, command);
  }
  const runs = await call('runs.list', {});
  const found = runs
    .filter(({ run, room }) => (isNumber ? run === Number(wanted) : room === wanted))
    .reduce<RunReceipt | undefined>(
      (latest, each) => ((latest?.run ?? 0) > each.run ? latest : each),
      undefined,
    );
  if (found !== undefined) return found;
  throw new WorkbenchError({
    code: 'no-such-run',
    message: isNumber
      ? `There is no run ${wanted} in this case.`
      : `${wanted} was not run in this case yet.`,
    hint: '"loupe info CASE" lists the runs, "loupe run CASE ROOM" makes one.',
  });
}
