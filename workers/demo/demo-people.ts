/** Who and what lives in the demo network: a small firm, its machines and their habits. All names are invented, all outside addresses are from the documentation ranges (RFC 5737). */

export interface Person {
  readonly user: string;
  readonly host: string;
  readonly sidEnd: number;
}

export const DOMAIN = 'NORTHWIND';
export const DNS = 'northwind.example';
export const SID_DOMAIN = 'S-1-5-21-1004336348-1177238915-682003330';

export const people: readonly Person[] = [
  { user: 'a.lindqvist', host: 'WS01', sidEnd: 1104 },
  { user: 'b.okafor', host: 'WS02', sidEnd: 1105 },
  { user: 'm.keller', host: 'WS03', sidEnd: 1106 },
  { user: 's.tanaka', host: 'WS04', sidEnd: 1107 },
  { user: 'r.duarte', host: 'WS05', sidEnd: 1108 },
];
export const servers = ['DC01', 'FILE01'] as const;

export const addresses: Readonly<Record<string, string>> = {
  WS01: '10.20.1.11',
  WS02: '10.20.1.12',
  WS03: '10.20.1.13',
  WS04: '10.20.1.14',
  WS05: '10.20.1.15',
  DC01: '10.20.0.10',
  FILE01: '10.20.0.20',
};

/** What a program does while it runs, as rates per life. */
export interface Program {
  readonly image: string;
  readonly parent: string;
  /** `{guid}`, `{n}`, `{doc}` and `{time}` are filled in anew each time. */
  readonly commandLine: string;
  readonly account: 'system' | 'user';
  /** How often it is started per host and hour. */
  readonly perHour: number;
  readonly loads: readonly string[];
  readonly files: readonly string[];
  readonly registry: readonly string[];
  /** address:port pairs it talks to. */
  readonly talksTo: readonly string[];
}

const SYSTEM32 = 'C:\\Windows\\System32';
const SERVICES = `${SYSTEM32}\\services.exe`;
const SVCHOST = `${SYSTEM32}\\svchost.exe`;
const EXPLORER = 'C:\\Windows\\explorer.exe';

export const programs: readonly Program[] = [
  {
    image: `${SYSTEM32}\\backgroundTaskHost.exe`,
    parent: SVCHOST,
    commandLine: '"C:\\Windows\\system32\\backgroundTaskHost.exe" -ServerName:App.AppX{guid}.mca',
    account: 'user',
    perHour: 6,
    loads: ['C:\\Windows\\System32\\twinapi.dll', 'C:\\Windows\\System32\\biwinrt.dll'],
    files: [],
    registry: ['HKLM\\SOFTWARE\\Microsoft\\SecurityManager\\CapAuthz'],
    talksTo: [],
  },
  {
    image: `${SYSTEM32}\\taskhostw.exe`,
    parent: SVCHOST,
    commandLine: 'taskhostw.exe -RegisterDevice -Job {n}',
    account: 'system',
    perHour: 5,
    loads: ['C:\\Windows\\System32\\dsreg.dll', 'C:\\Windows\\System32\\tbs.dll'],
    files: [],
    registry: ['HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin'],
    talksTo: ['10.20.0.10:389'],
  },
  {
    image: 'C:\\Program Files\\Meridian Backup\\mbagent.exe',
    parent: SERVICES,
    commandLine: '"C:\\Program Files\\Meridian Backup\\mbagent.exe" --job {guid} --since {time}',
    account: 'system',
    perHour: 4,
    loads: ['C:\\Windows\\System32\\vssapi.dll', 'C:\\Program Files\\Meridian Backup\\mbcore.dll'],
    files: [
      'C:\\ProgramData\\Meridian\\spool\\{guid}.blk',
      'C:\\ProgramData\\Meridian\\spool\\index.db',
    ],
    registry: ['HKLM\\SOFTWARE\\Meridian\\Agent\\LastRun'],
    talksTo: ['10.20.0.20:445', '10.20.0.20:8443'],
  },
  {
    image: 'C:\\Program Files\\Vireo\\Browser\\vireo.exe',
    parent: EXPLORER,
    commandLine:
      '"C:\\Program Files\\Vireo\\Browser\\vireo.exe" --type=renderer --lang=en --client-id={n}',
    account: 'user',
    perHour: 9,
    loads: ['C:\\Program Files\\Vireo\\Browser\\core.dll', 'C:\\Windows\\System32\\dwrite.dll'],
    files: ['C:\\Users\\{user}\\AppData\\Local\\Vireo\\Cache\\f_{n}'],
    registry: [],
    talksTo: ['198.51.100.20:443', '198.51.100.31:443'],
  },
  {
    image: 'C:\\Program Files\\Office\\WINWORD.EXE',
    parent: EXPLORER,
    commandLine:
      '"C:\\Program Files\\Office\\WINWORD.EXE" /n "C:\\Users\\{user}\\Documents\\{doc}.docx"',
    account: 'user',
    perHour: 2,
    loads: ['C:\\Program Files\\Office\\wwlib.dll', 'C:\\Windows\\System32\\spoolss.dll'],
    files: [
      'C:\\Users\\{user}\\Documents\\~${doc}.docx',
      'C:\\Users\\{user}\\Documents\\{doc}.docx',
    ],
    registry: ['HKU\\{sid}\\SOFTWARE\\Office\\Word\\Reading Locations'],
    talksTo: ['10.20.0.20:445'],
  },
  {
    image: `${SYSTEM32}\\conhost.exe`,
    parent: `${SYSTEM32}\\cmd.exe`,
    commandLine: '\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1',
    account: 'system',
    perHour: 4,
    loads: ['C:\\Windows\\System32\\ConhostV1.dll'],
    files: [],
    registry: ['HKU\\.DEFAULT\\Console'],
    talksTo: [],
  },
  {
    image: `${SYSTEM32}\\cmd.exe`,
    parent: 'C:\\Program Files\\Meridian Backup\\mbagent.exe',
    commandLine:
      'C:\\Windows\\system32\\cmd.exe /c "C:\\ProgramData\\Meridian\\hooks\\after-job.cmd {guid}"',
    account: 'system',
    perHour: 4,
    loads: ['C:\\Windows\\System32\\winbrand.dll'],
    files: ['C:\\ProgramData\\Meridian\\hooks\\after-job.log'],
    registry: [],
    talksTo: [],
  },
];
