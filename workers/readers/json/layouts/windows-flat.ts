/**
 * Windows events with the fields of EventData beside those of the system, in one flat object: what
 * NXLog writes and the Security-Datasets project publishes, and what Sentinel exports. Which name
 * stands for what is data; the fields of EventData keep Microsoft's names in all of them.
 */
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { eventDataOf } from '../../csv/payload.ts';
import { firstMember, isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { recordNumber } from './layout.ts';
import type { Layout } from './layout.ts';

/** Names in order of preference. */
interface FlatNames {
  readonly code: readonly string[];
  readonly provider: readonly string[];
  readonly channel: readonly string[];
  readonly computer: readonly string[];
  readonly userSid: readonly string[];
  readonly level: readonly string[];
  readonly keywords: readonly string[];
  readonly recordId: readonly string[];
  readonly time: readonly string[];
}

interface FlatLayout extends FlatNames {
  readonly id: string;
  readonly label: string;
  readonly knownBy: string;
  readonly times: string;
  readonly fits: (row: JsonObject) => boolean;
}

const empty: JsonObject = {};

class FlatRecord implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  private row: JsonObject = empty;
  /** Event data that came in one member; undefined: not looked at yet. */
  private opened: ReadonlyMap<string, string> | undefined;
  private readonly names: FlatNames;

  constructor(names: FlatNames) {
    this.names = names;
  }

  load(row: JsonObject): void {
    const { names } = this;
    this.row = row;
    this.opened = undefined;
    this.code = textOf(firstMember(row, names.code)) ?? '';
    this.provider = textOf(firstMember(row, names.provider)) ?? '';
    this.channel = textOf(firstMember(row, names.channel)) ?? '';
    this.computer = textOf(firstMember(row, names.computer)) ?? '';
    this.userSid = textOf(firstMember(row, names.userSid)) ?? '';
    this.level = textOf(firstMember(row, names.level)) ?? '';
    this.keywords = maskText(firstMember(row, names.keywords));
  }

  data(name: string): string | undefined {
    const value = this.row[name];
    if (typeof value === 'string') return value;
    if (value === undefined) return this.inside(name);
    // NXLog's own ProcessID (a number) is the logging process, not the event's.
    return name === 'ProcessID' && typeof value === 'number' ? undefined : textOf(value);
  }

  /** The tables Event and WindowsEvent have the event's own fields in one, as JSON or XML. */
  private inside(name: string): string | undefined {
    const data = this.row['EventData'] ?? this.row['ParameterXml'];
    if (data === undefined) return undefined;
    if (isObject(data)) return textOf(data[name]);
    this.opened ??= typeof data === 'string' ? eventDataOf(data) : new Map<string, string>();
    return this.opened.get(name);
  }
}

/** Keywords as number have lost their low bits, the audit bits among the high ones are exact. */
function maskText(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : '';
  return textOf(value) ?? '';
}

/** Makes a layout from names. */
function flatLayout(names: FlatLayout): Layout {
  const record = new FlatRecord(names);
  return {
    id: names.id,
    label: names.label,
    knownBy: names.knownBy,
    times: names.times,
    utc: false,
    fits: names.fits,
    timeOf: (row) => firstMember(row, names.time),
    read: (row, { batch }) => {
      record.load(row);
      normaliseWindows(record, batch);
      return recordNumber(firstMember(row, names.recordId));
    },
  };
}

/**
 * `EventTime` is local time without a zone; `@timestamp`, where a collector added it, is UTC.
 * `EventReceivedTime` is never taken: it is the collector's.
 */
export const mordorLayout = flatLayout({
  id: 'mordor',
  label: 'Windows events, flat (NXLog, Security-Datasets)',
  knownBy: '`EventID` with `Hostname` or `SourceName`, event data beside them',
  times: '`@timestamp` (UTC), `TimeCreated`, or `EventTime`, which has no zone',
  fits: (row) =>
    row['EventID'] !== undefined &&
    (row['Hostname'] !== undefined || row['SourceName'] !== undefined),
  code: ['EventID'],
  provider: ['SourceName', 'ProviderName'],
  channel: ['Channel'],
  computer: ['Hostname', 'Computer'],
  userSid: ['UserID'],
  level: ['Level', 'Severity'],
  keywords: ['EventType', 'Keywords'],
  recordId: ['RecordNumber', 'EventRecordID'],
  time: ['@timestamp', 'TimeCreated', 'EventTime'],
});

/** Sentinel's SecurityEvent and Event tables. */
export const sentinelLayout = flatLayout({
  id: 'sentinel',
  label: 'Windows events of Microsoft Sentinel',
  knownBy: '`EventID`, `Computer`, `TimeGenerated`',
  times: '`TimeGenerated`, ISO 8601',
  fits: (row) =>
    row['EventID'] !== undefined &&
    row['Computer'] !== undefined &&
    row['TimeGenerated'] !== undefined,
  code: ['EventID'],
  provider: ['EventSourceName', 'Source'],
  channel: ['Channel', 'EventLog'],
  computer: ['Computer'],
  userSid: [],
  level: ['Level', 'EventLevelName'],
  keywords: ['Keywords'],
  recordId: ['EventRecordId'],
  time: ['TimeGenerated', 'TimeCollected'],
});
