/** `loupe remove-evidence`: takes an evidence and everything that came from it out of a case. */
import type { Command } from 'commander';
import { plural } from '../output/units.ts';
import { openToWrite, withEngine, type Program, type SharedOptions } from '../session.ts';
import { threadsOf } from '../shared-options.ts';
import { wholeNumber } from '../usage.ts';

/** Adds the command. */
export function addRemoveEvidence(parent: Command, program: Program): void {
  parent
    .command('remove-evidence')
    .description('take an evidence with its events and rejects out of a case; the file stays')
    .argument('<case>')
    .argument('<id>', 'number of the evidence, as "loupe info" lists it')
    .action(async (file: string, id: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions>();
      const evidence = wholeNumber(id, 1, '<id>', 'remove-evidence');
      await withEngine(program, threadsOf(options), async ({ call }) => {
        await openToWrite(call, file);
        const removal = await call('evidence.remove', { evidence });
        if (options.json === true) {
          await program.document(removal);
          return;
        }
        const { events, rejects, runs } = removal;
        const gone = [
          plural(events, 'event'),
          plural(rejects, 'rejected record'),
          ...(runs.length === 0 ? [] : [`run ${runs.join(', ')}`]),
        ];
        await program.terminal.out(`Removed: ${gone.join(', ')}.\n`);
      });
    });
}
