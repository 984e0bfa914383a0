/**
 * Corrections of hosts' clocks. A rule lies beside the events and never changes them: whoever asks
 * sees stored time + offset for the events of the host, and stored times again once it is taken away.
 */

/** What the analyst says of one host's clock. */
export interface ClockRule {
  /** Value of `host.name`; letters' case does not matter. */
  readonly host: string;
  /** Microseconds to add to the host's times; negative when its clock was fast. Never 0. */
  readonly offsetUs: number;
  /** How the offset is known, in the analyst's words. */
  readonly reason: string;
}

/** All rules by host, and whether there is a change to take back. */
export interface Clocks {
  readonly rules: readonly ClockRule[];
  readonly canUndo: boolean;
}

/** Largest correction either way: ten years of 366 days. */
export const MAX_CLOCK_OFFSET_US = 3660 * 86_400_000_000;

const SECOND_US = 1_000_000;
const shape = /^([+-]?)(?:(\d{1,4})d\s?)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?$/;
const secondsShape = /^([+-]?)(\d{1,9})(?:[.,](\d{1,6}))?\s?s$/;

/** `+00:03:20`, `-2d 00:00:01.5`: sign, days when there are any, hours, minutes, seconds. */
export function clockOffsetText(offsetUs: number): string {
  const rest = Math.abs(offsetUs);
  const seconds = Math.floor(rest / SECOND_US);
  const days = Math.floor(seconds / 86_400);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fraction = String(rest % SECOND_US)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const clock = [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60)];
  return [
    offsetUs < 0 ? '-' : '+',
    days > 0 ? `${days}d ` : '',
    `${clock.map(two).join(':')}:${two(seconds % 60)}`,
    fraction === '' ? '' : `.${fraction}`,
  ].join('');
}

/**
 * An offset as people write it: `+00:03:20`, `-1:00` (an hour), `200s`, `+2d 04:00:00.5`.
 * @returns microseconds, undefined when the text is no offset or out of bounds
 */
export function clockOffsetUs(text: string): number | undefined {
  const trimmed = text.trim();
  const offsetUs = clockUs(shape.exec(trimmed)) ?? plainUs(secondsShape.exec(trimmed));
  if (offsetUs === undefined || offsetUs > MAX_CLOCK_OFFSET_US) return undefined;
  // Adding 0 makes one zero of the two.
  return (trimmed.startsWith('-') ? -offsetUs : offsetUs) + 0;
}

function clockUs(match: readonly (string | undefined)[] | null): number | undefined {
  if (match === null) return undefined;
  const [, , days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  return (whole * 60 + Number(seconds)) * SECOND_US + Number(fraction.padEnd(6, '0'));
}

function plainUs(match: readonly (string | undefined)[] | null): number | undefined {
  if (match === null) return undefined;
  const [, , seconds = '0', fraction = ''] = match;
  return Number(seconds) * SECOND_US + Number(fraction.padEnd(6, '0'));
}

/** Fraction digits of seconds that a correction needs, so that a corrected time can be shown whole. */
export function clockOffsetDigits(offsetUs: number): number {
  let rest = Math.abs(offsetUs) % SECOND_US;
  let digits = 6;
  while (digits > 0 && rest % 10 === 0) {
    rest /= 10;
    digits--;
  }
  return digits;
}

/** `WS01 +00:03:20` for each rule, for lines that say what was corrected. */
export function clockRulesText(rules: readonly ClockRule[]): string {
  return rules.map(({ host, offsetUs }) => `${host} ${clockOffsetText(offsetUs)}`).join(', ');
}
