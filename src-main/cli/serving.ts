/** The workbench for a browser, from the command line: prints a link and stays until interrupted. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
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
    let stopAsking: () => void = () => undefined;
    try {
      await announce(loopback);
      stopAsking = freshLinksOnEnter(loopback, terminal.say);
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      stopAsking();
      await loopback.close();
    }
  } finally {
    await engine.close();
  }
}

/** A link works once: Enter on the terminal gives another. Answers with how to stop asking. */
function freshLinksOnEnter(loopback: Loopback, say: (line: string) => void): () => void {
  if (!hasKeyboard()) return () => undefined;
  say('Enter prints another link, Ctrl-C ends.');
  const lines = createInterface({ input: process.stdin, terminal: false });
  lines.on('line', () => say(loopback.newLink()));
  return () => lines.close();
}

/** True when keys come here. A program in the background that reads the terminal is stopped by it. */
function hasKeyboard(): boolean {
  if (!process.stdin.isTTY) return false;
  if (process.platform !== 'linux') return true;
  // proc(5): after the name come state, ppid, pgrp, session, tty and the terminal's foreground group.
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group === foreground;
}
