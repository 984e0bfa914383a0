/** `loupe verify`: whether a case is whole, and still what its evidence says. */
import path from 'node:path';
import type { Command } from 'commander';
import type { VerifyResult } from '#contract/verify.ts';
import { visible } from '../output/visible-text.ts';
import { openToRead, withEngine, type Program, type SharedOptions } from '../session.ts';
import { threadsOf } from '../shared-options.ts';

interface Options extends SharedOptions {
  readonly evidence?: string;
}

/** Adds the command. */
export function addVerify(parent: Command, program: Program): void {
  parent
    .command('verify')
    .description(
      'check that a case is whole; with --evidence also against the files it was made from',
    )
    .argument('<case>')
    .option('--evidence <folder>', 'hash and read the evidence under this folder again')
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      await withEngine(program, threadsOf(options), async ({ call, job }) => {
        const info = await openToRead(call, file);
        const folder =
          options.evidence === undefined ? {} : { folder: path.resolve(options.evidence) };
        const result = (await job(() => call('case.verify', folder))) as VerifyResult;
        if (!result.ok) program.setStatus(1);
        if (options.json === true) await program.document({ ...result, case: info.case });
        else await program.terminal.out(`${report(result)}\n`);
      });
    });
}

function report({ ok, checks }: VerifyResult): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.map(
    (check) =>
      `${check.ok ? 'ok    ' : 'FAILED'} ${check.name.padEnd(width)}  ${visible(check.detail)}`,
  );
  return [...lines, '', ok ? 'Everything holds.' : 'Not everything holds.'].join('\n');
}
