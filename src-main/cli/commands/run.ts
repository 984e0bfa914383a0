/** `loupe run`: one analysis over a case, kept in it with its receipt. */
import type { Command } from 'commander';
import type { RunReceipt } from '#contract/runs.ts';
import { isRoomId, roomIds, rooms, type RoomId } from '#contract/rooms/index.ts';
import type { ParamSpec, RoomContract } from '#contract/rooms/room.ts';
import { textTable } from '../output/text-table.ts';
import { durationText, plural } from '../output/units.ts';
import { visible } from '../output/visible-text.ts';
import { openToWrite, withEngine, type Program, type SharedOptions } from '../session.ts';
import { scopeOf, threadsOf, type ScopeOptions } from '../shared-options.ts';
import { usageError } from '../usage.ts';

interface Options extends SharedOptions, ScopeOptions {
  readonly param: readonly string[];
}

/** Adds the command. */
export function addRun(parent: Command, program: Program): void {
  const collect = (value: string, before: readonly string[]): readonly string[] => [
    ...before,
    value,
  ];
  const command = parent
    .command('run')
    .description('run an analysis; "loupe run CASE ROOM --help" lists its parameters')
    .argument('<case>')
    .argument('<room>', roomIds.join(', '))
    .option('--param <name=value>', 'a parameter, as often as needed', collect, [])
    .option('--filter <query>', 'only over events that the query finds')
    .option('--from <time>', 'only over events at or after this time')
    .option('--to <time>', 'only over events before this time')
    .addHelpText('after', ({ command: { args } }) => `\n${helpOn(args, program.terminal.columns)}`);
  command.action(async (file: string, room: string) => {
    await runRun(program, file, roomNamed(room), command.optsWithGlobals<Options>());
  });
}

async function runRun(
  program: Program,
  file: string,
  room: RoomId,
  options: Options,
): Promise<void> {
  const params = Object.fromEntries(options.param.map(nameAndValue));
  const scope = scopeOf(options, 'run');
  await withEngine(program, threadsOf(options), async ({ call, job }) => {
    await openToWrite(call, file);
    const receipt = (await job(() => call('rooms.run', { room, params, scope }))) as RunReceipt;
    if (options.json === true) await program.document(receipt);
    else await program.terminal.out(`${receiptText(receipt, file)}\n`);
  });
}

function nameAndValue(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`--param takes name=value, not "${text}".`, 'run');
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The room of that name; throws `usage` with the list. */
export function roomNamed(text: string): RoomId {
  if (isRoomId(text)) return text;
  throw usageError(`There is no room "${text}"; there are ${roomIds.join(', ')}.`, 'run');
}

function receiptText(receipt: RunReceipt, file: string): string {
  const { run, room, input, durationMs, outputSha256, summary } = receipt;
  return [
    `run ${run}: ${rooms[room].title}, ${plural(input.events, 'event')}, ${durationText(durationMs)}`,
    ...Object.entries(summary).map(([name, value]) => `  ${name}: ${visible(String(value))}`),
    `  output SHA-256 ${outputSha256}`,
    `Next: loupe result ${visible(file)} ${run}   (tables: ${rooms[room].tables.join(', ')})`,
  ].join('\n');
}

function helpOn(words: readonly string[], width: number): string {
  const room = words.find(isRoomId);
  return room === undefined ? roomList(width) : roomHelp(rooms[room], width);
}

function roomList(width: number): string {
  const rows = Object.values(rooms).map(({ id, purpose }) => [id, purpose]);
  return textTable([{ heading: 'room' }, { heading: 'what it does' }], rows, width).join('\n');
}

function roomHelp(room: RoomContract, width: number): string {
  const rows = room.params.map((spec) => [
    spec.name,
    kindOf(spec),
    String(spec.default),
    spec.unit,
    spec.help,
  ]);
  const columns = ['parameter', 'type', 'default', 'unit', 'meaning'].map((heading) => ({
    heading,
  }));
  const table = textTable(columns, rows, Math.max(width, WIDE));
  return [
    `${room.title}: ${room.purpose}`,
    `Works on: ${room.needs}.`,
    `Tables: ${room.tables.join(', ')}`,
    '',
    ...table,
  ].join('\n');
}

/** Help is read whole: it is never cut. */
const WIDE = 400;

function kindOf(spec: ParamSpec): string {
  switch (spec.type) {
    case 'number':
    case 'integer':
      return `${spec.type} ${spec.min}…${spec.max}`;
    case 'boolean':
      return 'true, false';
    case 'choice':
      return spec.choices.join(', ');
    case 'list':
      return `list of ${spec.choices.join(', ')}`;
    case 'text':
      return 'text';
  }
}
