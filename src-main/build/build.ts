/**
 * Builds what cannot run as it is: the views for a browser, and one bundle per process and thread for
 * Electron. Everything else runs from its TypeScript sources. `node src-main/build/build.ts` makes
 * what is stale; hosts call the same functions when they start.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { toWireError, WorkbenchError } from '#contract/errors.ts';
import { projectFolder } from '#main/project-folders.ts';
import { buildIfStale } from './staged-build.ts';

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
      const common = {
        absWorkingDir: root,
        bundle: true,
        logLevel: 'warning',
        legalComments: 'eof',
      } as const;
      await build({
        ...common,
        entryPoints: nodeEntries(root),
        outdir: folder,
        entryNames: '[name]',
        format: 'esm',
        platform: 'node',
        target: 'node22',
        // Loaded from their own folders: Electron itself, a native library, a pool that starts its own threads.
        external: ['electron', 'better-sqlite3', 'piscina'],
        // CommonJS packages inside of an ESM bundle ask for Node's own modules by require.
        banner: { js: requireBanner },
      });
      await build({
        ...common,
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

/** The window's process, the engine that it loads, and every thread of the engine. */
function nodeEntries(root: string): string[] {
  const workers = globSync('workers/**/*.worker.ts', { cwd: root }).sort();
  return ['src-main/electron/main.ts', 'workers/engine/engine.ts', ...workers];
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
