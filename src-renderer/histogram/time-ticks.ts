/** Ticks of a time axis at round times of the displayed zone, not of UTC. */
import { zonedText, zoneOffsetUs } from '../ui/zoned-time.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Steps up to weeks; beyond those, months are counted. */
const STEPS = [
  ...[1, 10, 100, 1000, 10_000, 100_000].flatMap((n) => [n, 2 * n, 5 * n]),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14].map((n) => n * DAY),
];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
const MONTH_US = 30.4 * DAY;

export interface TimeTick {
  readonly timeUs: number;
  readonly label: string;
}

/** At most `count` ticks within from…to, labelled as shortly as they can be told apart. */
export function timeTicks(
  fromUs: number,
  toUs: number,
  zone: string,
  count: number,
): readonly TimeTick[] {
  if (!(toUs > fromUs) || count < 1) return [];
  const wanted = (toUs - fromUs) / count;
  const step = STEPS.find((each) => each >= wanted);
  const times =
    step === undefined
      ? monthTicks(fromUs, toUs, zone, wanted)
      : evenTicks({ fromUs, toUs, zone, stepUs: step });
  const stepUs = step ?? MONTH_US;
  return times.map((timeUs, at) => ({ timeUs, label: tickLabel(timeUs, zone, stepUs, at === 0) }));
}

interface EvenTicks {
  readonly fromUs: number;
  readonly toUs: number;
  readonly zone: string;
  readonly stepUs: number;
}

function evenTicks({ fromUs, toUs, zone, stepUs }: EvenTicks): number[] {
  const times: number[] = [];
  const firstLocal = Math.ceil((fromUs + zoneOffsetUs(fromUs, zone)) / stepUs) * stepUs;
  for (let local = firstLocal; times.length < 1000; local += stepUs) {
    const timeUs = instantOf(local, zone);
    if (timeUs > toUs) break;
    // An hour that a clock change leaves out gives the same instant twice.
    if (timeUs >= fromUs && timeUs !== times.at(-1)) times.push(timeUs);
  }
  return times;
}

function monthTicks(fromUs: number, toUs: number, zone: string, wantedUs: number): number[] {
  const step = MONTH_STEPS.find((each) => each * MONTH_US >= wantedUs) ?? 1200;
  const start = new Date((fromUs + zoneOffsetUs(fromUs, zone)) / 1000);
  const first = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  const times: number[] = [];
  for (let month = first; times.length < 1000; month += step) {
    const local = Date.UTC(Math.floor(month / 12), month % 12, 1) * 1000;
    const timeUs = instantOf(local, zone);
    if (timeUs > toUs || Number.isNaN(timeUs)) break;
    if (timeUs >= fromUs) times.push(timeUs);
  }
  return times;
}

/** Local time → instant; around a clock change the offset before it is taken. */
function instantOf(localUs: number, zone: string): number {
  const guess = localUs - zoneOffsetUs(localUs, zone);
  return localUs - zoneOffsetUs(guess, zone);
}

function tickLabel(timeUs: number, zone: string, stepUs: number, first: boolean): string {
  const digits = stepUs >= SECOND ? 0 : stepUs >= 1000 ? 3 : 6;
  const text = zonedText(timeUs, zone, digits);
  const [day = '', clock = ''] = text.split(' ');
  if (stepUs >= MONTH_US) return day.slice(0, 7);
  if (stepUs >= DAY) return day;
  const short = stepUs >= MINUTE ? clock.slice(0, 5) : clock;
  // The first tick and every midnight say the day.
  return first || clock.startsWith('00:00:00') ? `${day} ${short}` : short;
}
