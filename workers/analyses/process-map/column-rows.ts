/**
 * Tokens of events in ECS columns: Sysmon, the Security log, Defender, anything that names the
 * acting process. Text is looked at once per slice and value, not once per event.
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import { fileNameOf } from '#workers/algorithms/command-template.ts';
import type { EventRows } from '../room.ts';
import {
  LABEL_COMMAND_LINE,
  LABEL_DEVICE_PATH,
  LABEL_IMAGE_PATH,
  isDevicePath,
} from './token-collector.ts';
import type { TokenCollector } from './token-collector.ts';
import type { Instant } from './time-spans.ts';
import {
  accountCategories,
  childColumns,
  creationActions,
  deedColumns,
  parentColumns,
  recordTokens,
} from './token-schemas.ts';
import type { ColumnToken, Reading } from './token-schemas.ts';

/** Ports that systems draw by lot begin here (IANA's dynamic ports). */
const FIRST_DYNAMIC_PORT = 49_152;
const DYNAMIC_PORTS = '49152-65535';

/** A row → its token, or -1. */
type TokenOf = (row: number) => number;

/** The texts of a column by row; undefined where missing. */
type TextOf = (row: number) => string | undefined;

export class ColumnRows {
  private readonly rows: EventRows;
  private readonly collector: TokenCollector;
  private readonly hosts: TextOf;
  private readonly categories: TextOf;
  private readonly actions: TextOf;
  private readonly providers: TextOf;
  private readonly codes: TextOf;
  private readonly commandLines: TextOf;
  private readonly own: Side;
  private readonly parent: Side;
  private readonly deeds: readonly TokenOf[];
  private readonly parentTokens: readonly TokenOf[];
  private readonly childTokens: readonly TokenOf[];
  private readonly account: TokenOf;
  private readonly targetAccount: TokenOf;

  constructor(rows: EventRows, collector: TokenCollector) {
    this.rows = rows;
    this.collector = collector;
    this.hosts = textOf(rows, 'host.name');
    this.categories = textOf(rows, 'event.category');
    this.actions = textOf(rows, 'event.action');
    this.providers = textOf(rows, 'event.provider');
    this.codes = textOf(rows, 'event.code');
    this.commandLines = textOf(rows, 'process.command_line');
    this.own = {
      ids: textOf(rows, 'process.entity_id'),
      images: textOf(rows, 'process.executable'),
      pids: rows.int('process.pid'),
    };
    this.parent = {
      ids: textOf(rows, 'process.parent.entity_id'),
      images: textOf(rows, 'process.parent.executable'),
      pids: rows.int('process.parent.pid'),
    };
    const tokensOf = (columns: readonly ColumnToken[]): readonly TokenOf[] =>
      columns.map((column) => tokenOf(rows, column, collector));
    this.deeds = tokensOf(deedColumns);
    this.parentTokens = tokensOf(parentColumns);
    this.childTokens = tokensOf(childColumns);
    this.account = accountToken(rows, ['user.domain', 'user.name'], collector);
    this.targetAccount = accountToken(rows, ['user.target.domain', 'user.target.name'], collector);
  }

  /** @returns false when the event names no acting process */
  collect(row: number, time: Instant): boolean {
    const action = this.actions(row);
    if (action !== undefined && creationActions.has(action)) return this.creation(row, time);
    const process = this.processOf(row, this.own);
    if (process < 0) return false;
    this.noteImage(process, this.own.images(row));
    this.collector.row(process, this.rows.ids[row]!, time);
    for (const token of this.deeds) this.add(token(row));
    if (action === undefined) this.add(this.namelessDeed(row));
    else this.addRecordToken(row, action);
    if (accountCategories.has(this.categories(row) ?? '')) {
      this.add(this.account(row));
      this.add(this.targetAccount(row));
    }
    return true;
  }

  /** Two rows: what the parent did, what the child is. */
  private creation(row: number, time: Instant): boolean {
    const id = this.rows.ids[row]!;
    const parent = this.processOf(row, this.parent);
    if (parent >= 0) {
      this.noteImage(parent, this.parent.images(row));
      this.collector.row(parent, id, time);
      for (const token of this.parentTokens) this.add(token(row));
    }
    const child = this.processOf(row, this.own);
    if (child >= 0) {
      this.collector.label(child, LABEL_COMMAND_LINE, this.commandLines(row));
      this.noteImage(child, this.own.images(row));
      this.collector.row(child, id, time);
      for (const token of this.childTokens) this.add(token(row));
      this.add(this.account(row));
    }
    return parent >= 0 || child >= 0;
  }

  /**
   * Number of a process, or -1. A GUID names it for good. Without one it is known by host, process
   * id and the file name of its image: ids are used again, and one log writes drive letters where
   * another writes devices, but the file name is the same.
   */
  private processOf(row: number, side: Side): number {
    const host = this.hosts(row) ?? '';
    const pid = side.pids[row]!;
    // Id 0 stands for "no process" wherever it is written.
    const place = pid > 0 ? `${host} pid ${pid}`.trimStart() : '';
    const guid = side.ids(row);
    if (guid !== undefined && !isNullGuid(guid)) {
      return this.collector.process({ key: guid, lasting: true, host, place });
    }
    if (place === '') return -1;
    const program = fileNameOf(side.images(row) ?? '').toLowerCase();
    const key = program === '' ? place : `${place} ${program}`;
    return this.collector.process({ key, lasting: false, host, place });
  }

  private noteImage(process: number, image: string | undefined): void {
    if (image === undefined) return;
    this.collector.image(process, image);
    const rank = isDevicePath(image) ? LABEL_DEVICE_PATH : LABEL_IMAGE_PATH;
    this.collector.label(process, rank, image);
  }

  /** An event that has no name in the tables is known by its provider and code. */
  private namelessDeed(row: number): number {
    const name = [this.providers(row), this.codes(row)].filter((part) => part !== undefined);
    return name.length === 0 ? -1 : this.collector.token('action', name.join(' '));
  }

  private addRecordToken(row: number, action: string): void {
    const wanted = recordTokens.get(action);
    if (wanted === undefined) return;
    const [name, kind] = wanted;
    for (const [field, value] of this.rows.fields(row)) {
      if (value === '' || (field !== name && !field.endsWith(`.${name}`))) continue;
      this.add(this.collector.token(kind, readAs('folded', value)));
      return;
    }
  }

  private add(token: number): void {
    if (token >= 0) this.collector.add(token);
  }
}

/** The acting process, or its parent. */
interface Side {
  readonly ids: TextOf;
  readonly images: TextOf;
  readonly pids: Int32Array;
}

/** Sysmon writes this for a process that it did not see start. */
function isNullGuid(guid: string): boolean {
  return /^\{?[0-]+\}?$/.test(guid);
}

function textOf(rows: EventRows, name: EventColumnName): TextOf {
  const { ids, values } = rows.text(name);
  return (row) => values[ids[row]!];
}

/** Tokens of a column, each made when its first row asks for it. */
function tokenOf(
  rows: EventRows,
  { column, kind, reading }: ColumnToken,
  collector: TokenCollector,
): TokenOf {
  if (reading === 'port') {
    const ports = rows.int(column);
    return (row) => (ports[row]! < 0 ? -1 : collector.token(kind, portText(ports[row]!)));
  }
  const { ids, values } = rows.text(column);
  const tokens = new Int32Array(values.length).fill(-1);
  return (row) => {
    const id = ids[row]!;
    if (id < 0) return -1;
    if (tokens[id]! < 0) tokens[id] = collector.token(kind, readAs(reading, values[id]!));
    return tokens[id]!;
  };
}

function portText(port: number): string {
  return port >= FIRST_DYNAMIC_PORT ? DYNAMIC_PORTS : String(port);
}

function readAs(reading: Reading, value: string): string {
  return reading === 'folded' ? value.toLowerCase() : value;
}

/** `DOMAIN\name` of two columns, in lower case: loggers differ in it. */
function accountToken(
  rows: EventRows,
  [domain, name]: readonly [EventColumnName, EventColumnName],
  collector: TokenCollector,
): TokenOf {
  const domains = textOf(rows, domain);
  const names = textOf(rows, name);
  return (row) => {
    const user = names(row);
    if (user === undefined) return -1;
    const account = `${domains(row) ?? ''}\\${user}`.replace(/^\\/, '');
    return collector.token('user-domain', account.toLowerCase());
  };
}
