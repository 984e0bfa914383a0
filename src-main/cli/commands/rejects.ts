/** `loupe rejects`: every record that did not become an event, with its reason, place and raw text. */
import type { Command } from 'commander';
import type { Reject } from '#contract/evidence.ts';
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
import { formatOf, limitOf, threadsOf } from '../shared-options.ts';
import { wholeNumber } from '../usage.ts';

interface Options extends RowOptions {
  readonly evidence?: string;
}

type Field = keyof Reject;

const columns = [
  { heading: 'evidence', right: true },
  { heading: 'path', maxWidth: 40, cut: 'middle' },
  { heading: 'member', maxWidth: 24, cut: 'middle' },
  { heading: 'reason' },
  { heading: 'locator' },
  { heading: 'message', maxWidth: 48 },
  { heading: 'raw' },
] as const satisfies readonly (TableColumn & { readonly heading: Field })[];

/** Adds the command. */
export function addRejects(parent: Command, program: Program): void {
  const command = parent
    .command('rejects')
    .description('records that did not become events, with reason, place and raw text')
    .argument('<case>')
    .option('--evidence <id>', 'only of this evidence');
  addRowOptions(command).action(async (file: string) => {
    await runRejects(program, file, command.optsWithGlobals<Options>());
  });
}

async function runRejects(program: Program, file: string, options: Options): Promise<void> {
  const format = formatOf(options, 'rejects');
  const limit = limitOf(
    options.limit,
    format === undefined ? ROWS_FOR_PEOPLE : Infinity,
    'rejects',
  );
  const evidence =
    options.evidence === undefined
      ? {}
      : { evidence: wholeNumber(options.evidence, 1, '--evidence', 'rejects') };
  refuseCaseAsOutput(file, options.output, 'rejects');
  await withEngine(program, threadsOf(options), async ({ call }) => {
    await openToRead(call, file);
    const pages = pagesUpTo(limit, program.signal, async (page) => {
      const { rejects, total } = await call('evidence.rejects', { ...evidence, ...page });
      return { total, count: rejects.length, rows: rejects.map(cellsOf) };
    });
    await giveRows(program, { pages, columns, missing: 'null', noun: 'reject' }, options, format);
  });
}

function cellsOf(reject: Reject): readonly (string | number)[] {
  return columns.map(({ heading }) => reject[heading]);
}
