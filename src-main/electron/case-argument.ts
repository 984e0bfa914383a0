/** Which case a start of the program names: `--case=FILE` from our launcher, or a file the system hands over. */
import path from 'node:path';

const OPTION = '--case=';

/**
 * Path of the case, absolute, or undefined.
 * @param words all arguments; Chromium adds and reorders its own
 * @param folder what relative paths start from
 */
export function caseArgument(words: readonly string[], folder: string): string | undefined {
  const named = words.findLast((word) => word.startsWith(OPTION))?.slice(OPTION.length);
  const handed = words.slice(1).findLast((word) => !word.startsWith('-') && isCaseName(word));
  const file = named ?? handed;
  return file === undefined || file === '' ? undefined : path.resolve(folder, file);
}

function isCaseName(word: string): boolean {
  return word.toLowerCase().endsWith('.loupe');
}
