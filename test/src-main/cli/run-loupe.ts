/** Runs the command line as a script would: a process of its own, real files, its status and both outputs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const launcher = path.resolve(import.meta.dirname, '../../../src-main/cli/loupe.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What was said so far. */
  readonly said: () => Pick<Ended, 'stdout' | 'stderr'>;
}

/** A folder for one test file, gone with it; the program keeps its state there too. */
export function testFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'loupe-cli-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the program. There is no screen, so that nothing opens a window. */
export function startLoupe(
  folder: string,
  words: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Running {
  const screenless = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  const env = { ...process.env, ...screenless, LOUPE_STATE: path.join(folder, 'state'), ...more };
  const child = spawn(process.execPath, [launcher, ...words], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, ended, said: () => ({ stdout, stderr }) };
}

/** Runs the program to its end. */
export function loupe(folder: string, ...words: string[]): Promise<Ended> {
  return startLoupe(folder, words).ended;
}

/** One process creation as nxlog writes it. */
export function processRecord(n: number, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    EventID: 4688,
    Channel: 'Security',
    Hostname: `WS${n % 3}`,
    '@timestamp': new Date(Date.UTC(2026, 2, 1, 8) + n * 1000).toISOString(),
    SourceName: 'Microsoft-Windows-Security-Auditing',
    SubjectUserName: n % 2 === 0 ? 'alice' : 'bob',
    NewProcessName: `C:\\Windows\\System32\\tool${n % 5}.exe`,
    CommandLine: `tool${n % 5}.exe /run ${n % 5}`,
    NewProcessId: '0x1a2c',
    ProcessId: '0x64',
    ...more,
  });
}
