/**
 * Syslog as Unix keeps it in files: auth.log, secure, messages, syslog, and RFC 5424 streams; the
 * forms may be mixed. A line is a record. Times of the old kind have neither year nor zone: the year
 * is inferred or given (`ReadOptions.year`), the zone assumed, and both are told.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { matchMessage, normaliseSyslog } from '#workers/normalise/syslog.ts';
import { facilityName, severityName } from '#workers/normalise/syslog-words.ts';
import { newParsedTime, parseIsoTime } from '#workers/normalise/time-parser.ts';
import { readingTrouble, timeTrouble } from '#workers/normalise/time-sentinels.ts';
import type { ZoneOffset } from '#workers/normalise/zone-offset.ts';
import { YearTracker, monthAt } from '../framing/syslog.ts';
import type { YearContext } from '../framing/syslog.ts';
import type {
  Certainty,
  Chunk,
  DocumentField,
  Head,
  Prepared,
  Reader,
  ReadOptions,
  Study,
} from '../reader.ts';
import { TextLines, firstLines } from '../text-lines.ts';
import { noTime, offsetsOf } from '../record-time.ts';
import { assumedZone } from '../zone-of.ts';
import { readSyslogLine, structuredFields } from './line.ts';
import type { SyslogLine } from './line.ts';
import { studyYears } from './year-study.ts';
import { yearOfFirst } from './year.ts';

interface SyslogState {
  /** Year of the first record without one; 0: not known, such records have no time. */
  readonly year: number;
  /** The file's last change, ms; NaN when it is not known. */
  readonly mtimeMs: number;
  /** The year was inferred, not given. */
  readonly assumed: boolean;
}

const SAMPLE_LINES = 200;
const DAY_US = 86_400e6;

export const syslogReader: Reader = {
  id: 'syslog',
  label: 'Syslog',
  version: 1,
  cards: [
    {
      id: 'syslog',
      label: 'Syslog and auth.log (RFC 3164, RFC 5424, rsyslog)',
      knownBy: 'lines of time, host and program: `Mar 27 13:06:56 host sshd[1291]: …`',
      times:
        'old form: no year (from the last change of the file, or `--year`), no zone; else ISO 8601',
    },
  ],
  cardOf: () => 'syslog',
  documents: 'text',
  sniff,
  prepare,
  study,
  parse,
  fields,
  times: (document) => {
    const line = readSyslogLine(document);
    return line === undefined ? [] : [{ field: 'timestamp', text: timeText(document, line) }];
  },
};

function sniff({ text, whole }: Head): Certainty {
  const lines = firstLines(text ?? '', whole, SAMPLE_LINES);
  const known = lines.map(readSyslogLine).filter((line) => line !== undefined);
  const tagged = known.filter(({ program, month }) => program !== '' || month > 0).length;
  if (tagged > 0 && tagged * 10 >= lines.length * 9) return 'certain';
  if (tagged > 0 && tagged * 2 >= lines.length) return 'likely';
  // Other logs whose lines begin with a time: better read than not.
  return known.length > 0 && known.length * 10 >= lines.length * 9 ? 'possible' : 'no';
}

function prepare(head: Head, { timeZone, year: given }: ReadOptions): Prepared {
  const lines = firstLines(head.text ?? '', head.whole, SAMPLE_LINES).map(readSyslogLine);
  const { zone, problems } = assumedZone(timeZone, lines.some(isBare));
  const first = lines.find((line) => line !== undefined && line.month > 0 && line.year === 0);
  const { mtimeMs } = head;
  const year = given ?? (first === undefined ? 0 : (yearOfFirst(first, mtimeMs) ?? 0));
  const assumed = first !== undefined && given === undefined;
  const state: SyslogState = { year, mtimeMs, assumed };
  const prepared: Prepared = {
    framing: 'syslog',
    skipBytes: 0,
    skipLines: 0,
    zone,
    state,
    problems: assumed ? [...problems, yearProblem(year)] : problems,
  };
  return head.whole ? studied(head, prepared) : prepared;
}

/** What is all there need not be looked through a second time. */
function studied({ bytes }: Head, prepared: Prepared): Prepared {
  const whole = study(prepared);
  whole?.look({ bytes, offset: 0, firstLine: 1 });
  return whole?.conclude('') ?? prepared;
}

const YEAR_ASSUMED = 'year-assumed';

function yearProblem(year: number, seen = ''): Prepared['problems'][number] {
  const message =
    year === 0
      ? 'The times name no year, and the last change of the file is not known: import with the year of the first record.'
      : `The times name no year: the first record is taken as of ${year}, the latest year with which no record${seen} lies after the last change of the file; import with the year if that is wrong.`;
  return { code: YEAR_ASSUMED, message, locator: '' };
}

/** Whether the log is longer than a year is known only at its end. */
function study(prepared: Prepared): Study | undefined {
  const state = prepared.state as SyslogState;
  if (!state.assumed || state.year === 0) return undefined;
  return studyYears(state.mtimeMs, (found, seen) => {
    const year = Math.min(state.year, found);
    const others = prepared.problems.filter(({ code }) => code !== YEAR_ASSUMED);
    const problems = [...others, yearProblem(year, seen)];
    return { ...prepared, state: { ...state, year }, problems };
  });
}

/** True for lines whose time has no zone. */
function isBare(line: SyslogLine | undefined): boolean {
  return line !== undefined && (line.month > 0 || !/(?:Z|[+-]\d{2}:?\d{2})$/.test(line.time));
}

const time = newParsedTime();

function parse(chunk: Chunk, prepared: Prepared, batch: BatchBuilder): void {
  const lines = new TextLines(chunk, batch);
  const run: Run = {
    lines,
    batch,
    zone: offsetsOf(prepared.zone),
    years: new YearTracker(chunk.context as YearContext | undefined),
    state: prepared.state as SyslogState,
  };
  while (lines.next()) readLine(run);
}

interface Run {
  readonly lines: TextLines;
  readonly batch: BatchBuilder;
  readonly zone: ZoneOffset | undefined;
  readonly years: YearTracker;
  readonly state: SyslogState;
}

function readLine(run: Run): void {
  const { lines, batch } = run;
  const text = lines.text();
  const month = monthAt(lines.bytes, lines.from);
  // As the cutter counts: every line that begins with a month, whatever comes behind it.
  const yearsSince = month > 0 ? run.years.next(month) : 0;
  const line = readSyslogLine(text);
  if (line === undefined) {
    const message = 'The line does not begin with a time as syslog writes it.';
    batch.reject(lines.place, 'syslog-no-time', message, text);
    return;
  }
  putTime(line, yearsSince, run);
  normaliseSyslog(line, batch);
  batch.commit(lines.place, lines.bytes, lines.from, lines.to);
}

function putTime(line: SyslogLine, yearsSince: number, run: Run): void {
  const { lines, batch, zone, state } = run;
  const text = line.month === 0 ? line.time : oldTimeText(line, yearsSince, state);
  if (text === undefined) {
    batch.problem(noTime.code, noTime.message, lines.locator());
    return;
  }
  if (!parseIsoTime(text, zone, time)) {
    const { code, message } = timeTrouble(time);
    batch.problem(code, message, lines.locator());
    return;
  }
  batch.time(time.timeUs, time.nanos, time.digits);
  const trouble = readingTrouble(time);
  if (trouble !== undefined) batch.problem(trouble.code, trouble.message, lines.locator());
  const isLate = state.assumed && time.timeUs > state.mtimeMs * 1000 + DAY_US;
  if (isLate && line.month > 0 && line.year === 0) {
    batch.problem(
      'year-doubtful',
      'Records that lie after the last change of the file with the year that was assumed: the log is longer than a year; import with the year of the first record.',
      lines.locator(),
    );
  }
}

/** ISO 8601 of an old time with its year; undefined when there is none. */
function oldTimeText(
  { month, day, year, time: clock }: SyslogLine,
  yearsSince: number,
  state: SyslogState,
): string | undefined {
  if (year === 0 && state.year === 0) return undefined;
  const whole = String(year > 0 ? year : state.year + yearsSince).padStart(4, '0');
  return `${whole}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T${clock}`;
}

/** The time as the line has it, without a priority. */
function timeText(document: string, { time: clock }: SyslogLine): string {
  const end = document.indexOf(clock) + clock.length;
  return document.slice(0, end).replace(/^<\d{1,3}>(?:1 )?/, '');
}

/** Which names the groups of known messages have among the fields. */
const groupNames = new Map(
  Object.entries({
    target: 'target_user',
    ip: 'source',
    port: 'source_port',
    method: 'method',
    session: 'session',
    command: 'command',
  }),
);

function fields(document: string): readonly DocumentField[] {
  const line = readSyslogLine(document);
  if (line === undefined) return [{ name: 'raw', value: document }];
  const out: DocumentField[] = [];
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') out.push({ name, value });
  };
  put('timestamp', timeText(document, line));
  put('host', line.host);
  put('process.name', line.program);
  put('process.pid', line.pid);
  put('log.syslog.facility.name', facilityName(line.priority));
  put('log.syslog.severity.name', severityName(line.priority));
  put('log.syslog.msgid', line.messageId);
  for (const { name, value } of structuredFields(line.structuredData)) put(name, value);
  put('message', line.message);
  const groups = matchMessage(line.program, line.message)?.groups ?? {};
  for (const [name, value] of Object.entries(groups)) put(groupNames.get(name) ?? name, value);
  if (/^sudo$/i.test(line.program)) {
    for (const [, name = '', value] of line.message.matchAll(/\b(TTY|PWD|USER)=([^;]{0,4096}?) ;/g))
      put(name, value);
  }
  return out;
}
