/** `loupe clocks`: corrections of hosts' clocks, listed, set, taken away, taken back. */
import type { Command } from 'commander';
import type { Call } from '#contract/api.ts';
import { clockOffsetText, clockOffsetUs, type Clocks } from '#contract/clocks.ts';
import { textTable } from '../output/text-table.ts';
import { visible } from '../output/visible-text.ts';
import {
  openToRead,
  openToWrite,
  withEngine,
  type Program,
  type SharedOptions,
} from '../session.ts';
import { threadsOf } from '../shared-options.ts';
import { usageError } from '../usage.ts';

interface Options extends SharedOptions {
  readonly set?: string;
  readonly reason?: string;
  readonly remove?: string;
  readonly undo?: boolean;
}

/** Adds the command. */
export function addClocks(parent: Command, program: Program): void {
  parent
    .command('clocks')
    .description("corrections of hosts' clocks; stored times never change")
    .argument('<case>')
    .option('--set <host=offset>', 'add an offset to all times of a host, e.g. WS01=+00:03:20')
    .option('--reason <text>', 'how the offset is known')
    .option('--remove <host>', "take a host's correction away")
    .option('--undo', 'take the latest change back')
    .action(async (file: string, _: unknown, command: Command) => {
      await runClocks(program, file, command.optsWithGlobals<Options>());
    });
}

async function runClocks(program: Program, file: string, options: Options): Promise<void> {
  const change = changeOf(options);
  await withEngine(program, threadsOf(options), async ({ call }) => {
    const { counts } = await (change === undefined ? openToRead : openToWrite)(call, file);
    const clocks = await (change ?? listed)(call);
    const hosts = new Set(Object.keys(counts.byHost).map((host) => host.toLowerCase()));
    for (const { host } of clocks.rules.filter((rule) => !hosts.has(rule.host.toLowerCase()))) {
      program.terminal.say(visible(`No event of this case has the host ${host}.`));
    }
    if (options.json === true) await program.document(clocks);
    else await program.terminal.out(`${clocksText(clocks, program.terminal.columns)}\n`);
  });
}

type Change = (call: Call) => Promise<Clocks>;

const listed: Change = (call) => call('clocks.list', {});

function changeOf({ set, remove, undo, reason }: Options): Change | undefined {
  const wanted = [set, remove, undo].filter((each) => each !== undefined);
  if (wanted.length > 1)
    throw usageError('Only one of --set, --remove, --undo at a time.', 'clocks');
  if (reason !== undefined && set === undefined && remove === undefined) {
    throw usageError('--reason goes with --set or --remove.', 'clocks');
  }
  const why = reason === undefined ? {} : { reason };
  if (set !== undefined) {
    const rule = { ...hostAndOffset(set), ...why };
    return (call) => call('clocks.set', rule);
  }
  if (remove !== undefined) return (call) => call('clocks.set', { host: remove, ...why });
  return undo === true ? (call) => call('clocks.undo', {}) : undefined;
}

function hostAndOffset(text: string): { readonly host: string; readonly offsetUs: number } {
  const at = text.lastIndexOf('=');
  const offsetUs = at < 1 ? undefined : clockOffsetUs(text.slice(at + 1));
  if (offsetUs === undefined || offsetUs === 0) {
    throw usageError(
      `--set takes HOST=OFFSET such as WS01=+00:03:20, WS01=-1:00 or WS01=200s, not "${text}".`,
      'clocks',
    );
  }
  return { host: text.slice(0, at), offsetUs };
}

function clocksText({ rules }: Clocks, width: number): string {
  if (rules.length === 0) return 'No clock is corrected.';
  const rows = rules.map(({ host, offsetUs, reason }) => [host, clockOffsetText(offsetUs), reason]);
  const columns = [
    { heading: 'host' },
    { heading: 'correction', right: true },
    { heading: 'reason' },
  ];
  return textTable(columns, rows, width).join('\n');
}
