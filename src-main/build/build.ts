/**
 * Builds what cannot run as it is, the views for a browser and one bundle per process and thread for
 * Electron, and the engine for the command line, which starts faster so. Everything else runs from its TypeScript sources. `node src-main/build/build.ts` makes
 * what is stale; hosts call the same functions when they start.
 */
import { globSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { toWireError, WorkbenchError } from '#contract/errors.ts';
import { projectFolder } from '#main/project-folders.ts';
import { fingerprint } from './fingerprint.ts';
import { buildIfStale, buildOnce } from './staged-build.ts';

type Say = (line: string) => void;

/** What every build depends on besides its sources. */
const shared = ['package.json', 'package-lock.json', 'src-main/build', 'workers/contract'];

/** The views, for the loopback host and the window, into dist/renderer. */
export async function buildViews(say: Say, root = projectFolder): Promise<void> {
  const startedMs = performance.now();
  const made = await buildIfStale({
    root,
    output: 'dist/renderer',
    inputs: [...shared, 'src-renderer'],
    make: async (folder) => {
      const { build } = await toolOrExcuse(() => import('vite'));
      // React's development build is five times as large.
      process.env['NODE_ENV'] = 'production';
      await build({
        root: path.join(root, 'src-renderer'),
        configFile: path.join(root, 'src-renderer/vite.config.ts'),
        logLevel: 'warn',
        build: { outDir: folder, emptyOutDir: true },
      });
    },
  });
  if (made) say(`built the views in ${seconds(startedMs)}`);
}

/** The views, and the bundles for Electron, into dist/electron. */
export async function buildWindow(say: Say, root = projectFolder): Promise<void> {
  await buildViews(say, root);
  const startedMs = performance.now();
  const made = await buildIfStale({
    root,
    output: 'dist/electron',
    inputs: [...shared, 'src-main', 'workers'],
    make: async (folder) => {
      const { build } = await toolOrExcuse(() => import('esbuild'));
      const entryPoints = ['src-main/electron/main.ts', ...engineEntries(root)];
      await build({ ...nodeBundle(root), entryPoints, outdir: folder });
      await build({
        ...common(root),
        entryPoints: ['src-main/electron/preload.ts'],
        outfile: path.join(folder, 'preload.cjs'),
        // A sandboxed preload script is one CommonJS file that can load Electron and nothing else.
        format: 'cjs',
        platform: 'browser',
        external: ['electron'],
      });
    },
  });
  if (made) say(`built the window in ${seconds(startedMs)}`);
}

const requireBanner =
  "import { createRequire as loupeCreateRequire } from 'node:module'; const require = loupeCreateRequire(import.meta.url);";

/**
 * The engine and its threads for the command line: bundled they start in a third of the time and with
 * little more than half the memory, for no thread has to strip types. A folder per state of the
 * sources, so that a program that runs keeps its own.
 * @returns the engine's module
 */
export async function buildEngine(root = projectFolder): Promise<string> {
  const inputs = [...shared, 'workers'];
  const output = `dist/engine-${fingerprint(root, inputs).slice(0, 12)}`;
  const folder = path.join(root, output);
  const made = await buildOnce(folder, async (staging) => {
    const { build } = await toolOrExcuse(() => import('esbuild'));
    await build({ ...nodeBundle(root), entryPoints: engineEntries(root), outdir: staging });
  });
  if (made) removeOld(folder);
  return path.join(folder, 'engine.js');
}

/** Removes what earlier sources were built to, unless it may still be at work. */
function removeOld(present: string): void {
  const dayAgoMs = Date.now() - 24 * 3_600_000;
  for (const name of readdirSync(path.dirname(present))) {
    const folder = path.join(path.dirname(present), name);
    const isOld = name.startsWith('engine-') && statSync(folder).mtimeMs < dayAgoMs;
    if (isOld && folder !== present) rmSync(folder, { recursive: true, force: true });
  }
}

const common = (root: string): BuildOptions => ({
  absWorkingDir: root,
  bundle: true,
  logLevel: 'warning',
  legalComments: 'eof',
});

const nodeBundle = (root: string): BuildOptions => ({
  ...common(root),
  entryNames: '[name]',
  format: 'esm',
  platform: 'node',
  target: 'node22',
  // Loaded from their own folders: Electron itself, a native library, a pool that starts its own threads.
  external: ['electron', 'better-sqlite3', 'piscina'],
  // CommonJS packages inside of an ESM bundle ask for Node's own modules by require.
  banner: { js: requireBanner },
});

/** The engine and every thread of it. */
function engineEntries(root: string): string[] {
  return ['workers/engine/engine.ts', ...globSync('workers/**/*.worker.ts', { cwd: root }).sort()];
}

/** Loads a tool that an installation without development packages does not have. */
async function toolOrExcuse<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const message = 'The views have to be built first, and the tools for it are not installed.';
    throw new WorkbenchError(
      { code: 'not-available', message, hint: 'Run "npm ci" once.' },
      { cause },
    );
  }
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

if (import.meta.main) {
  try {
    await buildWindow(console.log);
  } catch (thrown) {
    const { message, hint } = toWireError(thrown);
    console.error(`${message}\n  ${hint}`);
    process.exitCode = 1;
  }
}
