/**
 * What a value looks like, without knowing what its column is called: addresses, paths, accounts,
 * SIDs, hashes, times. Every probe looks at a bounded beginning of the value and is linear in it.
 */
import { newParsedTime, parseTime } from '#workers/normalise/time-parser.ts';
import { levelName, wholeNumber } from '#workers/normalise/values.ts';
import { isExcelTime } from '../csv/excel-time.ts';
import { outcomeOf } from './value-reading.ts';

/** Longer values are judged by their beginning. */
const LOOKED_AT = 400;

export type ValueKind =
  | 'address'
  | 'sid'
  | 'account'
  | 'mail'
  | 'program'
  | 'command-line'
  | 'path'
  | 'registry'
  | 'url'
  | 'hash'
  | 'guid'
  | 'host'
  | 'number'
  | 'port'
  | 'pid'
  | 'event-id'
  | 'outcome'
  | 'level'
  | 'transport'
  | 'user-agent'
  | 'time'
  | 'clock'
  | 'epoch'
  | 'excel-time'
  | 'word';

/** How to say what the values are: "198 of 200 values are IP addresses". */
export const kindWords: Readonly<Record<ValueKind, string>> = {
  address: 'IP addresses',
  sid: 'Windows SIDs',
  account: 'accounts such as DOMAIN\\user',
  mail: 'names such as user@domain',
  program: 'paths or names of programs',
  'command-line': 'command lines',
  path: 'paths of files',
  registry: 'registry keys',
  url: 'URLs',
  hash: 'hashes',
  guid: 'GUIDs',
  host: 'names of machines',
  number: 'whole numbers',
  port: 'port numbers',
  pid: 'process ids',
  'event-id': 'short codes',
  outcome: 'words for success or failure',
  level: 'severity levels',
  transport: 'network protocols',
  'user-agent': 'browser identifications',
  time: 'times',
  clock: 'times of day',
  epoch: 'epoch times',
  'excel-time': 'Excel day numbers',
  word: 'short texts',
};

const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const ipv6 = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%\w{1,16})?$/i;
const withPort = /^(?:\[([0-9a-f:.%]+)\]|((?:\d{1,3}\.){3}\d{1,3})):\d{1,5}$/i;
const programEnd = /\.(?:exe|dll|sys|com|scr|bat|cmd|ps1|msi|vbs|js|py|sh|elf|bin)$/i;
const drivePath = /^(?:[a-z]:[\\/]|\\\\[^\\]|\\(?:device|\?\?|systemroot|windows)\\|%\w+%\\)/i;
const unixPath = /^\/(?:[\w.+@-]+\/)*[\w.+@-]+$/;
const startsLikeProgram =
  /^"?(?:[a-z]:\\|\\\\|%\w+%\\|\/)?[^"<>|?*\n]{0,200}?\.(?:exe|dll|com|bat|cmd|ps1|msi|vbs|js|py|sh)\b"?\s+\S/i;
const shellCommand =
  /^(?:cmd|powershell|pwsh|net|reg|sc|wmic|whoami|curl|wget|bash|sh|sudo|python3?|rundll32|schtasks|certutil)(?:\.exe)?\s+\S/i;
const levels = new Set(['information', 'critical', 'error', 'warning', 'verbose', 'low', 'medium']);
const levelWords =
  /^(?:info|informational|information|notice|warn|warning|err|error|crit|critical|fatal|debug|verbose|trace|low|medium|high|alert|emerg|warnung|fehler|hinweis|kritisch)$/i;
const clockOnly = /^\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]m)?\s*$/i;
const calendarMark = /[-/.:tT ]/;
const hostName = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d-]{1,62}){0,6}\$?$/i;
const time = newParsedTime();

type Probe = (value: string) => boolean;

const probes: Readonly<Record<ValueKind, Probe>> = {
  address: isAddress,
  sid: (value) => /^S-1-\d{1,3}(?:-\d{1,10}){1,14}$/i.test(value),
  account: (value) => /^[^\\\s/:@]{1,64}\\[^\\/:"]{1,104}$/.test(value),
  mail: (value) => /^[^@\s\\/:]{1,128}@[^@\s\\/:]{1,128}$/.test(value),
  program: (value) =>
    programEnd.test(value) && value.length < 300 && !startsLikeProgram.test(value),
  'command-line': (value) => startsLikeProgram.test(value) || shellCommand.test(value),
  path: (value) => drivePath.test(value) || unixPath.test(value),
  registry: (value) => /^(?:HK(?:LM|CU|CR|U|EY_)|\\REGISTRY\\|Computer\\HKEY)/i.test(value),
  url: (value) => /^(?:https?|ftp|wss?):\/\/\S/i.test(value),
  hash: (value) => /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value),
  guid: (value) => /^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(value),
  host: (value) => hostName.test(value) && /[a-z]/i.test(value) && !programEnd.test(value),
  number: (value) => wholeNumber(value) !== undefined,
  port: (value) => isBetween(value, 0, 65_535) && !value.startsWith('0x'),
  pid: (value) => isBetween(value, 0, 4_194_304 * 16),
  'event-id': (value) => value.length <= 12 && !/\s/.test(value),
  outcome: (value) => outcomeOf(value) !== undefined,
  level: (value) => levelWords.test(value) || levels.has(levelName(value)),
  transport: (value) => /^(?:tcp|udp|icmp|igmp|gre|esp|sctp|ipv6-icmp|1|6|17)$/i.test(value),
  'user-agent': (value) =>
    /^(?:Mozilla|Opera|curl|Wget|python-requests|Go-http-client)\//i.test(value),
  time: (value) => calendarMark.test(value) && !isAddress(value) && isTime(value),
  clock: (value) => clockOnly.test(value),
  epoch: (value) => /^\d{9,19}(?:\.\d{1,9})?$/.test(value) && isTime(value),
  'excel-time': isExcelTime,
  word: (value) => value.length <= 120,
};

/** Share of the values that are of a kind is `count / of`. */
export interface KindCount {
  readonly count: number;
  readonly of: number;
}

/** How many of a field's values are of a kind; counted when first asked. */
export class FieldValues {
  readonly name: string;
  readonly values: readonly string[];
  readonly distinct: number;
  private readonly counts = new Map<ValueKind, number>();

  constructor(name: string, values: readonly string[]) {
    this.name = name;
    this.values = values.map((value) => value.slice(0, LOOKED_AT).trim());
    this.distinct = new Set(this.values).size;
  }

  of(kind: ValueKind): KindCount {
    let count = this.counts.get(kind);
    if (count === undefined) {
      const probe = probes[kind];
      count = this.values.reduce((sum, value) => sum + (probe(value) ? 1 : 0), 0);
      this.counts.set(kind, count);
    }
    return { count, of: this.values.length };
  }

  share01(kind: ValueKind): number {
    const { count, of } = this.of(kind);
    return of === 0 ? 0 : count / of;
  }
}

function isAddress(value: string): boolean {
  const match = value.length < 64 ? withPort.exec(value) : null;
  const bare = match?.[1] ?? match?.[2] ?? value;
  if (ipv4.test(bare)) return bare.split('.').every((part) => Number(part) < 256);
  return bare.length < 64 && bare.includes('::') ? ipv6.test(bare) : isFullIpv6(bare);
}

/** Eight groups; three would be a time of day. */
function isFullIpv6(text: string): boolean {
  return ipv6.test(text) && text.split(':').length === 8;
}

function isTime(value: string): boolean {
  return parseTime(value, undefined, time) && !clockOnly.test(value);
}

function isBetween(value: string, least: number, most: number): boolean {
  const number = wholeNumber(value) ?? -1;
  return number >= least && number <= most;
}
