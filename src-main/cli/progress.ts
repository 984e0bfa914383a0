/** How far a job is: a bar that is redrawn on a terminal, elsewhere a plain line every two seconds. */
import type { Job, JobProgress } from '#contract/jobs.ts';
import { countText, durationText } from './output/units.ts';
import { cut } from './output/text-table.ts';
import { visible } from './output/visible-text.ts';
import type { Terminal } from './terminal.ts';

const LINE_EVERY_MS = 2000;
const BAR_WIDTH = 24;

export interface Progress {
  readonly show: (job: Job) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

/** Progress on the standard error. */
export function progressOn(
  terminal: Terminal,
  now: () => number = () => performance.now(),
): Progress {
  let saidAtMs = now();
  return {
    show: ({ progress }) => {
      if (terminal.redraws) {
        terminal.redraw(cut(barLine(progress), terminal.columns - 1));
      } else if (now() - saidAtMs >= LINE_EVERY_MS) {
        saidAtMs = now();
        terminal.say(`loupe: ${plainLine(progress)}`);
      }
    },
    end: () => terminal.redraw(''),
  };
}

function barLine(progress: JobProgress): string {
  const { ratio01 } = progress;
  const full = Math.round(Math.max(0, Math.min(1, ratio01)) * BAR_WIDTH);
  const bar = ratio01 < 0 ? '·'.repeat(BAR_WIDTH) : '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  return `${bar} ${wordsOf(progress).join('  ')}`;
}

function plainLine(progress: JobProgress): string {
  return wordsOf(progress).join(', ');
}

function wordsOf(progress: JobProgress): readonly string[] {
  const { stage, ratio01, records, recordsPerSecond, rejected, secondsLeft } = progress;
  return [
    ...(ratio01 < 0 ? [] : [`${Math.floor(ratio01 * 100)} %`]),
    ...(records > 0 ? [`${countText(records)} records`] : []),
    ...(rejected > 0 ? [`${countText(rejected)} rejected`] : []),
    ...(recordsPerSecond > 0 ? [`${countText(Math.round(recordsPerSecond))}/s`] : []),
    ...(secondsLeft >= 0 ? [`${durationText(secondsLeft * 1000)} left`] : []),
    // Last, because names are long and the line is cut.
    visible(stage),
  ];
}
