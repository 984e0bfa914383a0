import { expect, test } from 'vitest';
import type { Job, JobProgress } from '#contract/jobs.ts';
import { progressOn } from '#main/cli/progress.ts';
import type { Terminal } from '#main/cli/terminal.ts';

function aTerminal(redraws: boolean) {
  const said: string[] = [];
  const drawn: string[] = [];
  const terminal: Terminal = {
    out: () => Promise.resolve(),
    say: (line) => said.push(line),
    redraw: (line) => drawn.push(line),
    redraws,
    columns: 60,
  };
  return { said, drawn, terminal };
}

function aJob(progress: Partial<JobProgress>): Job {
  const nothing = { stage: 'Reading a.evtx', doneBytes: 0, totalBytes: 0, records: 0, rejected: 0 };
  const unknown = { ratio01: -1, recordsPerSecond: 0, secondsLeft: -1 };
  return {
    id: 1,
    kind: 'import',
    title: '',
    state: 'running',
    progress: { ...nothing, ...unknown, ...progress },
  };
}

test('elsewhere than on a terminal it is a plain line, at most every two seconds', () => {
  const { said, drawn, terminal } = aTerminal(false);
  let nowMs = 0;
  const progress = progressOn(terminal, () => nowMs);
  for (nowMs = 0; nowMs <= 5000; nowMs += 100) {
    progress.show(
      aJob({ ratio01: 0.5, records: 1500, rejected: 2, recordsPerSecond: 700.4, secondsLeft: 3 }),
    );
  }
  const line = 'loupe: 50 %, 1,500 records, 2 rejected, 700/s, 3.0 s left, Reading a.evtx';
  expect(said).toEqual([line, line]);
  expect(drawn).toEqual([]);
});

test('on a terminal it is a bar that is redrawn and taken away', () => {
  const { said, drawn, terminal } = aTerminal(true);
  const progress = progressOn(terminal);
  progress.show(aJob({ ratio01: 0.25 }));
  progress.show(aJob({ ratio01: 1 }));
  progress.end();
  expect(drawn).toEqual([
    `${'█'.repeat(6)}${'░'.repeat(18)} 25 %  Reading a.evtx`,
    `${'█'.repeat(24)} 100 %  Reading a.evtx`,
    '',
  ]);
  expect(said).toEqual([]);
});

test('what is not known is not said, and a line never wraps', () => {
  const { drawn, terminal } = aTerminal(true);
  progressOn(terminal).show(aJob({ stage: `Reading ${'x'.repeat(200)}\u001b[2J` }));
  expect(drawn[0]).toMatch(/^·{24} Reading x+…$/);
  expect(drawn[0]).toHaveLength(59);
});
