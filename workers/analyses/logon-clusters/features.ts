/** Logons → what both methods and a logon's card need of them. */
import type { TextColumn } from '#contract/block.ts';
import type { EventRows, RoomContext } from '../room.ts';
import type { SliceBase } from '../slices.ts';
import { accountText, joinBases, joinInts, joinText, sliceBase } from '../slices.ts';
import { compactText, textColumn } from '../table-columns.ts';

/** Text of a logon by what it says. */
const textNames = [
  'account',
  'userName',
  'domain',
  'sid',
  'session',
  'subject',
  'subjectSid',
  'logonProcess',
  'authentication',
  'sourceAddress',
  'sourceHost',
  'host',
  'status',
] as const;

/** What of a logon is text. */
export type LogonText = (typeof textNames)[number];

/** Logons of a slice, or of all slices joined. */
export interface LogonFeatures extends SliceBase {
  readonly texts: Readonly<Record<LogonText, TextColumn>>;
  /** Logon type, -1 = none. */
  readonly type: Int32Array;
  /** Hour of the UTC time, 0…23, -1 = no time. */
  readonly hour: Int32Array;
}

/** Records between two questions whether to go on. */
const CHECK_EVERY = 512;

/** Features of one slice. */
export function logonFeatures(rows: EventRows, context: RoomContext): LogonFeatures {
  return {
    ...sliceBase(rows),
    texts: {
      account: accountText(rows),
      userName: compactText(rows.text('user.name')),
      domain: compactText(rows.text('user.domain')),
      sid: compactText(rows.text('user.id')),
      session: compactText(rows.text('winlog.logon.id')),
      ...recordTexts(rows, context),
      logonProcess: compactText(rows.text('winlog.logon.process')),
      authentication: compactText(rows.text('winlog.logon.authentication')),
      sourceAddress: compactText(rows.text('source.ip')),
      sourceHost: compactText(rows.text('source.domain')),
      host: compactText(rows.text('host.name')),
    },
    type: rows.int('winlog.logon.type').slice(),
    hour: Int32Array.from(rows.timeUs, hourOf),
  };
}

const HOUR_US = 3_600_000_000;

/** A time without zone in the evidence is kept as written, so this is the hour as written too. */
function hourOf(timeUs: number): number {
  if (Number.isNaN(timeUs)) return -1;
  return ((Math.floor(timeUs / HOUR_US) % 24) + 24) % 24;
}

/** What only the kept record says: who asked for the logon, and a status. */
function recordTexts(
  rows: EventRows,
  context: RoomContext,
): Pick<LogonFeatures['texts'], 'subject' | 'subjectSid' | 'status'> {
  const subjects: (string | undefined)[] = [];
  const sids: (string | undefined)[] = [];
  const statuses: (string | undefined)[] = [];
  const read = fieldReader();
  for (let row = 0; row < rows.rows; row++) {
    if (row % CHECK_EVERY === 0) context.checkCancelled();
    const fields = rows.fields(row);
    const name = read(fields, 'SubjectUserName');
    const domain = read(fields, 'SubjectDomainName');
    subjects.push(
      name === undefined ? undefined : domain === undefined ? name : `${domain}/${name}`,
    );
    sids.push(read(fields, 'SubjectUserSid'));
    statuses.push(read(fields, 'Status'));
  }
  return {
    subject: textColumn(subjects),
    subjectSid: textColumn(sids),
    status: textColumn(statuses),
  };
}

/** Fields by Microsoft's name, whatever the collector put before it: `winlog.event_data.`, `Event.EventData.`, nothing. */
function fieldReader(): (fields: ReadonlyMap<string, string>, name: string) => string | undefined {
  /** Full names found so far: a log writes them all alike. */
  const found = new Map<string, string>();
  return (fields, name) => {
    const known = fields.get(found.get(name) ?? name) ?? fields.get(name);
    if (known !== undefined) return known === '' ? undefined : known;
    const suffix = `.${name}`;
    for (const [full, value] of fields) {
      if (!full.endsWith(suffix)) continue;
      found.set(name, full);
      return value === '' ? undefined : value;
    }
    return undefined;
  };
}

/** All slices as one. */
export function joinLogons(parts: readonly LogonFeatures[]): LogonFeatures {
  const joined = textNames.map(
    (name) => [name, joinText(parts.map(({ texts }) => texts[name]))] as const,
  );
  return {
    ...joinBases(parts),
    texts: Object.fromEntries(joined) as Record<LogonText, TextColumn>,
    type: joinInts(parts.map(({ type }) => type)),
    hour: joinInts(parts.map(({ hour }) => hour)),
  };
}
