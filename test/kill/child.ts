/** An import in a process of its own that may be killed, or find the disk full. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildEngine } from '#main/build/build.ts';

/** What the import told last. */
export interface Told {
  readonly state: string;
  readonly records: number;
  readonly code: string;
  /** From the start of the process to its first word and to its end. */
  readonly firstMs: number;
  readonly totalMs: number;
}

export interface Fate {
  /** Killed so long after its start; absent: not killed. */
  readonly killAfterMs?: number;
  /** Killed when it has imported so many records. */
  readonly killAtRecords?: number;
  /** No file may grow beyond so many KiB. */
  readonly fileLimitKiB?: number;
}

const script = path.resolve(import.meta.dirname, '../support/import-until-killed.ts');
/** Bundled, as the command line has it: it starts in a third of the time. */
const engine = await buildEngine();

/** Imports a path into a case, which is made when it is missing. */
export async function importElsewhere(
  caseFile: string,
  evidence: string,
  { killAfterMs, killAtRecords = Infinity, fileLimitKiB }: Fate = {},
): Promise<Told> {
  const begunAtMs = performance.now();
  const command = [process.execPath, script, engine, caseFile, evidence];
  const limited = `ulimit -f ${fileLimitKiB ?? 'unlimited'}; exec "$@"`;
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  const child =
    fileLimitKiB === undefined
      ? spawn(command[0]!, command.slice(1), { stdio })
      : spawn('bash', ['-c', limited, 'bash', ...command], { stdio });
  const timer =
    killAfterMs === undefined
      ? undefined
      : setTimeout(() => {
          child.kill('SIGKILL');
        }, killAfterMs);
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString('utf8')));
  let told = { state: '', records: 0, code: '' };
  let firstMs = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    firstMs ||= performance.now() - begunAtMs;
    told = JSON.parse(line) as typeof told;
    if (told.records >= killAtRecords && told.state === 'running') child.kill('SIGKILL');
  }
  clearTimeout(timer);
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once('exit', resolve));
  }
  // Nothing but a kill may end it without a word.
  if (told.state === '' && complaint !== '') told = { ...told, state: 'crashed', code: complaint };
  return { ...told, firstMs, totalMs: performance.now() - begunAtMs };
}
