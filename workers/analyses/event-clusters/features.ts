/**
 * Process starts → what both methods need of them. Text is measured once per distinct value, not
 * once per event: a log repeats a few thousand paths and command lines over and over.
 */
import type { TextColumn } from '#contract/block.ts';
import { CommandTemplates } from '#workers/algorithms/command-template.ts';
import { crc32OfText } from '#workers/algorithms/crc32.ts';
import {
  codePointCount,
  codePointSum,
  delimiterCount,
  delimiterHash,
} from '#workers/algorithms/string-scores.ts';
import type { EventRows, RoomContext } from '../room.ts';
import type { SliceBase } from '../slices.ts';
import { accountText, joinBases, joinInts, joinText, pairText, sliceBase } from '../slices.ts';
import { compactText } from '../table-columns.ts';

/** Measures of a path, by number in its dictionary. */
interface PathMeasures {
  readonly pathScore: Float64Array;
  readonly pathHash: Float64Array;
}

/** Measures of a command line, by number in its dictionary. */
interface CommandMeasures {
  readonly commandlineLen: Float64Array;
  readonly commandlineScore: Float64Array;
  readonly commandlineTokensFull: Float64Array;
  readonly commandlineTokensHash: Float64Array;
}

/** Process starts of a slice, or of all slices joined. */
export interface EventFeatures extends SliceBase {
  readonly process: TextColumn;
  readonly command: TextColumn;
  /** Masked command line, see `CommandTemplates`; never missing. */
  readonly template: TextColumn;
  readonly parent: TextColumn;
  readonly user: TextColumn;
  readonly host: TextColumn;
  /** 1 where the session is the system's or root's. */
  readonly isSystem: Int32Array;
  readonly pathMeasures: PathMeasures;
  readonly commandMeasures: CommandMeasures;
}

/** Texts between two questions whether to go on. */
const CHECK_EVERY = 512;

/** Features of one slice. */
export function eventFeatures(rows: EventRows, context: RoomContext): EventFeatures {
  const process = compactText(rows.text('process.executable'));
  const command = compactText(rows.text('process.command_line'));
  const templates = new CommandTemplates();
  let made = 0;
  return {
    ...sliceBase(rows),
    process,
    command,
    template: pairText(process, command, (path, line) => {
      if (made++ % CHECK_EVERY === 0) context.checkCancelled();
      return templates.of(path, line).template;
    }),
    parent: compactText(rows.text('process.parent.executable')),
    user: accountText(rows),
    host: compactText(rows.text('host.name')),
    isSystem: systemSessions(rows.text('winlog.logon.id')),
    pathMeasures: {
      pathScore: Float64Array.from(process.values, (text) => codePointSum(text)),
      pathHash: Float64Array.from(process.values, crc32OfText),
    },
    commandMeasures: {
      commandlineLen: Float64Array.from(command.values, codePointCount),
      commandlineScore: Float64Array.from(command.values, (text) => codePointSum(text)),
      commandlineTokensFull: Float64Array.from(command.values, delimiterCount),
      commandlineTokensHash: Float64Array.from(command.values, delimiterHash),
    },
  };
}

/** As published: the logon id is exactly `0x3e7` (Windows) or `-1` (root); case matters. */
function systemSessions({ ids, values }: TextColumn): Int32Array {
  return ids.map((id) => (id >= 0 && (values[id] === '0x3e7' || values[id] === '-1') ? 1 : 0));
}

/** All slices as one. */
export function joinFeatures(parts: readonly EventFeatures[]): EventFeatures {
  const paths: number[][] = [[], []];
  const commands: number[][] = [[], [], [], []];
  const process = joinText(
    parts.map((part) => part.process),
    (part, id) => {
      const { pathScore, pathHash } = parts[part]!.pathMeasures;
      paths[0]!.push(pathScore[id]!);
      paths[1]!.push(pathHash[id]!);
    },
  );
  const command = joinText(
    parts.map((part) => part.command),
    (part, id) => {
      const measures = parts[part]!.commandMeasures;
      commands[0]!.push(measures.commandlineLen[id]!);
      commands[1]!.push(measures.commandlineScore[id]!);
      commands[2]!.push(measures.commandlineTokensFull[id]!);
      commands[3]!.push(measures.commandlineTokensHash[id]!);
    },
  );
  return {
    ...joinBases(parts),
    process,
    command,
    template: joinText(parts.map((part) => part.template)),
    parent: joinText(parts.map((part) => part.parent)),
    user: joinText(parts.map((part) => part.user)),
    host: joinText(parts.map((part) => part.host)),
    isSystem: joinInts(parts.map((part) => part.isSystem)),
    pathMeasures: {
      pathScore: Float64Array.from(paths[0]!),
      pathHash: Float64Array.from(paths[1]!),
    },
    commandMeasures: {
      commandlineLen: Float64Array.from(commands[0]!),
      commandlineScore: Float64Array.from(commands[1]!),
      commandlineTokensFull: Float64Array.from(commands[2]!),
      commandlineTokensHash: Float64Array.from(commands[3]!),
    },
  };
}
