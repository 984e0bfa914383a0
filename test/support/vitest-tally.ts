/** Counts a Vitest run for test/run-all.js; loaded by name, hence its default export. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { writeTally, type Tally } from './tally.ts';

type Errors = readonly { readonly message?: string }[];

const first = (errors: Errors): string => errors[0]?.message ?? 'no message';

function count(tally: Tally, test: TestCase): void {
  const name = `${test.module.relativeModuleId} > ${test.fullName}`;
  const result = test.result();
  if (result.state === 'passed') tally.passed += 1;
  else if (result.state === 'failed') tally.failures.push({ name, said: first(result.errors) });
  else tally.skips.push({ name, said: skipReason(test) });
}

function skipReason(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  return test.options.mode === 'todo' ? 'not written yet' : 'no reason given';
}

export default class VitestTally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: Errors): void {
    const tally: Tally = { passed: 0, failures: [], skips: [] };
    for (const module of modules) {
      for (const test of module.children.allTests()) count(tally, test);
      // A file that cannot be loaded has no tests to fail, a broken hook leaves them skipped.
      const suites = [...module.children.allSuites()];
      const errors = [module, ...suites].flatMap((each) => each.errors());
      if (errors.length > 0) {
        tally.failures.push({ name: module.relativeModuleId, said: first(errors) });
      }
    }
    if (unhandled.length > 0) {
      tally.failures.push({ name: 'outside of any test', said: first(unhandled) });
    }
    writeTally(tally);
  }
}
