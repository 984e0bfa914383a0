/** Cutting what one identity did into sessions: by the gap to the event before and by length in all. */
import type { Instants } from './time-order.ts';

/** Limits in microseconds; what meets a limit exactly still belongs to the session. */
export interface SessionLimits {
  readonly maxSessionUs: number;
  readonly maxGapUs: number;
}

const CHECK_EVERY = 1 << 18;

/**
 * Where sessions begin. A new one begins with every identity, when the gap is more than its limit, and
 * when the time since the session's first event is more than its limit.
 * @param times of events sorted by identity, then time
 * @param identityStarts position of each identity's first event, and at its end the number of events
 * @returns position of each session's first event, and at its end the number of events
 */
export function sessionStarts(
  { timeUs, nanos }: Instants,
  identityStarts: Int32Array,
  { maxSessionUs, maxGapUs }: SessionLimits,
  check: () => void,
): Int32Array {
  const events = timeUs.length;
  const isStart = new Uint8Array(events);
  let sessions = 0;
  for (let identity = 0; identity + 1 < identityStarts.length; identity++) {
    let first = -1;
    for (let at = identityStarts[identity]!; at < identityStarts[identity + 1]!; at++) {
      if (at % CHECK_EVERY === 0) check();
      if (
        first < 0 ||
        elapsedUs(timeUs, nanos, at - 1, at) > maxGapUs ||
        elapsedUs(timeUs, nanos, first, at) > maxSessionUs
      ) {
        isStart[at] = 1;
        first = at;
        sessions++;
      }
    }
  }
  const starts = new Int32Array(sessions + 1);
  let end = 0;
  check();
  for (let at = 0; at < events; at++) if (isStart[at] === 1) starts[end++] = at;
  starts[end] = events;
  return starts;
}

/** Differences of whole microseconds are exact, so the nanoseconds are added afterwards. */
function elapsedUs(timeUs: Float64Array, nanos: Uint16Array, from: number, to: number): number {
  return timeUs[to]! - timeUs[from]! + (nanos[to]! - nanos[from]!) / 1000;
}
