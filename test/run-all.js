/**
 * `npm test`: builds the views, runs the tests and then the browser tests, and ends with one line
 * that counts them all. `npm test -- NAME` hands NAME to Vitest and leaves the browser out.
 *
 * Plain JavaScript that even an old Node can load, so that it can say which Node is needed.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** @typedef {import('./support/tally.ts').Tally} Tally */
/** @typedef {import('./support/tally.ts').Remark} Remark */

const root = path.resolve(import.meta.dirname ?? '.', '..');
const minutes = 60_000;

function tooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 22 || (major === 22 && minor < 18);
}

/**
 * Runs one program at the repository's root with its output on ours.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Promise<string | undefined>} what went wrong, if anything
 */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: 15 * minutes,
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`);
    });
  });
}

/**
 * A script from a package, run by this very Node.
 * @param {string} script path below node_modules
 * @param {readonly string[]} args
 * @param {Record<string, string>} [env]
 */
const runPackage = (script, args, env) =>
  run(process.execPath, [path.join(root, 'node_modules', script), ...args], env);

/**
 * Runs a test runner that leaves a tally behind; without one, the whole run is one failure.
 * @param {string} name
 * @param {(env: Record<string, string>) => Promise<string | undefined>} start
 * @returns {Promise<Tally>}
 */
async function tallied(name, start) {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-test-'));
  const file = path.join(folder, 'tally.json');
  const problem = await start({ LOUPE_TEST_TALLY: file });
  /** @type {Tally} */
  const tally = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failures: [], skips: [] };
  rmSync(folder, { recursive: true, force: true });
  if (problem !== undefined && tally.failures.length === 0) {
    tally.failures.push({ name, said: problem });
  }
  return tally;
}

/** @param {string} said */
const failed = (said) => ({ passed: 0, failures: [{ name: 'preparation', said }], skips: [] });

/** @param {readonly string[]} filters */
const vitest = (filters) =>
  tallied('vitest', (env) =>
    runPackage(
      'vitest/vitest.mjs',
      [
        'run',
        '--config=test/rules/vitest.config.ts',
        '--reporter=default',
        '--reporter=./test/support/vitest-tally.ts',
        ...filters,
      ],
      env,
    ),
  );

/** @returns {Promise<Tally>} */
async function browser() {
  const folder = path.join(root, 'test/browser');
  const specs = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
  if (!specs.some((name) => String(name).endsWith('.spec.ts'))) {
    return { passed: 0, failures: [], skips: [{ name: 'browser', said: 'there are no specs' }] };
  }
  try {
    const { ensureChromium } = await import('./support/chromium.js');
    const chromium = ensureChromium();
    return await tallied('playwright', (env) =>
      runPackage(
        '@playwright/test/cli.js',
        [
          'test',
          '--config=test/rules/playwright.config.ts',
          '--reporter=list,./test/support/playwright-tally.ts',
        ],
        { ...env, LOUPE_CHROMIUM: chromium },
      ),
    );
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} title
 * @param {readonly Remark[]} remarks
 */
function list(title, remarks) {
  if (remarks.length === 0) return;
  console.log(`\n${title}`);
  for (const { name, said } of remarks) {
    console.log(`  ${name}\n      ${said.trim().split('\n').slice(0, 12).join('\n      ')}`);
  }
}

/** @param {readonly Tally[]} tallies */
function conclude(tallies) {
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const skips = tallies.flatMap((tally) => tally.skips);
  const failures = tallies.flatMap((tally) => tally.failures);
  list('Skipped:', skips);
  list('Failed:', failures);
  if (passed + failures.length === 0) console.log('\nNothing ran.');
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
  const counts = [`${passed} passed`, `${failures.length} failed`];
  if (skips.length > 0) counts.push(`${skips.length} skipped`);
  console.log(`\n${counts.join(', ')}`);
}

async function main() {
  const filters = process.argv.slice(2);
  const whole = filters.length === 0;
  /** @type {Tally[]} */
  const tallies = [];
  const broken = whole
    ? await run(process.execPath, [path.join(root, 'src-main/build/build.ts')])
    : undefined;
  if (broken !== undefined) tallies.push(failed(`the build: ${broken}`));
  tallies.push(await vitest(filters));
  // Without a build the browser would only show the last one.
  if (whole && broken === undefined) tallies.push(await browser());
  conclude(tallies);
}

if (tooOld()) {
  console.error(
    `The tests need Node 22.18 or newer, this is ${process.versions.node}: run 'npm ci' and then 'npm test', which brings its own.`,
  );
  process.exitCode = 1;
} else {
  await main();
}
