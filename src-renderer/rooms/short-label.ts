/** Command lines in little room: the program by its file name, then its arguments. */
import { fileName } from '../ui/cut-text.ts';

const QUOTED = /^"([^"]+)"(.*)$/s;
const WITH_EXTENSION = /^([^"]*?\.(?:exe|com|bat|cmd|ps1|scr|sys))(?=\s|$)(.*)$/is;
const FIRST_WORD = /^(\S+)(.*)$/s;

/** `"C:\Windows\System32\cmd.exe" /c dir` → `cmd.exe /c dir`. */
export function shortLabel(label: string): string {
  const text = label.trim();
  const match = QUOTED.exec(text) ?? WITH_EXTENSION.exec(text) ?? FIRST_WORD.exec(text);
  if (match === null) return label;
  return `${fileName(match[1] ?? '')}${match[2] ?? ''}`;
}
