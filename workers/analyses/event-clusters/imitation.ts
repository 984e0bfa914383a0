/** Programs that pose as others: a name one character off, or a system program's name in a strange folder. */
import { fileNameOf } from '#workers/algorithms/command-template.ts';
import { LookAlikes } from '#workers/algorithms/look-alike.ts';

/** Programs that Windows keeps in System32 (and its twins); elsewhere they are copies or impostors. */
const systemPrograms = [
  'svchost lsass csrss smss services wininit winlogon conhost dllhost spoolsv taskhost taskhostw',
  'taskhostex taskeng lsaiso lsm sihost fontdrvhost rundll32 regsvr32 wscript cscript mshta userinit',
  'logonui certutil bitsadmin schtasks wuauclt taskmgr msiexec tasklist whoami',
].flatMap((line) => line.split(' '));

/** Names that are worth imitating though they lie in many places. */
const popularPrograms = [
  'explorer powershell wmiprvse runtimebroker searchindexer msmpeng outlook winword powerpnt chrome',
  'firefox iexplore msedge onedrive teams python',
].flatMap((line) => line.split(' '));

const systemFolder =
  /^(?:[a-z]:|\\device\\harddiskvolume\d+|\\systemroot|%systemroot%|%windir%)?\\?(?:windows\\)?(?:system32|syswow64|sysnative|winsxs|servicing|sysarm32)\\/;

const systemNames = new Set(systemPrograms);

/** Shorter names are alike by chance: net and net1. */
const LEAST_NAME = 5;

/** Tells impostors. */
export class Impostors {
  private readonly lookAlikes: LookAlikes;

  /** @param frequent file names that are common in the evidence itself */
  constructor(frequent: readonly string[]) {
    const stems = frequent.map((name) => stemOf(name));
    this.lookAlikes = new LookAlikes([...systemPrograms, ...popularPrograms, ...stems], LEAST_NAME);
  }

  /** How the program at `path` poses as another, in words, or undefined. */
  of(path: string): string | undefined {
    const lower = path.toLowerCase();
    if (!lower.endsWith('.exe')) return undefined;
    const stem = stemOf(lower);
    if (systemNames.has(stem) && lower.includes('\\') && !systemFolder.test(lower)) {
      return `named ${stem}.exe, but outside Windows\\System32`;
    }
    const twin = this.lookAlikes.of(stem);
    return twin === undefined ? undefined : `named like ${twin}.exe, one character off`;
  }
}

function stemOf(path: string): string {
  return fileNameOf(path)
    .toLowerCase()
    .replace(/\.exe$/, '');
}
