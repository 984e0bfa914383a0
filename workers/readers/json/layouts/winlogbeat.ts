/**
 * ECS documents of Winlogbeat and its kin: nested or with dotted names, raw (all meaning in
 * `winlog.event_data`) or already normalised by Elastic's modules; and Winlogbeat 6, which had the
 * same fields at the top. What our own rules say of a Windows event wins over what the shipper said.
 */
import { fillEcsColumns, normaliseEcs } from '#workers/normalise/ecs.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { isObject, member, textOf, valueAt } from '../json-object.ts';
import type { JsonObject } from '../json-object.ts';
import { recordNumber } from './layout.ts';
import type { Layout } from './layout.ts';

const empty: JsonObject = {};

class WinlogRecord implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  private row: JsonObject = empty;
  private eventData: JsonObject = empty;
  private userData: JsonObject = empty;
  /** Set when names are dotted: then fields lie at the top under this prefix. */
  private prefix = '';

  load(row: JsonObject): void {
    const winlog = isObject(row['winlog']) ? row['winlog'] : undefined;
    const dotted = winlog === undefined && row['winlog.event_id'] !== undefined;
    const read = (name: string, old: string): unknown =>
      winlog?.[name] ?? (dotted ? row[`winlog.${name}`] : row[old]);
    this.row = row;
    this.prefix = dotted ? 'winlog.event_data.' : '';
    this.eventData = objectOf(winlog?.['event_data'] ?? row['event_data']);
    this.userData = objectOf(winlog?.['user_data'] ?? row['user_data']);
    this.code = textOf(read('event_id', 'event_id')) ?? '';
    this.provider = textOf(read('provider_name', 'source_name')) ?? '';
    this.channel = textOf(read('channel', 'log_name')) ?? '';
    this.computer = textOf(read('computer_name', 'computer_name')) ?? hostName(row);
    this.userSid = textOf(member(read('user', 'user'), 'identifier')) ?? '';
    this.level = textOf(member(row['log'], 'level') ?? row['log.level'] ?? row['level']) ?? '';
    this.keywords = textOf(read('keywords', 'keywords')) ?? '';
  }

  data(name: string): string | undefined {
    if (this.prefix !== '') return textOf(this.row[this.prefix + name]);
    return textOf(this.eventData[name] ?? this.userData[name]);
  }
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : empty;
}

/** `host` may be an object, or a plain name in old versions. */
function hostName(row: JsonObject): string {
  const host = row['host'];
  return textOf(isObject(host) ? host['name'] : (row['host.name'] ?? host)) ?? '';
}

const record = new WinlogRecord();

export const winlogbeatLayout: Layout = {
  id: 'winlogbeat',
  label: 'Windows events of Winlogbeat or Elastic Agent (ECS)',
  knownBy: '`winlog.event_id`, or `event_id` with `log_name`',
  times: '`@timestamp`',
  utc: true,
  fits: (row) =>
    member(row['winlog'], 'event_id') !== undefined ||
    row['winlog.event_id'] !== undefined ||
    (row['event_id'] !== undefined && row['log_name'] !== undefined),
  timeOf: (row) => row['@timestamp'],
  read: (row, { batch }) => {
    fillEcsColumns(row, batch);
    record.load(row);
    normaliseWindows(record, batch);
    return recordNumber(
      member(row['winlog'], 'record_id') ?? row['winlog.record_id'] ?? row['record_number'],
    );
  },
};

/** ECS without Windows: endpoints, Linux, network sensors. */
export const ecsLayout: Layout = {
  id: 'ecs',
  label: 'Elastic Common Schema',
  knownBy: '`@timestamp` with `event.*` or `ecs.version`',
  times: '`@timestamp`',
  utc: true,
  fits: (row) =>
    row['@timestamp'] !== undefined &&
    (isObject(row['event']) ||
      isObject(row['ecs']) ||
      row['ecs.version'] !== undefined ||
      row['event.category'] !== undefined ||
      row['event.action'] !== undefined),
  timeOf: (row) => row['@timestamp'],
  read: (row, { batch }) => {
    normaliseEcs(row, batch);
    return recordNumber(valueAt(row, ['event', 'sequence']));
  },
};
