/** EVTX: records per second from file to closed case. The log is the project's own making: logons and process starts from templates, as Windows packs them. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { SeededRandom } from '#workers/base/random.ts';
import {
  ChunkWriter,
  dataTemplate,
  event,
  evtxFile,
  value,
  type Value,
} from '#test/support/evtx-writer.ts';
import { importElsewhere, median, megabytes, perSecond, tell } from './measure.ts';

const CHUNK_BYTES = 65_536;
/** Room that a record must find in its chunk. */
const RECORD_BYTES = 2200;
const LOGON = dataTemplate([
  'SubjectUserSid',
  'SubjectUserName',
  'TargetUserName',
  'TargetDomainName',
  'TargetLogonId',
  'LogonType',
  'LogonProcessName',
  'AuthenticationPackageName',
  'WorkstationName',
  'IpAddress',
  'IpPort',
]);
const START = dataTemplate([
  'SubjectUserSid',
  'SubjectUserName',
  'SubjectDomainName',
  'SubjectLogonId',
  'NewProcessId',
  'NewProcessName',
  'ProcessId',
  'CommandLine',
  'ParentProcessName',
]);

function values(random: SeededRandom, isLogon: boolean): readonly Value[] {
  const user = `user${random.below(90)}`;
  return isLogon
    ? [
        value.text('S-1-0-0'),
        value.text('-'),
        value.text(user),
        value.text('BENCH'),
        value.text(`0x${random.below(1e6).toString(16)}`),
        value.uint32(3),
        value.text('Kerberos'),
        value.text('Kerberos'),
        value.text('-'),
        value.text(`10.1.0.${random.below(250)}`),
        value.text(String(49_152 + random.below(9000))),
      ]
    : [
        value.text('S-1-5-18'),
        value.text(user),
        value.text('BENCH'),
        value.text('0x3e7'),
        value.text(`0x${random.below(9000).toString(16)}`),
        value.text(`C:\\Windows\\System32\\tool${random.below(300)}.exe`),
        value.text(`0x${random.below(9000).toString(16)}`),
        value.text(`tool.exe --job ${random.below(1e6)} --quiet`),
        value.text('C:\\Windows\\System32\\services.exe'),
      ];
}

function generateEvtx(file: string, records: number): number {
  const random = new SeededRandom(3);
  const handle = openSync(file, 'w');
  writeSync(handle, evtxFile([]));
  let id = 1;
  while (id <= records) {
    const chunk = new ChunkWriter();
    let end = 512;
    while (id <= records && end < CHUNK_BYTES - RECORD_BYTES) {
      const isLogon = random.below(3) > 0;
      const inside = { template: isLogon ? LOGON : START, values: values(random, isLogon) };
      const time = new Date(Date.UTC(2026, 0, 5) + id * 37).toISOString().replace('Z', '1234Z');
      const { at, size } = chunk.add(event(id, inside, { code: isLogon ? 4624 : 4688, time }));
      end = at + size;
      id++;
    }
    writeSync(handle, chunk.finish());
  }
  closeSync(handle);
  return id - 1;
}

/** Median of three imports, beside the Python reader where there is one. */
export function evtxRate(folder: string): void {
  const file = path.join(folder, 'bench.evtx');
  const records = generateEvtx(file, 300_000);
  const runs = [1, 2, 3].map(() => importElsewhere(path.join(folder, 'evtx.loupe'), file));
  const ms = median(runs.map(({ wallMs }) => wallMs).sort((a, b) => a - b));
  const rate = (records / ms) * 1000;
  tell({
    what: 'EVTX, file to closed case',
    measured: `${perSecond(records, ms)} (${records.toLocaleString('en')} records)`,
    yardstick: `≥ 30,000/s; case ${megabytes(runs[0]?.caseBytes ?? 0)}`,
    holds: rate >= 30_000,
  });
  againstPython(folder, rate);
}

/** Every record of a log as XML, as python-evtx gives it; prints how many there were and the seconds it took. */
const PYTHON = `
import sys, time
from Evtx.Evtx import Evtx
begun = time.perf_counter()
records = 0
with Evtx(sys.argv[1]) as log:
    for record in log.records():
        record.xml()
        records += 1
print(records, time.perf_counter() - begun)
`;

/** python-evtx over a small log of the same kind, in the same run. */
function againstPython(folder: string, rate: number): void {
  const file = path.join(folder, 'small.evtx');
  generateEvtx(file, 3000);
  const what = 'EVTX against python-evtx';
  for (const python of ['python3', '/usr/bin/python3']) {
    const { status, stdout } = spawnSync(python, ['-c', PYTHON, file], { encoding: 'utf8' });
    if (status !== 0) continue;
    const [records = NaN, seconds = NaN] = stdout.trim().split(' ').map(Number);
    const times = rate / (records / seconds);
    tell({
      what,
      measured: `${times.toFixed(0)} × its rate`,
      yardstick: `python-evtx ${perSecond(records, seconds * 1000)}: ≥ 50 ×`,
      holds: times >= 50,
    });
    return;
  }
  tell({ what, measured: 'skipped', yardstick: 'needs Python 3 with python-evtx' });
}
