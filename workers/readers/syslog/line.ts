/**
 * A line of syslog in its parts, in the three forms that are met, mixed or not:
 * RFC 3164 `<34>Oct 11 22:14:15 host su[12]: message` (priority rarely kept in files, no year, no
 * zone; some systems add a year or a fraction), RFC 5424 `<34>1 2003-10-11T22:14:15.003Z host su 12
 * ID47 [id k="v"] message`, and rsyslog's file format `2003-10-11T22:14:15.003+02:00 host su[12]:
 * message`.
 */

export interface SyslogLine {
  /** 1 … 12 when the time is of the old kind, else 0: `time` is ISO 8601 then. */
  readonly month: number;
  readonly day: number;
  /** Year of the old kind where the line has one, else 0. */
  readonly year: number;
  /** ISO 8601, or a clock `22:14:15.003`. */
  readonly time: string;
  readonly host: string;
  readonly program: string;
  readonly pid: string;
  /** MSGID and structured data of RFC 5424, '' elsewhere. */
  readonly messageId: string;
  readonly structuredData: string;
  readonly message: string;
  /** 0 … 191, facility × 8 + severity; -1 when the line has none. */
  readonly priority: number;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** Longer tags are no tags. */
const TAG_CHARACTERS = 128;

const priorityForm = /^<(\d{1,3})>/;
const oldTime =
  /^(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?):? /;
const isoTime =
  /^(?:1 )?(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?) /;
/** `sshd[12]:`, `kernel:`, `CRON[3]`; slashes and blanks in brackets occur (`postfix/smtpd[4]`). */
const tagForm = /^([^\s:[\]]{1,96})(?:\[([^\]\s]{0,24})\])?:(?: |$)/;
const bracketTag = /^([^\s:[\]]{1,96})\[(\d{1,10})\] /;

/** The parts of a line, or undefined when it does not begin as syslog does. */
export function readSyslogLine(line: string): SyslogLine | undefined {
  let at = 0;
  let priority = -1;
  if (line.charCodeAt(0) === 60) {
    const found = priorityForm.exec(line);
    if (found === null || Number(found[1]) > 191) return undefined;
    priority = Number(found[1]);
    at = found[0].length;
  }
  const text = at === 0 ? line : line.slice(at);
  const iso = isoTime.exec(text);
  if (iso !== null) return readModern(text, iso, priority);
  const old = oldTime.exec(text);
  if (old === null) return undefined;
  const [whole, month = '', day, year, time = ''] = old;
  const when = {
    month: MONTHS.indexOf(month) + 1,
    day: Number(day),
    year: Number(year ?? 0),
    time,
  };
  return { ...when, ...readTail(text.slice(whole.length)), priority };
}

function readModern(text: string, found: RegExpExecArray, priority: number): SyslogLine {
  const when = { month: 0, day: 0, year: 0, time: found[1]! };
  const rest = text.slice(found[0].length);
  if (!text.startsWith('1 ')) {
    const tail = readTail(rest);
    // Programs begin their own logs with such a time too: without a tag there is no host either.
    const known = tail.program === '' ? { ...tail, host: '', message: rest } : tail;
    return { ...when, ...known, priority };
  }
  const [host = '', program = '', pid = '', messageId = ''] = rest.split(' ', 4).map(unlessNil);
  const headLength = lengthOfWords(rest, 4);
  const structured = structuredLength(rest, headLength);
  return {
    ...when,
    host,
    program,
    pid,
    messageId,
    structuredData: unlessNil(rest.slice(headLength, structured)),
    message: rest.slice(structured).replace(/^ ?\ufeff?/, ''),
    priority,
  };
}

/** Host, tag and message; the host is missing where a program wrote the file itself. */
function readTail(rest: string): Omit<SyslogLine, 'month' | 'day' | 'year' | 'time' | 'priority'> {
  const blank = rest.indexOf(' ');
  const first = blank < 0 ? rest : rest.slice(0, blank);
  const hasHost = !/[:[\]]$/.test(first) || /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(first);
  const host = hasHost ? first : '';
  const behind = hasHost ? (blank < 0 ? '' : rest.slice(blank + 1)) : rest;
  const tag = behind.slice(0, TAG_CHARACTERS);
  const found = tagForm.exec(tag) ?? bracketTag.exec(tag);
  const [whole = '', program = '', pid = ''] = found ?? [];
  const message = behind.slice(whole.length);
  return { host, program, pid, messageId: '', structuredData: '', message };
}

function unlessNil(word: string): string {
  return word === '-' ? '' : word;
}

/** Characters of the first words with the blank behind each. */
function lengthOfWords(text: string, words: number): number {
  let at = 0;
  for (let word = 0; word < words; word++) {
    const blank = text.indexOf(' ', at);
    if (blank < 0) return text.length;
    at = blank + 1;
  }
  return at;
}

/** Where structured data that begin at `from` end: `-`, or elements in brackets side by side. */
function structuredLength(text: string, from: number): number {
  if (text[from] === '-') return from + 1;
  let at = from;
  let quoted = false;
  let inside = false;
  for (; at < text.length; at++) {
    const mark = text[at];
    if (quoted) {
      if (mark === '\\') at++;
      else if (mark === '"') quoted = false;
    } else if (mark === '"') quoted = inside;
    else if (mark === '[') inside = true;
    else if (mark === ']') inside = false;
    if (!inside && text[at + 1] !== '[') break;
  }
  return text[from] === '[' ? Math.min(at + 1, text.length) : from;
}

/** `[id k="v" …][…]` as names and values: `id.k`. */
export function structuredFields(
  text: string,
): { readonly name: string; readonly value: string }[] {
  const out: { name: string; value: string }[] = [];
  let element = '';
  for (const [, id, name, value] of text.matchAll(
    /\[([^\s\]="]{1,64})|([^\s\]="]{1,64})="((?:[^"\\]|\\.){0,16000})"/g,
  )) {
    if (id !== undefined) element = id;
    else out.push({ name: `${element}.${name!}`, value: value!.replaceAll(/\\(["\\\]])/g, '$1') });
  }
  return out;
}
