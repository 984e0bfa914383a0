import { test } from 'vitest';
import { eventRows, runRoom, tableOf } from '#test/support/run-room.ts';
import { processEvents, logonEvents } from '#test/support/cluster-reference.ts';
import { eventClustersRoom } from '#workers/analyses/event-clusters/room.ts';
import { logonClustersRoom } from '#workers/analyses/logon-clusters/room.ts';
import { completeParams } from '#workers/analyses/params.ts';
import { SeededRandom } from '#workers/base/random.ts';
import { encodeWire } from '#contract/codec.ts';
const quiet = { onProgress: () => undefined, checkCancelled: () => undefined };
const r = new SeededRandom(1);
const hex = (n: number) => Array.from({ length: n }, () => r.below(16).toString(16)).join('');
const base = processEvents();
const progs = Array.from({ length: 400 }, (_, i) => `C:\\Program Files\\Vendor ${i % 40}\\Agent\\tool${hex(3)}${i}.exe`);
const make = (i: number, hard: boolean) => {
  if (!hard && r.below(3) > 0) return { ...base[r.below(base.length)]! };
  const p = progs[Math.min(399, Math.floor(400 * r.unit() ** 3))]!;
  return { '@timestamp': '2024-05-01T10:00:00.123Z', 'host.name': `H${r.below(500)}`, 'user.name': `u${r.below(900)}`, 'winlog.logon.id': r.below(2) ? '0x3e7' : '0x' + hex(5), 'process.executable': p, 'process.command_line': `"${p}" -run ${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)} /port:${r.below(60000)} --mode=${'abcdefgh'[r.below(8)]} job${['alpha','beta','gamma','delta'][r.below(4)]}${hard ? ' w' + 'abcdefghijklmnopqrstuvwxyz'[r.below(26)] + 'abcdefghijklmnopqrstuvwxyz'[r.below(26)] + 'xyz'[r.below(3)] : ''}`, 'process.parent.executable': progs[r.below(20)]! };
};
const N = Number(process.env.N ?? 200000);
for (const hard of [false, true]) for (const method of ['published', 'templates'])
test(`${method} ${hard}`, () => {
  const params = completeParams(eventClustersRoom.contract, { method });
  const parts = []; let f = 0;
  for (let at = 0; at < N; at += 20000) { const rows = eventRows(Array.from({ length: 20000 }, (_, i) => make(i, hard)), at + 1); const t = performance.now(); parts.push(eventClustersRoom.featurize(rows, params, quiet)); f += performance.now() - t; }
  const t = performance.now(); const o = eventClustersRoom.compute(parts, params, quiet); const c = performance.now() - t;
  let bytes = 0; for (const b of Object.values(o.tables)) bytes += encodeWire(b).length;
  const t2 = performance.now(); eventClustersRoom.explain((n) => tableOf(o, n), [0], 30);
  console.log(method, hard, JSON.stringify(o.summary), 'featurize ms', f | 0, 'compute ms', c | 0, 'explain', (performance.now() - t2) | 0, 'MB', (bytes / 1e6) | 0);
}, 600000);
for (const method of ['published', 'profiles']) test(`logon ${method}`, () => {
  const params = completeParams(logonClustersRoom.contract, { method });
  const parts = []; let f = 0; const lb = logonEvents();
  for (let at = 0; at < N; at += 20000) { const rows = eventRows(Array.from({ length: 20000 }, () => ({ ...lb[r.below(14)]!, 'user.name': `u${r.below(5000)}`, 'source.ip': `10.${r.below(3)}.${r.below(250)}.${r.below(250)}`, '@timestamp': `2024-05-01T${String(r.below(24)).padStart(2, '0')}:00:00Z` })), at + 1); const t = performance.now(); parts.push(logonClustersRoom.featurize(rows, params, quiet)); f += performance.now() - t; }
  const t = performance.now(); const o = logonClustersRoom.compute(parts, params, quiet);
  console.log('logon', method, JSON.stringify(o.summary), 'featurize ms', f | 0, 'compute ms', (performance.now() - t) | 0);
}, 600000);
