/**
 * The command line: one command, one engine, one exit status. What it prints and returns is a
 * contract with scripts; the words of it are in README.md and in each command's --help.
 */
import { Command, CommanderError } from 'commander';
import { toWireError, type WireError } from '#contract/errors.ts';
import { LOUPE_VERSION } from '#contract/version.ts';
import { addClocks } from './commands/clocks.ts';
import { addDemo } from './commands/demo.ts';
import { addEvents } from './commands/events.ts';
import { addFormats } from './commands/formats.ts';
import { addImport } from './commands/import.ts';
import { addInfo } from './commands/info.ts';
import { addOpen } from './commands/open.ts';
import { addPreview } from './commands/preview.ts';
import { addRejects } from './commands/rejects.ts';
import { addRemoveEvidence } from './commands/remove-evidence.ts';
import { addReplay } from './commands/replay.ts';
import { addResult } from './commands/result.ts';
import { addRun } from './commands/run.ts';
import { addServe } from './commands/serve.ts';
import { addVerify } from './commands/verify.ts';
import { exitStatusOf, type ExitStatus } from './exit-status.ts';
import { visible } from './output/visible-text.ts';
import type { Program } from './session.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** Runs the command line and sets the exit status of the process. */
export async function main(words: readonly string[]): Promise<void> {
  const terminal = processTerminal();
  const wantsJson = words.includes('--json');
  const outcome: { status: ExitStatus; spoken: boolean } = { status: 0, spoken: false };
  const program: Program = {
    terminal,
    signal: interrupts(terminal),
    setStatus: (status) => (outcome.status = status),
    document: async (value) => {
      outcome.spoken = true;
      if (value !== '') await terminal.out(`${JSON.stringify(value)}\n`);
    },
  };
  try {
    await commandLine(program).parseAsync(words, { from: 'user' });
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return;
    const error = usageOrWire(thrown);
    outcome.status = exitStatusOf[error.code];
    if (!(thrown instanceof CommanderError)) sayError(terminal, error);
    if (wantsJson && !outcome.spoken) await terminal.out(`${JSON.stringify({ error })}\n`);
  } finally {
    process.exitCode = outcome.status;
  }
}

function commandLine(program: Program): Command {
  const command = new Command('loupe')
    .description(
      'Offline investigation workbench: event logs in, one case file, explainable analyses out.',
    )
    .version(LOUPE_VERSION, '--version')
    .option('--json', 'one JSON document on standard output, everything else on standard error')
    .option('--threads <n>', 'threads that parse and analyse (default: one per processor)')
    .helpOption('-h, --help')
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride();
  addImport(command, program);
  addInfo(command, program);
  addEvents(command, program);
  addClocks(command, program);
  addRejects(command, program);
  addRemoveEvidence(command, program);
  addPreview(command, program);
  addFormats(command, program);
  addRun(command, program);
  addResult(command, program);
  addReplay(command, program);
  addVerify(command, program);
  addOpen(command, program);
  addServe(command, program);
  addDemo(command, program);
  command.addHelpText(
    'after',
    '\nExit status: 0 done, 1 failed, 2 wrong usage, 3 case or evidence unusable, 130 interrupted.',
  );
  return command;
}

/** Aborts on the first interrupt, leaves at once on the second. */
function interrupts(terminal: Terminal): AbortSignal {
  const stop = new AbortController();
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(130);
    terminal.say('loupe: stopping at the next safe place; once more leaves at once');
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  return stop.signal;
}

/** Commander has told the user already; what is left is the code. */
function usageOrWire(thrown: unknown): WireError {
  if (!(thrown instanceof CommanderError)) return toWireError(thrown);
  return { code: 'usage', message: thrown.message, hint: '"loupe --help" lists the commands.' };
}

function sayError({ say }: Terminal, { message, hint, place = '' }: WireError): void {
  say(`loupe: ${visible(message)}`);
  const more = [hint, place === '' ? '' : `(${place})`].filter((text) => text !== '').join(' ');
  if (more !== '') say(`  ${visible(more)}`);
}
