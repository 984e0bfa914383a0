/** `loupe formats`: everything that can be read, and what gives it away. */
import type { Command } from 'commander';
import type { Format } from '#contract/evidence.ts';
import { textTable } from '../output/text-table.ts';
import { withEngine, type Program, type SharedOptions } from '../session.ts';
import { threadsOf } from '../shared-options.ts';

/** Adds the command. */
export function addFormats(parent: Command, program: Program): void {
  parent
    .command('formats')
    .description('formats that can be read, with what gives them away')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions>();
      await withEngine(program, threadsOf(options), async ({ call }) => {
        const formats = await call('formats.list', {});
        if (options.json === true) {
          await program.document(formats);
          return;
        }
        const columns = [
          { heading: 'format' },
          { heading: 'id' },
          { heading: 'label', maxWidth: 48 },
          { heading: 'known by' },
        ];
        const rows = withReaders(formats).map(({ reader, id, label, knownBy }) => [
          reader,
          id,
          label,
          knownBy,
        ]);
        const lines = textTable(columns, rows, program.terminal.columns);
        await program.terminal.out(`${lines.join('\n')}\n`);
      });
    });
}

/** One line a format: some are read by several readers, JSON lines and JSON arrays. */
function withReaders(formats: readonly Format[]): readonly Format[] {
  const byId = new Map<string, Format>();
  for (const format of formats) {
    const known = byId.get(format.id);
    const reader = known === undefined ? format.reader : `${known.reader}, ${format.reader}`;
    byId.set(format.id, { ...format, reader });
  }
  return [...byId.values()];
}
