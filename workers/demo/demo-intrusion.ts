/**
 * The planted intrusion: a document on WS03 opens a way in, a look-alike of svchost beacons out,
 * credentials are dumped, an administrator's account appears on the file server by NTLM in a way
 * nobody there ever logs on, and an archive leaves. Every room has something of it to find.
 */
import { DAY_BEGINS_US, MINUTE_US } from './demo-day.ts';
import { domainActor, type DemoWriter, type Started } from './demo-writer.ts';

const SYSTEM32 = 'C:\\Windows\\System32';
const LOOK_ALIKE = 'C:\\Users\\m.keller\\AppData\\Local\\Temp\\svchots.exe';
/** RFC 5737 documentation address. */
const BEACON = '203.0.113.45:443';

/** Writes the intrusion into the day. */
export function intrusion(writer: DemoWriter): void {
  const victim = domainActor('m.keller', 1106, '0x4be42');
  let at = DAY_BEGINS_US + 217 * MINUTE_US;
  const later = (seconds: number): number =>
    (at += seconds * 1_000_000 + writer.between(0, 999_999));
  const run = (image: string, commandLine: string, parent: Started | string): Started =>
    writer.start(later(writer.between(2, 40)), 'WS03', victim, { image, commandLine, parent });

  const word = run(
    'C:\\Program Files\\Office\\WINWORD.EXE',
    '"C:\\Program Files\\Office\\WINWORD.EXE" /n "C:\\Users\\m.keller\\Downloads\\Overdue invoice 7731.docm"',
    'C:\\Windows\\explorer.exe',
  );
  const shell = run(
    `${SYSTEM32}\\cmd.exe`,
    'cmd.exe /c powershell -nop -w hidden -enc SQBFAFgAKABOAGUAdwAtAE8AYgBqAGUAYwB0ACkA',
    word,
  );
  const power = run(
    `${SYSTEM32}\\WindowsPowerShell\\v1.0\\powershell.exe`,
    'powershell -nop -w hidden -enc SQBFAFgAKABOAGUAdwAtAE8AYgBqAGUAYwB0ACkA',
    shell,
  );
  writer.connect(later(1), power, BEACON);
  writer.sysmon(later(1), 11, power, { TargetFilename: LOOK_ALIKE });
  const beacon = run(LOOK_ALIKE, `"${LOOK_ALIKE}" -k netsvcs`, power);
  writer.sysmon(later(1), 13, beacon, {
    EventType: 'SetValue',
    TargetObject:
      'HKU\\S-1-5-21-1004336348-1177238915-682003330-1106\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\HostUpdate',
    Details: LOOK_ALIKE,
  });
  for (let i = 0; i < 40; i++) writer.connect(later(58), beacon, BEACON);
  discover(run, beacon);
  dump(writer, run, beacon, later);
  at = spread(writer, at);
  const packer = run(
    'C:\\Users\\m.keller\\AppData\\Local\\Temp\\rr.exe',
    'rr.exe a -hpQ7v -m5 C:\\Users\\Public\\a.dat \\\\FILE01\\finance$\\*',
    beacon,
  );
  for (let i = 0; i < 25; i++)
    writer.sysmon(later(1), 11, packer, { TargetFilename: 'C:\\Users\\Public\\a.dat' });
  for (let i = 0; i < 12; i++) writer.connect(later(2), beacon, BEACON);
}

function discover(
  run: (image: string, commandLine: string, parent: Started | string) => Started,
  beacon: Started,
): void {
  run(`${SYSTEM32}\\whoami.exe`, 'whoami /groups', beacon);
  run(`${SYSTEM32}\\net.exe`, 'net group "Domain Admins" /domain', beacon);
  run(`${SYSTEM32}\\nltest.exe`, 'nltest /dclist:northwind', beacon);
  run(
    `${SYSTEM32}\\cmd.exe`,
    'cmd.exe /c dir \\\\FILE01\\finance$ /s > C:\\Users\\Public\\l.txt',
    beacon,
  );
}

function dump(
  writer: DemoWriter,
  run: (image: string, commandLine: string, parent: Started | string) => Started,
  beacon: Started,
  later: (seconds: number) => number,
): void {
  const dumper = run(
    `${SYSTEM32}\\rundll32.exe`,
    'rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump 668 C:\\Users\\Public\\d.tmp full',
    beacon,
  );
  writer.sysmon(later(1), 10, dumper, {
    SourceImage: dumper.image,
    SourceProcessGUID: dumper.guid,
    TargetImage: `${SYSTEM32}\\lsass.exe`,
    GrantedAccess: '0x1fffff',
  });
  writer.sysmon(later(1), 11, dumper, { TargetFilename: 'C:\\Users\\Public\\d.tmp' });
}

/** On to the file server with stolen credentials, at 02:13 UTC of the next night. */
function spread(writer: DemoWriter, at: number): number {
  const night = Math.max(at, DAY_BEGINS_US + (20 * 60 + 13) * MINUTE_US);
  const admin = domainActor('adm.backup', 1120, '0xd41c7a');
  writer.logon(night, 'FILE01', admin, {
    type: 3,
    process: 'NtLmSsp ',
    packageName: 'NTLM',
    from: 'WS03',
  });
  writer.logon(night + 5_000_000, 'DC01', admin, {
    type: 10,
    process: 'User32 ',
    packageName: 'Negotiate',
    from: 'WS03',
  });
  const services = {
    host: 'FILE01',
    channel: 'System',
    provider: 'Service Control Manager',
    code: 7045,
  };
  writer.put(night + 7_000_000, services, {
    ServiceName: 'qhzvkr',
    ImagePath: '%SystemRoot%\\qhzvkr.exe',
    ServiceType: 'user mode service',
    StartType: 'demand start',
    AccountName: 'LocalSystem',
  });
  writer.start(
    night + 8_000_000,
    'FILE01',
    { ...admin, logonId: '0x3e7' },
    {
      image: 'C:\\Windows\\qhzvkr.exe',
      commandLine: 'C:\\Windows\\qhzvkr.exe',
      parent: `${SYSTEM32}\\services.exe`,
    },
  );
  return night + 60_000_000;
}
