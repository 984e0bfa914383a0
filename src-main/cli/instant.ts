/** Instants as people type them: ISO 8601 with as little as a date; without a zone they are UTC. */
import { epochUs, type EpochUs } from '#contract/time.ts';
import { usageError } from './usage.ts';

const shape =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** Microseconds since the epoch; digits below the microsecond are cut. Throws `usage`. */
export function instantUs(text: string, option: string, command: string): EpochUs {
  const match = shape.exec(text.trim());
  if (match === null) throw notATime(text, option, command);
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const [, , , , , , , fraction = '', zone = 'Z'] = match;
  const date = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const wholeMs = Date.parse(date);
  // Date.parse takes 31 February for 3 March.
  const isReal =
    !Number.isNaN(wholeMs) && new Date(wholeMs).toISOString().startsWith(date.slice(0, 19));
  if (!isReal) throw notATime(text, option, command);
  const belowUs = Number(fraction.padEnd(6, '0').slice(0, 6));
  return epochUs(wholeMs * 1000 + belowUs - offsetMinutes(zone) * 60_000_000);
}

function offsetMinutes(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

function notATime(text: string, option: string, command: string): Error {
  return usageError(
    `${option} takes a time such as 2026-03-01, 2026-03-01T08:15:00Z or 2026-03-01T09:15+01:00, not "${text}".`,
    command,
  );
}
