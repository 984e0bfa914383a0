/** `loupe open` and `npm start`: the workbench in its window, or in the browser where there is none. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Command } from 'commander';
import { buildWindow } from '#main/build/build.ts';
import { projectFolder } from '#main/project-folders.ts';
import { openInBrowser } from '../browser-opener.ts';
import { electronBinary, hasScreen } from '../electron-binary.ts';
import type { Program, SharedOptions } from '../session.ts';
import { serveUntilInterrupted } from '../serving.ts';
import { threadsOf } from '../shared-options.ts';

/** A window that is gone again this soon, and not with status 0, never was one. */
const FAILED_START_MS = 5000;

/** Adds the command. */
export function addOpen(parent: Command, program: Program): void {
  parent
    .command('open')
    .description('the workbench in its window, or in the browser where Electron is not there')
    .argument('[case]')
    .option('--browser', 'in the browser, also where Electron is there')
    .action(async (caseFile: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<SharedOptions & { readonly browser?: boolean }>();
      const opened = options.browser === true ? false : await openWindow(program, caseFile);
      if (!opened) await openPage(program, caseFile, threadsOf(options));
    });
}

/** True when the window was there and was closed; false when it could not be shown. */
async function openWindow(program: Program, caseFile: string | undefined): Promise<boolean> {
  const { say } = program.terminal;
  const binary = electronBinary();
  if (binary === undefined) {
    say(
      'loupe: the Electron binary is not here (npx install-electron fetches it), so the workbench opens in the browser',
    );
    return false;
  }
  if (!hasScreen()) {
    say('loupe: there is no screen for a window, so the workbench opens as a page');
    return false;
  }
  await buildWindow(say);
  const problem = await windowEnd(program, binary, caseFile);
  if (problem === undefined) return true;
  say(`loupe: the window could not be shown (${problem}), so the workbench opens in the browser`);
  return false;
}

/** Runs the window until it is closed; answers with what kept it from starting. */
function windowEnd(
  { signal }: Program,
  binary: string,
  caseFile: string | undefined,
): Promise<string | undefined> {
  // Chromium refuses its sandbox to root.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const words = [
    ...asRoot,
    projectFolder,
    ...(caseFile === undefined ? [] : [`--case=${path.resolve(caseFile)}`]),
  ];
  return new Promise((resolve) => {
    const startedMs = performance.now();
    // Set by other Electron programs for their children, it would make this one a plain Node.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
    const child = spawn(binary, words, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    // A window started by this program ends with it; Electron closes the case before it leaves.
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, by) => {
      const tooSoon = performance.now() - startedMs < FAILED_START_MS;
      const failed = tooSoon && code !== 0 && !signal.aborted;
      resolve(failed ? (by ?? `status ${code ?? 'unknown'}`) : undefined);
    });
  });
}

async function openPage(
  program: Program,
  caseFile: string | undefined,
  threads: number,
): Promise<void> {
  const { terminal } = program;
  await serveUntilInterrupted(program, {
    caseFile,
    port: 0,
    threads,
    announce: async ({ newLink }) => {
      const opened = await openInBrowser(newLink());
      await terminal.out(`${newLink()}\n`);
      if (opened)
        terminal.say(
          'Opening the browser. Should nothing appear, the link above opens the workbench once.',
        );
      else terminal.say('Open the link in a browser of this machine; it works once.');
    },
  });
}
