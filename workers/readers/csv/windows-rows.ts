/**
 * Rows that are Windows events: SecurityEvent of Log Analytics and Sentinel, which has event data in
 * columns under Microsoft's own names, and EvtxECmd and WindowsEvent, which have it in one column
 * as JSON. Columns that an export left out are made up for where another says the same.
 */
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { splitAccount } from '#workers/normalise/values.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';
import type { RowCells } from './cells.ts';
import { plainName } from './columns.ts';
import type { RowReader } from './generic-rows.ts';
import { payloadNames } from './mapping.ts';
import { eventDataOf } from './payload.ts';

const SECURITY_PROVIDER = 'Microsoft-Windows-Security-Auditing';

/** A reader for rows with these columns. */
export function windowsRows(columns: readonly string[], batch: BatchBuilder): RowReader {
  const row = new WindowsRow(columns);
  return (cells) => {
    row.take(cells);
    normaliseWindows(row, batch);
  };
}

/** The present row as a Windows event. One object for all rows. */
class WindowsRow implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  private cells: RowCells | undefined;
  private payload: ReadonlyMap<string, string> | undefined;
  private readonly positions = new Map<string, number>();
  /** Positions by the name that a normaliser asks with, -1 = no such column. */
  private readonly asked = new Map<string, number>();
  private readonly at: Readonly<Record<Known, number>>;
  private readonly payloadAt: number;

  constructor(columns: readonly string[]) {
    for (const [at, column] of columns.entries()) {
      const name = plainName(column);
      if (!this.positions.has(name)) this.positions.set(name, at);
    }
    this.at = {
      provider: this.first('provider', 'providername', 'eventsourcename', 'sourcename', 'source'),
      code: this.first('eventid'),
      channel: this.first('channel', 'eventlog', 'logname'),
      computer: this.first('computer', 'hostname'),
      userSid: this.first('userid', 'usersid', 'systemuserid'),
      level: this.first('eventlevelname', 'level'),
      keywords: this.first('keywords'),
      account: this.first('account'),
    };
    this.payloadAt = this.first(...payloadNames);
  }

  take(cells: RowCells): void {
    this.cells = cells;
    this.payload = undefined;
    this.code = this.of('code');
    this.channel = this.of('channel');
    this.computer = this.of('computer');
    this.provider = this.of('provider');
    this.userSid = this.of('userSid');
    this.level = this.of('level');
    this.keywords = this.of('keywords');
    if (this.provider === '' && this.channel === '') {
      // The SecurityEvent table holds nothing else and often says neither.
      this.provider = SECURITY_PROVIDER;
      this.channel = 'Security';
    }
  }

  data(name: string): string | undefined {
    let at = this.asked.get(name);
    if (at === undefined) {
      at = this.positions.get(name.toLowerCase()) ?? -1;
      this.asked.set(name, at);
    }
    const value = at < 0 ? '' : this.cells!.cell(at);
    if (value !== '') return value;
    if (this.payloadAt >= 0) return this.payloadValue(name);
    return this.at.account < 0 ? undefined : this.fromAccount(name);
  }

  private payloadValue(name: string): string | undefined {
    this.payload ??= eventDataOf(this.cells!.cell(this.payloadAt));
    return this.payload.get(name);
  }

  /** `Account` is the target of logons and the subject of everything else. */
  private fromAccount(name: string): string | undefined {
    const side = logonCodes.has(this.code) ? 'Target' : 'Subject';
    if (name !== `${side}UserName` && name !== `${side}DomainName`) return undefined;
    const account = splitAccount(this.of('account'));
    const value = name.endsWith('UserName') ? account?.name : account?.domain;
    return value === '' ? undefined : value;
  }

  private of(known: Known): string {
    const at = this.at[known];
    return at < 0 ? '' : this.cells!.cell(at);
  }

  private first(...names: readonly string[]): number {
    const name = names.find((candidate) => this.positions.has(candidate));
    return name === undefined ? -1 : this.positions.get(name)!;
  }
}

type Known =
  'provider' | 'code' | 'channel' | 'computer' | 'userSid' | 'level' | 'keywords' | 'account';

const logonCodes: ReadonlySet<string> = new Set(['4624', '4625', '4634', '4647', '4768', '4769']);
