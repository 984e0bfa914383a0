/** Counts a Playwright run for test/run-all.js; loaded by name, hence its default export. */
import type { Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { writeTally, type Tally } from './tally.ts';

function count(tally: Tally, test: TestCase): void {
  const name = test.titlePath().filter(Boolean).join(' > ');
  const outcome = test.outcome();
  if (outcome === 'expected') tally.passed += 1;
  else if (outcome === 'skipped') {
    const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme');
    tally.skips.push({ name, said: reason?.description ?? 'no reason given' });
  } else {
    const said = test.results.at(-1)?.error?.message ?? outcome;
    tally.failures.push({ name, said });
  }
}

export default class PlaywrightTally implements Reporter {
  readonly #tally: Tally = { passed: 0, failures: [], skips: [] };
  #suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  onError(error: TestError): void {
    this.#tally.failures.push({
      name: 'outside of any test',
      said: error.message ?? 'no message',
    });
  }

  onEnd(): void {
    for (const test of this.#suite?.allTests() ?? []) count(this.#tally, test);
    writeTally(this.#tally);
  }

  printsToStdio(): boolean {
    return false;
  }
}
