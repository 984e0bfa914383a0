/** Standard output and error of the command line: results on one, everything said to people on the other. */
import { once } from 'node:events';

export interface Terminal {
  /** Writes a result; waits while the reader is slower. */
  readonly out: (text: string) => Promise<void>;
  /** A line for people, never part of a result. */
  readonly say: (line: string) => void;
  /** Replaces the line that is being redrawn, '' takes it away; nothing when it is no terminal. */
  readonly redraw: (line: string) => void;
  /** True when the standard error is a terminal that can redraw a line. */
  readonly redraws: boolean;
  /** Columns of the terminal; a wide one when output goes elsewhere. */
  readonly columns: number;
}

const CLEAR_LINE = '\r\u001b[2K';
const COLUMNS_ELSEWHERE = 160;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // `loupe events … | head`: who read has enough, and nothing that writes is going on.
  stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : 1),
  );
  const redraws = stderr.isTTY;
  let drawn = '';
  const redraw = (line: string): void => {
    if (!redraws || line === drawn) return;
    stderr.write(CLEAR_LINE + line);
    drawn = line;
  };
  return {
    out: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    say: (line) => {
      redraw('');
      stderr.write(`${line}\n`);
    },
    redraw,
    redraws,
    columns: stdout.isTTY ? stdout.columns : COLUMNS_ELSEWHERE,
  };
}
