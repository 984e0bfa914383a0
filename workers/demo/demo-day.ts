/** An ordinary working day in the demo network: what repeats, repeats; the rest differs in details. */
import type { SeededRandom } from '#workers/base/random.ts';
import { DOMAIN, SID_DOMAIN, people, programs, servers, type Program } from './demo-people.ts';
import { SYSTEM, domainActor, type Actor, type DemoWriter } from './demo-writer.ts';

/** 2026-03-10T06:00:00Z: the day begins; fixed, so that the evidence is the same on every machine. */
export const DAY_BEGINS_US = Date.UTC(2026, 2, 10, 6) * 1000;
export const MINUTE_US = 60_000_000;
const HOURS = 12;
const DOCUMENTS = ['Budget', 'Offer', 'Minutes', 'Plan', 'Report', 'Invoice', 'Roster', 'Contract'];

/** Fills the day of every machine. */
export function ordinaryDay(writer: DemoWriter, random: SeededRandom): void {
  const hosts = [...people.map(({ host }) => host), ...servers];
  for (const host of hosts) {
    const person = people.find((candidate) => candidate.host === host);
    const actor =
      person === undefined
        ? SYSTEM
        : domainActor(
            person.user,
            person.sidEnd,
            `0x${(0x4a000 + person.sidEnd * 7).toString(16)}`,
          );
    for (let hour = 0; hour < HOURS; hour++) {
      for (const program of programs) {
        if (program.account === 'user' && person === undefined) continue;
        for (let i = 0; i < program.perHour; i++) {
          const timeUs = DAY_BEGINS_US + hour * 60 * MINUTE_US + random.below(60 * MINUTE_US);
          life(writer, random, {
            host,
            program,
            actor: program.account === 'system' ? SYSTEM : actor,
            timeUs,
          });
        }
      }
    }
    logons(writer, random, host, person === undefined ? undefined : actor);
  }
}

function life(
  writer: DemoWriter,
  random: SeededRandom,
  {
    host,
    program,
    actor,
    timeUs,
  }: { host: string; program: Program; actor: Actor; timeUs: number },
): void {
  const fill = filler(writer, random, actor);
  const started = writer.start(timeUs, host, actor, {
    image: program.image,
    commandLine: fill(program.commandLine),
    parent: program.parent,
  });
  let at = timeUs;
  const next = (): number => (at += 1000 * writer.between(5, 800));
  for (const module of program.loads)
    writer.sysmon(next(), 7, started, { ImageLoaded: module, Signed: 'true' });
  for (const file of program.files)
    writer.sysmon(next(), 11, started, { TargetFilename: fill(file) });
  for (const key of program.registry) {
    writer.sysmon(next(), 13, started, {
      EventType: 'SetValue',
      TargetObject: fill(key),
      Details: `DWORD (0x${random.below(9)})`,
    });
  }
  for (const target of program.talksTo) {
    for (let i = random.below(3); i >= 0; i--) writer.connect(next(), started, target);
  }
  writer.sysmon(next(), 5, started, {});
}

function filler(writer: DemoWriter, random: SeededRandom, actor: Actor): (text: string) => string {
  const values: Readonly<Record<string, string>> = {
    guid: writer.guid().slice(1, -1),
    n: String(writer.between(1000, 999_999)),
    doc: `${DOCUMENTS[random.below(DOCUMENTS.length)] ?? 'Note'} ${writer.between(1, 40)}`,
    time: `2026-03-0${writer.between(1, 9)}T${writer.between(10, 23)}:00`,
    user: actor.user,
    sid: actor.sid,
  };
  return (text) => text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function logons(
  writer: DemoWriter,
  random: SeededRandom,
  host: string,
  person: Actor | undefined,
): void {
  const when = (): number => DAY_BEGINS_US + random.below(HOURS * 60 * MINUTE_US);
  for (let i = 0; i < 60; i++) {
    writer.logon(when(), host, SYSTEM, { type: 5, process: 'Advapi  ', packageName: 'Negotiate' });
  }
  if (person !== undefined) {
    writer.logon(DAY_BEGINS_US + 90 * MINUTE_US + random.below(30 * MINUTE_US), host, person, {
      type: 2,
      process: 'User32 ',
      packageName: 'Negotiate',
    });
    for (let i = 0; i < 8; i++)
      writer.logon(when(), host, person, { type: 7, process: 'User32 ', packageName: 'Negotiate' });
    return;
  }
  for (const { user, sidEnd, host: from } of people) {
    for (let i = 0; i < 12; i++) {
      const who = domainActor(user, sidEnd, `0x${writer.between(0x90000, 0xfffff).toString(16)}`);
      writer.logon(when(), host, who, {
        type: 3,
        process: 'Kerberos',
        packageName: 'Kerberos',
        from,
      });
    }
  }
  for (const { host: from } of people) {
    const machine: Actor = {
      user: `${from}$`,
      domain: DOMAIN,
      sid: `${SID_DOMAIN}-${2000 + from.charCodeAt(3)}`,
      logonId: `0x${writer.between(0x90000, 0xfffff).toString(16)}`,
    };
    for (let i = 0; i < 10; i++)
      writer.logon(when(), host, machine, {
        type: 3,
        process: 'Kerberos',
        packageName: 'Kerberos',
        from,
      });
  }
}
