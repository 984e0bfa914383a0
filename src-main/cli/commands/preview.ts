/** `loupe preview`: what an import would make of a file, and the mapping that the program proposes for it. */
import path from 'node:path';
import type { Command } from 'commander';
import type { ImportPreview } from '#contract/mapping.ts';
import { rowsOf, textOfCell } from '../output/cells.ts';
import { textTable } from '../output/text-table.ts';
import { visible } from '../output/visible-text.ts';
import { withEngine, type Program, type SharedOptions } from '../session.ts';
import { mappingOf, threadsOf } from '../shared-options.ts';

interface Options extends SharedOptions {
  readonly member?: string;
  readonly format?: string;
  readonly timeZone?: string;
  readonly mapping?: string;
}

/** Columns that a terminal has room for. */
const COLUMNS = 6;
const ROWS = 10;

/** Adds the command. */
export function addPreview(parent: Command, program: Program): void {
  parent
    .command('preview')
    .description('what an import would make of a file, from its beginning; no case is touched')
    .argument('<path>', 'a file; of an archive the first member that can be read')
    .option('--member <name>', 'a member of an archive')
    .option('--format <id>', 'read it as this format instead of detecting it')
    .option('--time-zone <iana>', 'zone of times that name none, e.g. Europe/Berlin')
    .option('--mapping <file|name>', 'read it by this mapping instead of a proposed one')
    .action(async (file: string, _: unknown, command: Command) => {
      await runPreview(program, file, command.optsWithGlobals<Options>());
    });
}

async function runPreview(program: Program, file: string, options: Options): Promise<void> {
  const { member, format, timeZone, mapping } = options;
  const input = {
    path: path.resolve(file),
    propose: true,
    ...(member === undefined ? {} : { member }),
    options: {
      ...(format === undefined ? {} : { format }),
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(mapping === undefined ? {} : { mapping: mappingOf(mapping) }),
    },
  };
  await withEngine(program, threadsOf(options), async ({ call }) => {
    const preview = await call('import.preview', input);
    if (options.json === true) await program.document(documentOf(preview));
    else await program.terminal.out(`${previewText(preview, program.terminal.columns)}\n`);
  });
}

/** The same with rows as objects, one beside its place and trouble. */
function documentOf(preview: ImportPreview): unknown {
  const { rows, troubles, locators, ...rest } = preview;
  const names = Object.keys(rows.columns);
  const objects = [...rowsOf(rows, names)].map((cells, at) => ({
    locator: locators[at],
    trouble: troubles[at],
    ...Object.fromEntries(
      names.flatMap((name, column) =>
        cells[column] === undefined ? [] : [[name, textOfCell(cells[column])]],
      ),
    ),
  }));
  return { ...rest, rows: objects };
}

function previewText(preview: ImportPreview, width: number): string {
  const { card, format, member, zone, proposal, mapping, problems, rows, locators } = preview;
  const names = Object.keys(rows.columns).slice(0, COLUMNS);
  const cells = [...rowsOf(rows, names)].slice(0, ROWS);
  const lines = [
    `${member === '' ? '' : `${member}: `}${card.label} (${format}), times: ${zone.kind === 'assumed' ? `no zone, read as ${zone.zone}` : zone.kind}`,
    ...(mapping === undefined || proposal === undefined
      ? []
      : proposal.reasons.map(
          ({ target, from, confidence01, reason }) =>
            `  ${target} <- ${from.join(' + ')} (${confidence01}): ${reason}`,
        )),
    ...problems.map(({ code, message }) => `  ${code}: ${message}`),
  ];
  const table = textTable(
    ['place', ...names].map((heading) => ({ heading, maxWidth: 32 })),
    cells.map((row, at) => [locators[at] ?? '', ...row.map((cell) => textOfCell(cell))]),
    width,
  );
  return [...lines.map(visible), '', ...table].join('\n');
}
