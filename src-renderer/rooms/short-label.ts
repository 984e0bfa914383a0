/** Command lines in little room: the program by its file name, then its arguments. */
import { fileName } from '../ui/cut-text.ts';

const QUOTED = /^"([^"]+)"(.*)$/s;
/** A path with blanks that nobody put in quotes: up to the first name with an extension. */
const UNQUOTED = /^((?:[a-z]:|\\\\|%)[^"]*?\.(?:exe|com|bat|cmd|ps1|scr|sys))(?=\s|$)(.*)$/is;
/** What follows a blank like this is an argument, not a part of the path. */
const ARGUMENT = /\s(?:[-/]|[a-z]:)/i;
const FIRST_WORD = /^(\S+)(.*)$/s;

/** `"C:\Windows\System32\cmd.exe" /c dir` → `cmd.exe /c dir`. */
export function shortLabel(label: string): string {
  const text = label.trim();
  const match = QUOTED.exec(text) ?? unquoted(text) ?? FIRST_WORD.exec(text);
  if (match === null) return label;
  return `${fileName(match[1] ?? '')}${match[2] ?? ''}`;
}

function unquoted(text: string): RegExpExecArray | undefined {
  const match = UNQUOTED.exec(text);
  return match === null || ARGUMENT.test(match[1] ?? '') ? undefined : match;
}
