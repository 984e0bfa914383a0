/** A mapping profile for tables: which column means what, given as a small JSON file. Readers check its inside. */
import { readFileSync } from 'node:fs';
import { WorkbenchError } from '#contract/errors.ts';

/** Larger files are no profiles. */
const MAX_BYTES = 1 << 20;

/** The profile as plain data; undefined when none is given. Throws `usage` when it cannot be read as JSON. */
export function readMapping(file: string | undefined): unknown {
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > MAX_BYTES) throw new RangeError('it is too large');
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError(
      {
        code: 'usage',
        message: `The mapping could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        hint: 'Give a JSON file such as {"time": "When", "columns": {"Machine": "host.name"}}.',
        place: file,
      },
      { cause },
    );
  }
}
