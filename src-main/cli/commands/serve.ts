/** `loupe serve`: the workbench for a browser of this machine. */
import type { Command } from 'commander';
import type { Program, SharedOptions } from '../session.ts';
import { serveUntilInterrupted } from '../serving.ts';
import { threadsOf } from '../shared-options.ts';
import { usageError, wholeNumber } from '../usage.ts';

interface Options extends SharedOptions {
  readonly port?: string;
}

/** Adds the command. */
export function addServe(parent: Command, program: Program): void {
  parent
    .command('serve')
    .description('the workbench for a browser on 127.0.0.1; prints a link that works once')
    .argument('[case]')
    .option('--port <n>', 'port to listen on (default: any free one)')
    .action(async (caseFile: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const { terminal } = program;
      await serveUntilInterrupted(program, {
        caseFile,
        port: portOf(options.port),
        threads: threadsOf(options),
        announce: async ({ newLink }) => {
          const url = newLink();
          if (options.json === true) await program.document({ url });
          else await terminal.out(`${url}\n`);
          terminal.say('The link works once, in one tab.');
        },
      });
    });
}

function portOf(port: string | undefined): number {
  const number = port === undefined ? 0 : wholeNumber(port, 0, '--port', 'serve');
  if (number < 65_536) return number;
  throw usageError('--port is at most 65535.', 'serve');
}
