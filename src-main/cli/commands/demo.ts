/** `loupe demo`: a small made-up case to look around in. */
import path from 'node:path';
import type { Command } from 'commander';
import type { ImportResult } from '#contract/api.ts';
import { totalsLine } from '../output/evidence-text.ts';
import { visible } from '../output/visible-text.ts';
import { withEngine, type Program, type SharedOptions } from '../session.ts';
import { threadsOf } from '../shared-options.ts';

/** Adds the command. */
export function addDemo(parent: Command, program: Program): void {
  parent
    .command('demo')
    .description('make the demo evidence and case, and import it')
    .argument('[folder]', "where to (default: a folder of the program's own)")
    .action(async (folder: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions>();
      await withEngine(program, threadsOf(options), async ({ call, job }) => {
        const input = folder === undefined ? {} : { folder: path.resolve(folder) };
        const result = (await job(() => call('case.demo', input))) as ImportResult;
        const file = visible(result.case);
        if (options.json === true) await program.document(result);
        else
          await program.terminal.out(`${file}\n${totalsLine(result)}\nNext: loupe open ${file}\n`);
      });
    });
}
