/** The workbench for a browser, from the command line: prints a link and stays until interrupted. */
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import path from 'node:path';
import { buildViews } from '#main/build/build.ts';
import { callOf } from '#main/host.ts';
import { startLoopback, type Loopback } from '#main/loopback/server.ts';
import { rendererFolder } from '#main/project-folders.ts';
import { newEngine, type Program } from './session.ts';

export interface ServingOptions {
  readonly caseFile: string | undefined;
  readonly port: number;
  readonly threads: number;
  /** Called once when it can be reached; prints or opens the links it asks for. */
  readonly announce: (loopback: Loopback) => Promise<void>;
}

/** Serves until the interrupt; the case is closed afterwards. */
export async function serveUntilInterrupted(
  { terminal, signal }: Program,
  { caseFile, port, threads, announce }: ServingOptions,
): Promise<void> {
  await buildViews(terminal.say);
  const engine = await newEngine(threads);
  try {
    if (caseFile !== undefined) {
      await callOf(engine.handlers)('case.open', { path: path.resolve(caseFile) });
    }
    const loopback = await startLoopback({ engine, viewsFolder: rendererFolder, port });
    const stopAsking = freshLinksOnEnter(loopback, terminal.say);
    try {
      await announce(loopback);
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      stopAsking();
      await loopback.close();
    }
  } finally {
    await engine.close();
  }
}

/** A link works once: Enter on the terminal gives another. */
function freshLinksOnEnter(loopback: Loopback, say: (line: string) => void): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', () => say(loopback.newLink()));
  return () => lines.close();
}
