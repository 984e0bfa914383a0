/** What is told of an event's time: the text it was read from, by which rule, how fine, how corrected. */
import type { EventDetail } from '#contract/api.ts';
import { clockOffsetText } from '#contract/clocks.ts';
import { parseIsoUs, zonedText } from '../ui/zoned-time.ts';

export interface TimePair {
  readonly label: string;
  readonly value: string;
  /** The evidence's own letters or digits: monospace. */
  readonly isExact: boolean;
}

/** Lines in the order in which they explain one another; [] without a time. */
export function timePairs({ time }: EventDetail, zone: string): readonly TimePair[] {
  if (time.stored === '') return [];
  const exact = (label: string, value: string): TimePair => ({ label, value, isExact: true });
  const words = (label: string, value: string): TimePair => ({ label, value, isExact: false });
  const { correction } = time;
  const written =
    time.text === ''
      ? [words('time as written', 'not found in the record as it is kept')]
      : [exact('time as written', time.text), words('read from', time.field)];
  const corrected =
    correction === undefined
      ? []
      : [
          exact('stored', storedText(time.stored, zone)),
          words(
            'clock corrected',
            `${clockOffsetText(correction.offsetUs)} for ${correction.host}${correction.reason === '' ? '' : `: ${correction.reason}`}`,
          ),
        ];
  return [
    ...written,
    words('zone rule', time.zoneRule),
    words('precision', time.precision),
    ...corrected,
  ];
}

function storedText(stored: string, zone: string): string {
  if (zone === 'UTC') return stored;
  return `${stored}\n${zonedText(parseIsoUs(stored), zone, 6)} ${zone}`;
}
