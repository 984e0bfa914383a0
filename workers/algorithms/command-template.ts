/**
 * Command lines without what changes from run to run: numbers, GUIDs, times, addresses, random
 * names and user folders become placeholders, so that a service that runs a thousand times with a
 * new temporary file is one template. Words keep their order and letters: `svchost.exe` and
 * `svchots.exe` are two programs.
 *
 * Linear in the text's length: every pattern here matches a bounded stretch or a single class.
 */

/** What is left of one process start. */
export interface CommandTemplate {
  /** Path of the program, random parts masked; lower case for Windows paths. */
  readonly program: string;
  /** Program and words of the command line, see {@link templateWords}. */
  readonly template: string;
}

/** Windows allows 32,767 characters; what is beyond is not looked at. */
const LONGEST_COMMAND = 32_767;
const MOST_WORDS = 256;
/** A word longer than any path: encoded content. */
const LONGEST_WORD = 300;

/** Words and programs remembered while they repeat; then forgotten, so that random ones cannot pile up. */
const MOST_REMEMBERED = 20_000;

/** Makes templates, remembering the words that come again and again. */
export class CommandTemplates {
  private readonly programs = new Map<string, Program>();
  private readonly words = new Map<string, readonly string[]>();

  /**
   * Template of a process start.
   * @param executable path of the program, '' when unknown
   * @param commandLine the whole command line, '' when unknown
   */
  of(executable: string, commandLine: string): CommandTemplate {
    const line = commandLine.slice(0, LONGEST_COMMAND).trim();
    const program = this.program(executable);
    const foldsCase = !(program.path === '' ? line : program.path).startsWith('/');
    let template = quoted(program.masked);
    let count = 0;
    for (const raw of splitWords(withoutProgram(line, program))) {
      if (count >= MOST_WORDS) break;
      for (const word of this.maskedWords(raw)) {
        template += ` ${quoted(foldsCase ? word.toLowerCase() : word)}`;
        count++;
      }
    }
    return { program: program.masked, template };
  }

  private program(executable: string): Program {
    const known = this.programs.get(executable);
    if (known !== undefined) return known;
    const path = plainPath(executable.slice(0, LONGEST_COMMAND));
    const masked = maskProgram(path.startsWith('/') ? path : path.toLowerCase());
    const program = { path, bareName: bareName(path), masked };
    remember(this.programs, executable, program);
    return program;
  }

  private maskedWords(raw: string): readonly string[] {
    const known = this.words.get(raw);
    if (known !== undefined) return known;
    const masked = switchAndValue(raw).map(maskWord);
    if (raw.length <= LONGEST_WORD) remember(this.words, raw, masked);
    return masked;
  }
}

/** Template of a single process start; for many, see {@link CommandTemplates}. */
export function commandTemplate(executable: string, commandLine: string): CommandTemplate {
  return new CommandTemplates().of(executable, commandLine);
}

/** What is needed of an executable, worked out once. */
interface Program {
  readonly path: string;
  readonly bareName: string;
  readonly masked: string;
}

function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  if (cache.size >= MOST_REMEMBERED) cache.clear();
  cache.set(key, value);
}

/** Words of a template: the program first ('' when unknown), then the arguments. */
export function templateWords(template: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < template.length) {
    const isQuoted = template[at] === '"';
    const end = template.indexOf(isQuoted ? '"' : ' ', at + 1);
    const stop = end < 0 ? template.length : end;
    words.push(template.slice(isQuoted ? at + 1 : at, stop));
    at = isQuoted ? stop + 2 : stop + 1;
  }
  return words;
}

/** Last part of a path, whatever its separators. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
}

/** Words with blanks, and empty ones, stand in quotes; words hold no quotes themselves. */
function quoted(word: string): string {
  return word === '' || word.includes(' ') ? `"${word}"` : word;
}

/** `\??\C:\…` and `\\?\C:\…` say the same as `C:\…`. */
const devicePrefix = /^\\(?:\?\?|\\\?)\\/;

function plainPath(path: string): string {
  const trimmed = path.trim();
  return (devicePrefix.test(trimmed) ? trimmed.slice(4) : trimmed).replaceAll('"', '');
}

/** The command line without the program that it begins with; a first word that names another program stays. */
function withoutProgram(line: string, { path, bareName: name }: Program): string {
  const start = devicePrefix.test(line) ? 4 : 0;
  if (path !== '' && line.slice(start, start + path.length).toLowerCase() === path.toLowerCase()) {
    return line.slice(start + path.length);
  }
  const isQuoted = line[start] === '"';
  const end = isQuoted ? line.indexOf('"', start + 1) : blankAfter(line, start);
  const stop = end < 0 ? line.length : end;
  const first = line.slice(isQuoted ? start + 1 : start, stop);
  if (bareName(first) !== name && path !== '') return line;
  return line.slice(isQuoted ? stop + 1 : stop);
}

/** Position of the first blank from `start`, -1 when there is none. */
function blankAfter(line: string, start: number): number {
  for (let at = start; at < line.length; at++) if (kindOf(line.charCodeAt(at)) === BLANK) return at;
  return -1;
}

function bareName(path: string): string {
  return fileNameOf(path.trim())
    .toLowerCase()
    .replace(/\.exe$/, '');
}

/** What a character does between words. */
const [WORD, BLANK, OPERATOR, QUOTE] = [0, 1, 2, 3];
const kinds = new Uint8Array(128);
kinds.fill(BLANK, 0, 33);
kinds["'".charCodeAt(0)] = BLANK;
kinds['"'.charCodeAt(0)] = QUOTE;
for (const sign of '&|;<>(),') kinds[sign.charCodeAt(0)] = OPERATOR;

function kindOf(unit: number): number {
  if (unit < 128) return kinds[unit]!;
  return unit === 0xa0 ? BLANK : WORD;
}

/** Words between blanks and quotes; shell operators are words of their own; a quoted path stays whole. */
function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let at = 0;
  while (at < line.length) {
    const kind = kindOf(line.charCodeAt(at));
    const start = at++;
    if (kind === WORD) {
      while (at < line.length && kindOf(line.charCodeAt(at)) === WORD) at++;
      words.push(line.slice(start, at));
    } else if (kind === OPERATOR) {
      while (line[at] === line[start]) at++;
      words.push(line.slice(start, at));
    } else if (kind === QUOTE) {
      const close = line.indexOf('"', at);
      const content = line.slice(at, close < 0 ? line.length : close);
      if (!isPath(content)) continue;
      words.push(content);
      at += content.length + 1;
    }
  }
  return words;
}

/** A quoted text that is one path: begins like one and has no operator inside. */
function isPath(text: string): boolean {
  return (
    text.length <= LONGEST_WORD &&
    /^(?:[a-z]:\\|\\\\|\/|\.{1,2}[\\/]|%\w+%\\)[^&|;<>"]*$/i.test(text)
  );
}

/** `/domain:x`, `--out=x`, `key=x` → the name with its sign, and the value. */
function switchAndValue(word: string): readonly string[] {
  const match = /^([-/]{0,2}[a-z_][\w.-]{0,40}[:=])(.+)$/is.exec(word);
  const isDrive = /^[a-z]:[\\/]/i.test(word) || /^[a-z]+:\/\//i.test(word);
  return match === null || isDrive || isBase64(word) ? [word] : [match[1]!, match[2]!];
}

/** One word with its changing parts masked. */
function maskWord(word: string): string {
  if (word.length > LONGEST_WORD || isBase64(word)) return '<blob>';
  if (!/[\\/]/.test(word)) return maskText(word);
  return maskPath(word);
}

function isBase64(word: string): boolean {
  if (word.length < 24 || !/^[a-z0-9+/]+={0,2}$/i.test(word) || word.startsWith('/')) return false;
  if (!/[a-z]/.test(word) || !/[A-Z]/.test(word)) return false;
  return word.includes('/') ? word.length >= 40 && /[0-9+=]/.test(word) : /[0-9+=]/.test(word);
}

const userFolders = /^(?:users|home|documents and settings)$/i;
const sharedUsers = /^(?:public|default|default user|all users|root|)$/i;

/** A path or address part by part: user folders and, after `\\`, the computer's name. */
function maskPath(path: string): string {
  const parts = path.split(/([\\/])/);
  const isShare = path.startsWith('\\\\') && !/^\\\\[?.]\\/.test(path);
  return parts
    .map((part, at) => {
      if (at % 2 === 1) return part;
      if (isShare && at === 4) return part === '' ? '' : '<host>';
      const above = parts[at - 2];
      const isUser = above !== undefined && userFolders.test(above) && !sharedUsers.test(part);
      return isUser ? '<user>' : maskText(part);
    })
    .join('');
}

/** The program's path: folders masked like any path, the file's name only where it is clearly random. */
function maskProgram(path: string): string {
  const name = fileNameOf(path);
  const folder = path.slice(0, path.length - name.length);
  const plainName = name
    .replace(guid, '<guid>')
    .replace(/(?<![a-z0-9])(?=[a-f]*\d)[0-9a-f]{8,64}(?![a-z0-9])/gi, '<hex>')
    .replace(/\d{4,}/g, '<n>');
  // Four short numbers in a program's folder are its version.
  return maskPath(folder).replaceAll('<ip>', '<n>') + plainName;
}

const guid = /\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/gi;
const sid = /s-1-5-21(?:-\d{1,10}){3,4}/gi;
const address = /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{1,5})?(?![\w.])/g;
const date =
  /(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4})(?:[t_ -]\d{2}[:.-]?\d{2}(?:[:.-]?\d{2}(?:[.,]\d{1,9})?)?z?)?(?!\d)/gi;
const clock = /(?<![\d:])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?![\d:])/g;

/** Text without separators of a path: GUIDs, SIDs, addresses, times, then whatever runs of digits are left. */
function maskText(text: string): string {
  if (!/\d/.test(text)) return text;
  let masked = text;
  if (text.length >= 36) masked = masked.replace(guid, '<guid>');
  if (text.includes('-')) masked = masked.replace(sid, '<sid>');
  if (text.includes('.')) masked = masked.replace(address, '<ip>');
  if (/[-/.]/.test(text)) masked = masked.replace(date, '<time>');
  if (text.includes(':')) masked = masked.replace(clock, '<time>');
  masked = masked.replace(/<[a-z]+>|[0-9a-z]+/gi, maskRun);
  return masked.includes('<n>') ? masked.replace(/<n>(?:[.:,_-]<n>)+/g, '<n>') : masked;
}

/** A run of letters and digits. Short digits inside a word are part of its name: system32, utf8. */
function maskRun(run: string): string {
  if (run.startsWith('<') || !/\d/.test(run)) return run;
  if (/^\d+$/.test(run)) return '<n>';
  if (/^0x[0-9a-f]+$/i.test(run)) return '<hex>';
  if (run.length >= 5 && /^[0-9a-f]+$/i.test(run)) return '<hex>';
  if (run.length >= 16 && (run.match(/\d/g)?.length ?? 0) >= 3) return '<id>';
  return run.replace(/\d{4,}/g, '<n>');
}
