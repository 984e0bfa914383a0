/**
 * Evidence for the bench: JSON lines as a forwarder of Windows logs writes them, about 2 KB a record,
 * with the mix of busy hosts: processes that live for a while and act many times under one GUID, modules
 * with their hashes, ports and times that never repeat, command lines in between. Seeded: the same bytes on every machine.
 */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { isoTime } from '#contract/time.ts';
import { SeededRandom } from '#workers/base/random.ts';

const HOSTS = Array.from(
  { length: 40 },
  (_, i) => `WS${String(i + 1).padStart(3, '0')}.bench.example`,
);
const USERS = Array.from({ length: 120 }, (_, i) => `user${String(i + 1).padStart(3, '0')}`);
const IMAGES = Array.from(
  { length: 300 },
  (_, i) => `C:\\Program Files\\Vendor ${i % 40}\\tool-${i}.exe`,
);
const KEYS = Array.from(
  { length: 2000 },
  (_, i) => `HKLM\\SOFTWARE\\Vendor ${i % 40}\\Component\\Key${i}`,
);
const FLUSH_BYTES = 1 << 22;

type Fields = Record<string, string | number>;

/** A record of an event, flat as a forwarder writes it. */
export type GeneratedRecord = Readonly<Record<string, string | number>>;

/** A process while it lives. */
interface Alive {
  readonly guid: string;
  readonly pid: number;
  readonly image: string;
  readonly user: string;
  readonly host: string;
}

interface Module {
  readonly path: string;
  readonly hashes: string;
}

/** Windows ends the messages of its security log with paragraphs like these; forwarders pass them on with every event. */
const START_NOTE = [
  'The elevation type tells what kind of token the new process was given under the policy for account control.',
  'Type 1 is a full token: no privilege was taken away and no group was switched off. It is used when account control is off, or when the user is the built-in administrator or a service.',
  'Type 2 is an elevated token: no privilege was taken away and no group was switched off. It is used when account control is on and the user starts the program as administrator.',
  'Type 3 is a limited token: privileges of administrators were taken away and their groups were switched off. It is used when account control is on and the program does not ask for more.',
].join('\r\n\r\n');
const LOGON_NOTE = [
  'The event is written when a logon session is made. It is written on the computer that was reached.',
  'The subject fields name the account on the local system that asked for the logon. Most often this is a service or a local process.',
  'The logon type says how the logon came about. The most common are 2 (at the keyboard) and 3 (over the network).',
  'The new-logon fields name the account that the session was made for, that is, the one that logged on.',
  'The network fields say where a remote request came from. The name of the workstation is not always known and may be left empty.',
  'The authentication fields give details of this one request; the GUID may be used to match it with an event of the domain controller.',
].join('\r\n\r\n');
const ALIVE = 1500;
const MODULES = 600;

class Source {
  private readonly random: SeededRandom;
  private readonly alive: Alive[] = [];
  private readonly modules: Module[] = [];
  private timeUs = Date.UTC(2026, 0, 5, 8) * 1000;
  private record = 0;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    for (let i = 0; i < MODULES; i++) {
      const hashes = `SHA1=${this.hex(40)},MD5=${this.hex(32)}`;
      this.modules.push({ path: `C:\\Windows\\System32\\library-${i}.dll`, hashes });
    }
    for (let i = 0; i < ALIVE; i++) this.alive.push(this.born());
  }

  next(): GeneratedRecord {
    this.timeUs += 1 + this.random.below(90_000);
    this.record++;
    const roll = this.random.below(100);
    if (roll < 12) return this.processStart();
    if (roll < 20) return this.logon();
    if (roll < 45) return this.registrySet();
    if (roll < 70) return this.imageLoad();
    if (roll < 85) return this.connection();
    return this.processAccess();
  }

  private born(): Alive {
    return {
      guid: this.guid(),
      pid: 4 * this.random.below(6000),
      image: this.pick(IMAGES),
      user: this.pick(USERS),
      host: this.pick(HOSTS),
    };
  }

  private one(): Alive {
    return this.alive[this.random.below(ALIVE)] ?? this.born();
  }

  private processStart(): GeneratedRecord {
    const fresh = this.born();
    this.alive[this.random.below(ALIVE)] = fresh;
    const { image } = fresh;
    const commandLine = `"${image}" --job ${this.guid()} --level ${this.random.below(9)} --input C:\\Data\\batch-${this.random.below(100_000)}.dat`;
    return this.line('Security', 'Microsoft-Windows-Security-Auditing', 4688, {
      SubjectUserSid: `S-1-5-21-1-2-3-${1000 + this.random.below(120)}`,
      SubjectUserName: this.pick(USERS),
      SubjectDomainName: 'BENCH',
      SubjectLogonId: `0x${this.random.below(0xfffff).toString(16)}`,
      NewProcessId: `0x${fresh.pid.toString(16)}`,
      NewProcessName: image,
      TokenElevationType: '%%1936',
      ProcessId: `0x${this.one().pid.toString(16)}`,
      CommandLine: commandLine,
      ParentProcessName: this.pick(IMAGES),
      Message: `A new process has been created.\r\n\r\nCreator Subject:\r\n\tAccount Name:\t\t${this.pick(USERS)}\r\n\r\nProcess Information:\r\n\tNew Process Name:\t${image}\r\n\tProcess Command Line:\t${commandLine}\r\n\r\n${START_NOTE}`,
    });
  }

  private logon(): GeneratedRecord {
    const user = this.pick(USERS);
    return this.line('Security', 'Microsoft-Windows-Security-Auditing', 4624, {
      SubjectUserSid: 'S-1-0-0',
      SubjectUserName: '-',
      SubjectDomainName: '-',
      SubjectLogonId: '0x0',
      TargetUserSid: `S-1-5-21-1-2-3-${1000 + this.random.below(120)}`,
      TargetUserName: user,
      TargetDomainName: 'BENCH',
      TargetLogonId: `0x${this.random.below(0xffffff).toString(16)}`,
      LogonType: this.random.below(4) === 0 ? 10 : 3,
      LogonProcessName: 'Kerberos',
      AuthenticationPackageName: 'Kerberos',
      WorkstationName: '-',
      LogonGuid: this.guid(),
      IpAddress: `10.1.${this.random.below(8)}.${this.random.below(250)}`,
      IpPort: 49_152 + this.random.below(16_000),
      Message: `An account was successfully logged on.\r\n\r\nNew Logon:\r\n\tAccount Name:\t\t${user}\r\n\tAccount Domain:\t\tBENCH\r\n\r\n${LOGON_NOTE}`,
    });
  }

  private registrySet(): GeneratedRecord {
    return this.sysmon(13, {
      EventType: 'SetValue',
      TargetObject: `${this.pick(KEYS)}\\Value${this.random.below(20)}`,
      Details: `DWORD (0x${this.random.below(0xffff).toString(16).padStart(8, '0')})`,
    });
  }

  private imageLoad(): GeneratedRecord {
    const module = this.modules[this.random.below(MODULES)];
    return this.sysmon(7, {
      ImageLoaded: module?.path ?? '',
      FileVersion: '10.0.19041.1 (WinBuild.160101.0800)',
      Description: 'Component of the operating system',
      Company: 'Vendor Corporation',
      Hashes: module?.hashes ?? '',
      Signed: 'true',
      Signature: 'Vendor Windows',
      SignatureStatus: 'Valid',
    });
  }

  private connection(): GeneratedRecord {
    return this.sysmon(3, {
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIsIpv6: 'false',
      SourceIp: `10.1.${this.random.below(8)}.${this.random.below(250)}`,
      SourcePort: 49_152 + this.random.below(16_000),
      DestinationIsIpv6: 'false',
      DestinationIp: `198.51.100.${this.random.below(250)}`,
      DestinationPort: this.random.below(3) === 0 ? 80 : 443,
    });
  }

  private processAccess(): GeneratedRecord {
    const from = this.one();
    const to = this.one();
    const step = (base: string): string =>
      `${base}+${(0x1000 + 16 * this.random.below(60)).toString(16)}`;
    return this.sysmon(10, {
      SourceProcessGUID: from.guid,
      SourceProcessId: from.pid,
      SourceThreadId: this.random.below(20_000),
      SourceImage: from.image,
      TargetProcessGUID: to.guid,
      TargetProcessId: to.pid,
      TargetImage: to.image,
      GrantedAccess: '0x1000',
      CallTrace: `${step('C:\\Windows\\SYSTEM32\\ntdll.dll')}|${step('C:\\Windows\\System32\\KERNELBASE.dll')}|${step(`C:\\Windows\\System32\\library-${this.random.below(60)}.dll`)}`,
    });
  }

  private sysmon(code: number, data: Fields): GeneratedRecord {
    const { guid, pid, image, user } = this.one();
    const body = Object.entries(data)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\r\n');
    return this.line('Microsoft-Windows-Sysmon/Operational', 'Microsoft-Windows-Sysmon', code, {
      RuleName: '-',
      UtcTime: isoTime(this.timeUs, 3).replace('T', ' ').replace('Z', ''),
      ProcessGuid: guid,
      ProcessId: pid,
      Image: image,
      User: `BENCH\\${user}`,
      ...data,
      Message: `Event ${code}:\r\nRuleName: -\r\nUtcTime: ${isoTime(this.timeUs, 3)}\r\nProcessGuid: ${guid}\r\nProcessId: ${pid}\r\nImage: ${image}\r\n${body}\r\nUser: BENCH\\${user}`,
    });
  }

  private line(channel: string, provider: string, code: number, data: Fields): GeneratedRecord {
    const eventTime = isoTime(this.timeUs, 0).replace('T', ' ').replace('Z', '');
    return {
      '@timestamp': isoTime(this.timeUs, 3),
      '@version': '1',
      host: 'collector.bench.example',
      port: 60_737,
      tags: 'forwarded',
      EventTime: eventTime,
      EventReceivedTime: eventTime,
      SourceModuleName: 'eventlog',
      SourceModuleType: 'im_msvistalog',
      Hostname: this.pick(HOSTS),
      Channel: channel,
      SourceName: provider,
      ProviderGuid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}',
      EventID: code,
      EventType: 'INFO',
      Severity: 'INFO',
      SeverityValue: 2,
      Keywords: -9223372036854775808,
      Category: `Event of kind ${code}`,
      Opcode: 'Info',
      OpcodeValue: 0,
      Task: code,
      Version: 2,
      RecordNumber: this.record,
      ExecutionProcessID: 3112,
      ThreadID: this.random.below(9000),
      AccountName: 'SYSTEM',
      AccountType: 'User',
      Domain: 'NT AUTHORITY',
      UserID: 'S-1-5-18',
      ...data,
    };
  }

  private pick(list: readonly string[]): string {
    return list[this.random.below(list.length)] ?? '';
  }

  private guid(): string {
    return `{${this.hex(8)}-${this.hex(4)}-${this.hex(4)}-${this.hex(4)}-${this.hex(12)}}`;
  }

  private hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.random.uint32().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}

/** Records without end. */
export function* recordsOf(seed: number): Generator<GeneratedRecord, never> {
  const source = new Source(seed);
  for (;;) yield source.next();
}

/** Writes at least `records` lines, or, when `bytes` is given, as many as make that size. @returns records and bytes written */
export function generateJsonLines(
  file: string,
  size: { readonly records?: number; readonly bytes?: number },
  seed = 1,
): { records: number; bytes: number } {
  const source = new Source(seed);
  const handle = openSync(file, 'w');
  let records = 0;
  let bytes = 0;
  let pending = '';
  const flush = (): void => {
    bytes += writeSync(handle, pending);
    pending = '';
  };
  while (
    (size.records === undefined || records < size.records) &&
    (size.bytes === undefined || bytes < size.bytes)
  ) {
    pending += `${JSON.stringify(source.next())}\n`;
    records++;
    if (pending.length > FLUSH_BYTES) flush();
  }
  flush();
  closeSync(handle);
  return { records, bytes: statSync(file).size };
}
