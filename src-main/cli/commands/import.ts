/** `loupe import`: evidence into a case, which is made when it is missing. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { ImportOptions, ImportResult } from '#contract/api.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Evidence } from '#contract/evidence.ts';
import { evidenceLines, totalsLine } from '../output/evidence-text.ts';
import { openOrCreate, withEngine, type Program, type SharedOptions } from '../session.ts';
import { mappingOf, threadsOf } from '../shared-options.ts';
import { usageError, wholeNumber } from '../usage.ts';

interface Options extends SharedOptions {
  readonly format?: string;
  readonly timeZone?: string;
  readonly dateOrder?: string;
  readonly mapping?: string;
  readonly recover?: boolean;
  readonly year?: string;
}

/** Adds the command. */
export function addImport(parent: Command, program: Program): void {
  parent
    .command('import')
    .description('import evidence; folders are walked, gz, zst and zip are opened')
    .argument('<case>', 'case file, made when it is missing')
    .argument('<path...>', 'event logs, archives, folders')
    .option('--format <id>', 'read everything as this format instead of detecting it')
    .option('--time-zone <iana>', 'zone of times that name none, e.g. Europe/Berlin')
    .option('--date-order <order>', 'day-first or month-first, for dates such as 7/8/2019')
    .option('--year <number>', 'year of the first record of logs whose times have none')
    .option('--recover', 'also read deleted and left-over records, e.g. the slack of EVTX chunks')
    .option(
      '--mapping <file|name>',
      'which column of a CSV or JSON file means what: a file, or a mapping kept by its name',
    )
    .action(async (file: string, paths: string[], _: unknown, command: Command) => {
      await runImport(program, file, paths, command.optsWithGlobals<Options>());
    });
}

async function runImport(
  program: Program,
  file: string,
  paths: readonly string[],
  options: Options,
): Promise<void> {
  const absolute = paths.map((each) => path.resolve(each));
  // Looked at before the case is made: a slip of the pen leaves no empty case behind.
  for (const each of absolute) if (!existsSync(each)) throw missing(each);
  await withEngine(program, threadsOf(options), async ({ call, job }) => {
    await openOrCreate(call, file);
    const input = { paths: absolute, options: importOptions(options) };
    const result = (await job(() => call('import.start', input))) as ImportResult;
    if (options.json === true) await program.document(result);
    else await program.terminal.out(`${report(result, program.terminal.columns)}\n`);
    if (isUseless(result.evidence)) program.setStatus(3);
  });
}

function importOptions(options: Options): ImportOptions {
  const { format, timeZone, mapping, recover, year } = options;
  return {
    ...dateOrderOf(options),
    ...(format === undefined ? {} : { format }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(recover === true ? { recover } : {}),
    ...(year === undefined ? {} : { year: wholeNumber(year, 1970, '--year', 'import') }),
    ...(mapping === undefined ? {} : { mapping: mappingOf(mapping) }),
  };
}

function dateOrderOf({ dateOrder }: Options): Pick<ImportOptions, 'dateOrder'> {
  if (dateOrder === undefined) return {};
  if (dateOrder === 'day-first' || dateOrder === 'month-first') return { dateOrder };
  throw usageError(`--date-order is day-first or month-first, not "${dateOrder}".`, 'import');
}

/** True when there was something to import and none of it could be used. */
function isUseless(evidence: readonly Evidence[]): boolean {
  return evidence.length > 0 && evidence.every(({ status }) => status === 'failed');
}

function report(result: ImportResult, columns: number): string {
  if (result.evidence.length === 0) return 'There was nothing to import.';
  return [...evidenceLines(result.evidence, columns), '', totalsLine(result)].join('\n');
}

function missing(file: string): WorkbenchError {
  return new WorkbenchError({
    code: 'no-such-file',
    message: 'There is no such file or folder.',
    hint: 'The case comes first, then what to import: loupe import CASE PATH…',
    place: file,
  });
}
