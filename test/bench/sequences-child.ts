/**
 * Sequences on generated features, in a process of its own so that its memory is its own: sessions of
 * ten commands out of two thousand, given to the room as the pool would.
 */
import { sequencesRoom } from '#workers/analyses/sequences/room.ts';
import type { SliceFeatures } from '#workers/analyses/sequences/features.ts';
import { completeParams } from '#workers/analyses/params.ts';
import { SeededRandom } from '#workers/base/random.ts';

const SESSION_COMMANDS = 10;
const COMMANDS = 2000;
const SLICE = 20_000;
const SESSIONS_PER_IDENTITY = 50;

/** Slices of steps: a command is mostly followed by one of a few. */
function slices(sessions: number, seed: number): SliceFeatures[] {
  const random = new SeededRandom(seed);
  const steps = sessions * SESSION_COMMANDS;
  const commands = Array.from({ length: COMMANDS }, (_, at) => `Command-${at}`);
  const identities = Math.ceil(sessions / SESSIONS_PER_IDENTITY);
  const parts: SliceFeatures[] = [];
  let command = 0;
  for (let from = 0; from < steps; from += SLICE) {
    const length = Math.min(SLICE, steps - from);
    const own = new Map<number, number>();
    const identity = new Int32Array(length);
    const timeUs = new Float64Array(length);
    const codes = new Int32Array(length);
    for (let at = 0; at < length; at++) {
      const session = Math.floor((from + at) / SESSION_COMMANDS);
      // Identities take turns, so that their events lie scattered as in real logs.
      const who = session % identities;
      const number = own.get(who) ?? own.size;
      own.set(who, number);
      identity[at] = number;
      timeUs[at] = 1.7e15 + session * 3.6e9 + ((from + at) % SESSION_COMMANDS) * 1e6;
      command =
        random.unit() < 0.9 ? (command * 7 + random.below(8)) % COMMANDS : random.below(COMMANDS);
      codes[at] = command;
    }
    parts.push({
      steps: {
        events: Int32Array.from({ length }, (_, at) => from + at + 1),
        timeUs,
        nanos: new Uint16Array(length),
        digits: new Uint8Array(length),
        identity,
        command: codes,
      },
      identities: Array.from(own.keys(), (who) => [`user${who}`, `10.0.${who >> 8}.${who & 255}`]),
      excluded: [],
      commands,
      parameters: undefined,
      ...{ seen: length, withoutTime: 0, withoutCommand: 0, unreadable: 0 },
    });
  }
  return parts;
}

const [sessions = '100000', training = 'all'] = process.argv.slice(2);
const parts = slices(Number(sessions), 5);
const params = completeParams(sequencesRoom.contract, { recipe: 'exchange-admin', training });
let lastCheckMs = performance.now();
let longestMs = 0;
const begun = performance.now();
const { tables } = sequencesRoom.compute(parts, params, {
  onProgress: () => undefined,
  checkCancelled: () => {
    const now = performance.now();
    longestMs = Math.max(longestMs, now - lastCheckMs);
    lastCheckMs = now;
  },
});
const wallMs = performance.now() - begun;
process.stdout.write(
  JSON.stringify({
    wallMs,
    sessions: tables['sessions']?.rows,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    longestMs,
  }),
);
