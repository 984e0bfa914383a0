/** Command sequences: how fast, how large, and how many planted sessions are among the first. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sessionTypes, trainings } from '#contract/rooms/sequences.ts';
import { scoreSessions } from '#workers/algorithms/score-sessions.ts';
import { FIRST_COMMAND, countTransitions } from '#workers/algorithms/transition-counts.ts';
import { TransitionModel } from '#workers/algorithms/transition-model.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { sequencesRoom } from '#workers/analyses/sequences/room.ts';
import { adminLog } from '#test/support/admin-log.ts';
import { rowsOf, runRoom, tableOf } from '#test/support/run-room.ts';
import { Workbench } from '#test/support/workbench.ts';
import { median, megabytes, perSecond, tell, times } from './measure.ts';

interface ChildFigures {
  readonly wallMs: number;
  readonly sessions: number;
  readonly peakBytes: number;
  readonly longestMs: number;
}

/** All figures of the room. */
export async function sequenceFigures(folder: string): Promise<void> {
  growthFigures();
  await againstMsticpy(folder);
  await throughTheDoor(folder);
  precision();
}

/** The room's own work on generated features; ten commands to a session, two thousand different ones. */
function growthFigures(): void {
  const small = inChild(100_000, 'all');
  const large = inChild(1_000_000, 'all');
  const held = inChild(1_000_000, 'leave-identity-out');
  tell({
    what: '1 M sessions of ten commands, learnt and scored',
    measured: `${seconds(large)}, ${perSecond(large.sessions, large.wallMs)}, ${megabytes(large.peakBytes)}`,
    yardstick: '< 60 s, < 1,000 MB',
    holds: large.wallMs < 60_000 && large.peakBytes < 1e9,
  });
  tell({
    what: 'ten times the sessions take',
    measured: `${(large.wallMs / small.wallMs).toFixed(1)} times as long`,
    yardstick: 'linear: at most 15',
    holds: large.wallMs / small.wallMs <= 15,
  });
  tell({
    what: '1 M sessions, each scored without its own identity',
    measured: `${seconds(held)}, ${megabytes(held.peakBytes)}`,
    yardstick: '< 60 s',
    holds: held.wallMs < 60_000,
  });
  tell({
    what: 'longest stretch without asking whether to stop',
    measured: `${small.longestMs.toFixed(0)} ms at 100,000, ${large.longestMs.toFixed(0)} ms at 1 M`,
    yardstick: '',
  });
}

function inChild(sessions: number, training: string): ChildFigures {
  const script = path.resolve(import.meta.dirname, 'sequences-child.ts');
  const out = execFileSync(process.execPath, [script, String(sessions), training], {
    encoding: 'utf8',
  });
  return JSON.parse(out) as ChildFigures;
}

function seconds({ wallMs }: { readonly wallMs: number }): string {
  return `${(wallMs / 1000).toFixed(1)} s`;
}

/** Import and run as an analyst has them. */
async function throughTheDoor(folder: string): Promise<void> {
  const { events } = adminLog(3, 30_000);
  const file = path.join(folder, 'admin.jsonl');
  const lines = events.map((event) =>
    JSON.stringify({ TimeGenerated: event['@timestamp'], ...event.fields }),
  );
  writeFileSync(file, lines.join('\n'));
  const bench = await new Workbench(folder).create();
  try {
    const begun = performance.now();
    await bench.import(file);
    const imported = performance.now();
    const { summary } = await bench.run('sequences', { recipe: 'exchange-admin' });
    const ranMs = performance.now() - imported;
    const count = Number(summary['sessions']);
    tell({
      what: `${events.length} records imported, then run through the door`,
      measured: `${((imported - begun) / 1000).toFixed(1)} s, then ${(ranMs / 1000).toFixed(1)} s, ${perSecond(count, ranMs)} sessions`,
      yardstick: '',
    });
  } finally {
    await bench.close(true);
  }
}

/** Sessions of ten commands, each mostly followed by one of a few. */
function plainSessions(count: number, commands: number): string[][] {
  const random = new SeededRandom(9);
  let command = 0;
  const next = (): string => {
    const follows = (command * 7 + random.below(8)) % commands;
    command = random.unit() < 0.9 ? follows : random.below(commands);
    return `Command-${command}`;
  };
  return Array.from({ length: count }, () => Array.from({ length: 10 }, next));
}

/** The same work as msticpy does: learning, likelihoods, rarest windows of two and three. */
function learnAndScore(sessions: readonly (readonly string[])[]): void {
  const tokenOf = new Map<string, number>();
  const starts = new Int32Array(sessions.length + 1);
  const tokens = new Int32Array(sessions.reduce((steps, { length }) => steps + length, 0));
  let step = 0;
  sessions.forEach((session, at) => {
    for (const command of session) {
      let token = tokenOf.get(command);
      if (token === undefined) tokenOf.set(command, (token = FIRST_COMMAND + tokenOf.size));
      tokens[step++] = token;
    }
    starts[at + 1] = step;
  });
  const seen = { starts, tokens };
  const { counts, steps } = countTransitions(seen, FIRST_COMMAND + tokenOf.size, () => undefined);
  scoreSessions({
    ...seen,
    edges: steps,
    transitions: new TransitionModel(counts),
    ...{ window: 3, withTokens: true, geometricMean: false, keepsSteps: false },
    onProgress: () => undefined,
    check: () => undefined,
  });
}

/** The library on the same sessions, few different commands and many: its smoothing takes their square. */
async function againstMsticpy(folder: string): Promise<void> {
  for (const [count, commands] of [
    [100_000, 200],
    [3000, 2000],
  ] as const) {
    const sessions = plainSessions(count, commands);
    const ours = median(await times(5, () => learnAndScore(sessions)));
    const file = path.join(folder, 'sessions.json');
    writeFileSync(file, JSON.stringify(sessions));
    const theirs = msticpyMs(file);
    tell({
      what: `${count} sessions, ${commands} commands: learning and scoring`,
      measured: `${perSecond(count, ours)}${theirs === undefined ? '' : `: ${(theirs / ours).toFixed(0)} × msticpy`}`,
      yardstick:
        theirs === undefined
          ? 'no Python with msticpy here (LOUPE_PYTHON names one)'
          : `msticpy ${perSecond(count, theirs)}: ≥ 20 ×`,
      ...(theirs === undefined ? {} : { holds: theirs >= 20 * ours }),
    });
  }
}

/** Undefined where there is no Python with it. */
function msticpyMs(file: string): number | undefined {
  const script = path.resolve(import.meta.dirname, 'sequences-yardstick.py');
  const python = process.env['LOUPE_PYTHON'] ?? 'python3';
  const { status, stdout } = spawnSync(python, [script, file], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return (JSON.parse(last) as { seconds: number }).seconds * 1000;
}

type Row = Readonly<Record<string, unknown>>;

/** Planted sessions among the first 10, 25, 50, for what is published and for the score. */
function precision(): void {
  const { events, planted } = adminLog(7);
  for (const sessionType of sessionTypes) {
    for (const training of trainings) {
      const output = runRoom(sequencesRoom, events, {
        params: { recipe: 'exchange-admin', sessionType, training },
      });
      const rows = rowsOf(tableOf(output, 'sessions'));
      const found = (order: (row: Row) => number): string => hits(rows, planted, order);
      tell({
        what: `planted among the first 10, 25, 50: ${sessionType}, ${training}`,
        measured: `score ${found((row) => Number(row['rank']))}`,
        yardstick: `published window of 3: ${found(windowLikelihood)}`,
      });
    }
  }
}

/** Sessions that are not scored come last. */
function windowLikelihood(row: Row): number {
  return (row['rarestWindow3'] as { likelihood: number } | null)?.likelihood ?? Infinity;
}

function hits(
  rows: readonly Row[],
  planted: ReadonlyMap<string, string>,
  order: (row: Row) => number,
): string {
  const ranked = rows
    .map((row) => ({
      at: order(row),
      isPlanted: planted.has(`${(row['keys'] as Row)['UserId'] as string} ${String(row['start'])}`),
    }))
    .sort((a, b) => a.at - b.at);
  return [10, 25, 50]
    .map((first) => ranked.slice(0, first).filter(({ isPlanted }) => isPlanted).length)
    .join(', ');
}
