/** Writes Windows events the way a log forwarder does: one JSON object a line, event data flat beside the system fields. */
import { isoTime } from '#contract/time.ts';
import type { SeededRandom } from '#workers/base/random.ts';
import { DNS, DOMAIN, SID_DOMAIN, addresses, servers } from './demo-people.ts';

export interface Line {
  readonly timeUs: number;
  readonly text: string;
}

/** Who acts. `system` has logon id 0x3e7. */
export interface Actor {
  readonly user: string;
  readonly domain: string;
  readonly sid: string;
  readonly logonId: string;
}

export const SYSTEM: Actor = {
  user: 'SYSTEM',
  domain: 'NT AUTHORITY',
  sid: 'S-1-5-18',
  logonId: '0x3e7',
};

export interface Started {
  readonly guid: string;
  readonly pid: number;
  readonly image: string;
  readonly commandLine: string;
  readonly host: string;
  readonly actor: Actor;
}

/** Where an event is written. */
export interface LogSource {
  readonly host: string;
  readonly channel: string;
  readonly provider: string;
  readonly code: number;
}

/** Subject of a logon over the network. */
const NOBODY = {
  SubjectUserSid: 'S-1-0-0',
  SubjectUserName: '-',
  SubjectDomainName: '-',
  SubjectLogonId: '0x0',
};
const SYSMON = 'Microsoft-Windows-Sysmon/Operational';

export class DemoWriter {
  readonly lines: Line[] = [];
  private readonly random: SeededRandom;
  private readonly recordNumbers = new Map<string, number>();

  constructor(random: SeededRandom) {
    this.random = random;
  }

  /** A process creation: servers audit it (Security 4688), workstations leave it to Sysmon (1). */
  start(
    timeUs: number,
    host: string,
    actor: Actor,
    process: { image: string; commandLine: string; parent: Started | string },
  ): Started {
    const { image, commandLine, parent } = process;
    const parentImage = typeof parent === 'string' ? parent : parent.image;
    const parentPid = typeof parent === 'string' ? 4 * this.between(150, 400) : parent.pid;
    const started = {
      guid: this.guid(),
      pid: 4 * this.between(400, 4000),
      image,
      commandLine,
      host,
      actor,
    };
    if (isServer(host)) {
      this.security(timeUs, host, 4688, {
        SubjectUserSid: actor.sid,
        SubjectUserName: actor.user,
        SubjectDomainName: actor.domain,
        SubjectLogonId: actor.logonId,
        NewProcessId: hex(started.pid),
        NewProcessName: image,
        TokenElevationType: '%%1936',
        ProcessId: hex(parentPid),
        CommandLine: commandLine,
        ParentProcessName: parentImage,
      });
    } else {
      this.sysmon(timeUs, 1, started, {
        CommandLine: commandLine,
        CurrentDirectory: 'C:\\Windows\\system32\\',
        ParentProcessGuid:
          typeof parent === 'string' ? `{${this.plainGuid(parentImage + host)}}` : parent.guid,
        ParentProcessId: parentPid,
        ParentImage: parentImage,
        ParentCommandLine: typeof parent === 'string' ? parentImage : parent.commandLine,
        LogonId: actor.logonId,
      });
    }
    return started;
  }

  /** Any Sysmon event of a running process. */
  sysmon(
    timeUs: number,
    code: number,
    by: Started,
    data: Readonly<Record<string, string | number>>,
  ): void {
    const source = { host: by.host, channel: SYSMON, provider: 'Microsoft-Windows-Sysmon', code };
    this.put(timeUs, source, {
      UtcTime: isoTime(timeUs, 3).replace('T', ' ').replace('Z', ''),
      ProcessGuid: by.guid,
      ProcessId: by.pid,
      Image: by.image,
      User: `${by.actor.domain}\\${by.actor.user}`,
      ...data,
    });
  }

  /** A connection: Sysmon 3. */
  connect(timeUs: number, by: Started, target: string): void {
    const [ip = '', port = ''] = target.split(':');
    this.sysmon(timeUs, 3, by, {
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIp: addresses[by.host] ?? '',
      SourcePort: this.between(49_152, 65_000),
      DestinationIp: ip,
      DestinationPort: Number(port),
    });
  }

  /** A successful logon: Security 4624. */
  logon(
    timeUs: number,
    host: string,
    who: Actor,
    how: { type: number; process: string; packageName: string; from?: string },
  ): void {
    const source = how.from ?? '';
    this.security(timeUs, host, 4624, {
      ...(how.type === 3 ? NOBODY : subjectOf(host)),
      TargetUserSid: who.sid,
      TargetUserName: who.user,
      TargetDomainName: who.domain,
      TargetLogonId: who.logonId,
      LogonType: how.type,
      LogonProcessName: how.process,
      AuthenticationPackageName: how.packageName,
      WorkstationName: source === '' ? '-' : source,
      IpAddress: addresses[source] ?? '-',
      IpPort: source === '' ? '-' : this.between(49_152, 65_000),
    });
  }

  /** Any Security event. */
  security(
    timeUs: number,
    host: string,
    code: number,
    data: Readonly<Record<string, string | number>>,
  ): void {
    const provider = 'Microsoft-Windows-Security-Auditing';
    this.put(timeUs, { host, channel: 'Security', provider, code }, data);
  }

  /** Any event of another log. */
  put(
    timeUs: number,
    { host, channel, provider, code }: LogSource,
    data: Readonly<Record<string, string | number>>,
  ): void {
    const log = `${host} ${channel}`;
    const record = (this.recordNumbers.get(log) ?? 1000) + 1;
    this.recordNumbers.set(log, record);
    const text = JSON.stringify({
      '@timestamp': isoTime(timeUs, 3),
      Hostname: `${host}.${DNS}`,
      Channel: channel,
      SourceName: provider,
      EventID: code,
      RecordNumber: record,
      Severity: 'INFO',
      ...data,
    });
    this.lines.push({ timeUs, text });
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + this.random.below(high - low + 1);
  }

  /** A GUID in braces. */
  guid(): string {
    const part = (): string => this.between(0, 0xffff).toString(16).padStart(4, '0');
    return `{${part()}${part()}-${part()}-${part()}-${part()}-${part()}${part()}${part()}}`;
  }

  /** Always the same GUID for the same name: long-lived parents. */
  private plainGuid(name: string): string {
    let hash = 7;
    for (const letter of name) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
    const part = hash.toString(16).padStart(8, '0');
    return `${part}-0001-0002-0003-00000000${part.slice(0, 4)}`;
  }
}

/** Account of the demo domain. */
export function domainActor(user: string, sidEnd: number, logonId: string): Actor {
  return { user, domain: DOMAIN, sid: `${SID_DOMAIN}-${sidEnd}`, logonId };
}

/** Subject of a logon that the machine itself asks for. */
function subjectOf(host: string): typeof NOBODY {
  return {
    SubjectUserSid: 'S-1-5-18',
    SubjectUserName: `${host}$`,
    SubjectDomainName: DOMAIN,
    SubjectLogonId: '0x3e7',
  };
}

function isServer(host: string): boolean {
  return servers.some((server) => server === host);
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
