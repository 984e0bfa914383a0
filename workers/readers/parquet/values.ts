/** Values of Parquet columns as JSON has them: exact whole numbers and decimals, times in ISO 8601 with their digits. */
import { isoTime } from '#contract/time.ts';
import type { SchemaElement } from './plan.ts';

const MAX_DEPTH = 64;
/** Days that the calendar of `Date` has on either side of 1970. */
const MAX_DAYS = 100_000_000;
const MAX_US = 8_640_000_000_000_000_000n;
const utf8 = new TextDecoder();

/** How a decoder turns primitive values of one column into ours. */
export function parsersOf(element: SchemaElement): Record<string, (value: never) => unknown> {
  const logical = element.logical_type;
  const isLocal = logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC;
  const zone = isLocal ? '' : 'Z';
  return {
    timestampFromMilliseconds: (ms: bigint) => instant(ms * 1000n, 0, 3, zone),
    timestampFromMicroseconds: (us: bigint) => instant(us, 0, 6, zone),
    timestampFromNanoseconds: (ns: bigint) => {
      const below = ((ns % 1000n) + 1000n) % 1000n;
      return instant((ns - below) / 1000n, Number(below), 9, zone);
    },
    dateFromDays: (days: number) =>
      Math.abs(days) <= MAX_DAYS
        ? new Date(days * 86_400_000).toISOString().replace(/T.*/, '')
        : days,
    stringFromBytes: text,
    jsonFromBytes: json,
    geometryFromBytes: hex,
    geographyFromBytes: hex,
  };
}

function instant(timeUs: bigint, nanos: number, digits: number, zone: string): unknown {
  if (timeUs > MAX_US || timeUs < -MAX_US) return timeUs;
  return isoTime(Number(timeUs), digits, nanos).slice(0, -1) + zone;
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : utf8.decode(bytes);
}

function json(bytes: Uint8Array | undefined): unknown {
  const source = text(bytes);
  try {
    return source === undefined ? undefined : (JSON.parse(source) as unknown);
  } catch {
    return source;
  }
}

function hex(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString('hex');
}

/** Kinds of values that the decoder would round or refuse: they come as they are stored. */
export function isRaw({ converted_type: type, logical_type: logical }: SchemaElement): boolean {
  return (
    type === 'DECIMAL' || logical?.type === 'DECIMAL' || type === 'BSON' || type === 'INTERVAL'
  );
}

/** A value that came as it is stored: a decimal with all its digits, other bytes in hex. */
export function rawValue(value: unknown, element: SchemaElement): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rawValue(item, element));
  if (value === undefined || value === null) return value;
  const isDecimal =
    element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL';
  if (!isDecimal) return value;
  const whole = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint);
  return decimalText(whole, element.scale ?? 0);
}

/** Two's complement, the high byte first. */
function signed(bytes: Uint8Array): bigint {
  if (bytes.length === 0 || bytes.length > 64) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex(bytes)!}`));
}

function decimalText(whole: bigint, scale: number): string {
  if (!(scale > 0 && scale <= 64)) return String(whole);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A decoded value as JSON has it; undefined for nothing. Whole numbers past 2^53 become text. */
export function jsonValue(value: unknown, depth = 1): unknown {
  if (value === undefined || value === null || depth > MAX_DEPTH) return undefined;
  if (typeof value === 'bigint') {
    return value >= -9007199254740991n && value <= 9007199254740991n
      ? Number(value)
      : String(value);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return hex(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (Array.isArray(value)) return value.map((item: unknown) => jsonValue(item, depth + 1) ?? null);
  if (typeof value !== 'object') return value;
  const out = Object.create(null) as Record<string, unknown>;
  for (const [name, item] of Object.entries(value)) out[name] = jsonValue(item, depth + 1);
  return out;
}
