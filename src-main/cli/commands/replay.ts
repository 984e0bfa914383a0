/** `loupe replay`: the same analysis again from its receipt, to show that it gives the same bytes. */
import type { Command } from 'commander';
import { clockRulesText } from '#contract/clocks.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { visible } from '../output/visible-text.ts';
import {
  openToWrite,
  withEngine,
  type Program,
  type Session,
  type SharedOptions,
} from '../session.ts';
import { threadsOf } from '../shared-options.ts';
import { runNamed } from './result.ts';

/** Adds the command. */
export function addReplay(parent: Command, program: Program): void {
  parent
    .command('replay')
    .description('run again from the receipt and compare the output')
    .argument('<case>')
    .argument('<run>', 'number of a run, or a room for its latest run')
    .action(async (file: string, wanted: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions>();
      await withEngine(program, threadsOf(options), async (session) => {
        await openToWrite(session.call, file);
        const before = await runNamed(session.call, wanted, 'replay');
        const after = await runAgain(session, before);
        await tell(program, before, after, options.json === true);
      });
    });
}

/** The second run is taken out again: its only purpose was to be compared. */
async function runAgain(
  { call, job }: Session,
  { room, params, scope }: RunReceipt,
): Promise<RunReceipt> {
  const input = {
    room,
    params: { ...params } as Record<string, string | number | boolean | string[]>,
    scope,
  };
  const again = (await job(() => call('rooms.run', input))) as RunReceipt;
  await call('runs.remove', { run: again.run });
  return again;
}

async function tell(
  program: Program,
  before: RunReceipt,
  after: RunReceipt,
  json: boolean,
): Promise<void> {
  const identical = before.outputSha256 === after.outputSha256;
  const sameInput = before.input.sha256 === after.input.sha256;
  const sameCode = before.codeVersion === after.codeVersion;
  const sameModel = before.builtOn?.outputSha256 === after.builtOn?.outputSha256;
  if (!identical) program.setStatus(1);
  if (json) {
    const hashes = { expected: before.outputSha256, got: after.outputSha256 };
    await program.document({
      identical,
      ...hashes,
      run: before.run,
      sameInput,
      sameCode,
      sameModel,
    });
    return;
  }
  const { terminal } = program;
  await terminal.out(`${identical ? 'identical' : 'DIFFERENT'}\n`);
  await terminal.out(`  expected ${before.outputSha256}\n  got      ${after.outputSha256}\n`);
  const clocks = [before, after].map(({ clockRules = [] }) => clockRulesText(clockRules) || 'none');
  if (clocks[0] !== clocks[1]) {
    await terminal.out(
      visible(`  Clock corrections differ: ${clocks[0]} then, ${clocks[1]} now.`) + '\n',
    );
  } else if (!sameInput) {
    await terminal.out('  The input differs: events came or went since then.\n');
  }
  if (!sameModel)
    await terminal.out('  The earlier run that it was built on has come out differently since.\n');
  if (!sameCode)
    await terminal.out(
      `  The code differs: ${before.codeVersion} then, ${after.codeVersion} now.\n`,
    );
}
