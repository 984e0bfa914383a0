/**
 * Hayabusa's timeline as JSON or JSON lines. A record is a match of a rule; the event that matched is
 * normalised from `Details` and `ExtraFieldInfo`, which are objects here, or text in old versions.
 */
import { columnOf } from '#contract/event-columns.ts';
import {
  hayabusaChannel,
  hayabusaDetails,
  hayabusaField,
  hayabusaLevel,
} from '#workers/normalise/hayabusa.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import { isObject, textOf } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { recordNumber } from './layout.ts';
import type { Layout } from './layout.ts';

const LEVEL = columnOf('log.level');
const RULE = columnOf('rule.name');

class Match implements WindowsRecord {
  provider = '';
  readonly userSid = '';
  readonly level = '';
  code = '';
  channel = '';
  computer = '';
  private details = new Map<string, string>();

  load(row: JsonObject): void {
    this.code = textOf(row['EventID'] ?? row['EID']) ?? '';
    this.channel = hayabusaChannel(textOf(row['Channel']) ?? '');
    this.computer = textOf(row['Computer']) ?? '';
    const isService = this.channel === 'System' && /^70\d\d$/.test(this.code);
    this.provider = textOf(row['Provider']) ?? (isService ? 'Service Control Manager' : '');
    this.details = new Map();
    // Later ones are the plainer ones: what Details says wins.
    for (const name of ['AllFieldInfo', 'ExtraFieldInfo', 'Details']) this.take(row[name]);
  }

  data(name: string): string | undefined {
    return hayabusaField(this.details, name, this.code);
  }

  private take(value: unknown): void {
    if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) this.put(name, textOf(item));
    } else if (typeof value === 'string') {
      for (const [name, text] of hayabusaDetails(value)) this.put(name, text);
    }
  }

  private put(name: string, text: string | undefined): void {
    if (text !== undefined) this.details.set(name, text);
  }
}

const match = new Match();

export const hayabusaLayout: Layout = {
  id: 'hayabusa',
  label: 'Hayabusa timeline (JSON, JSON lines)',
  knownBy: '`RuleTitle` with `EventID`, `Computer` and `Details` or `AllFieldInfo`',
  times: '`Timestamp`, local time with its offset or ISO 8601 Z',
  utc: false,
  fits: (row) =>
    row['RuleTitle'] !== undefined &&
    (row['EventID'] ?? row['EID'] ?? row['Details']) !== undefined,
  timeOf: (row) => row['Timestamp'] ?? row['datetime'],
  read: (row, { batch }) => {
    match.load(row);
    normaliseWindows(match, batch);
    batch.text(RULE, textOf(row['RuleTitle']));
    batch.text(LEVEL, hayabusaLevel(textOf(row['Level']) ?? ''));
    return recordNumber(row['RecordID']);
  },
};
