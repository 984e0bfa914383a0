/**
 * A row as a Windows event, for `normalise/windows.ts`: which columns are the system's is said by the
 * profile; where the event's own fields lie (in columns, in one cell as JSON, XML or message text) too.
 */
import { splitAccount } from '#workers/normalise/values.ts';
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import { plainName } from '../mapping/plain-name.ts';
import type { RowCells } from './cells.ts';
import { firstPosition } from './columns.ts';

/** Plain names (`a|b` in order of preference) of the columns that all events have. */
export interface SystemColumns {
  readonly provider?: string;
  readonly code?: string;
  readonly channel?: string;
  readonly computer?: string;
  readonly userSid?: string;
  readonly level?: string;
  readonly keywords?: string;
}

/** Where the event's own fields are. */
export interface EventFields {
  /** Columns under Microsoft's names hold them. */
  readonly inColumns: boolean;
  /** Cells that hold them all, in order of preference, and how such a cell is read. */
  readonly inCells?: readonly {
    readonly names: string;
    readonly open: (cell: string, code: string) => ReadonlyMap<string, string>;
  }[];
  /** Column with the account that the event is about, the target of logons and the subject of all else. */
  readonly account?: string;
}

type Known = keyof SystemColumns;
const knownNames = [
  'provider',
  'code',
  'channel',
  'computer',
  'userSid',
  'level',
  'keywords',
] as const satisfies readonly Known[];

/** The present row. One object for all rows of a chunk. */
export class WindowsRow implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  private cells: RowCells | undefined;
  private opened: ReadonlyMap<string, string> | undefined;
  private readonly inColumns: boolean;
  private readonly inCells: readonly {
    readonly at: number;
    readonly open: (cell: string, code: string) => ReadonlyMap<string, string>;
  }[];
  private readonly positions = new Map<string, number>();
  /** Positions by the name that a normaliser asks with, -1 = no such column. */
  private readonly asked = new Map<string, number>();
  private readonly at: Readonly<Record<Known, number>>;
  private readonly accountAt: number;

  constructor(columns: readonly string[], system: SystemColumns, fields: EventFields) {
    const plain = columns.map(plainName);
    for (const [at, name] of plain.entries()) {
      if (!this.positions.has(name)) this.positions.set(name, at);
    }
    const positionOf = (names: string | undefined): number =>
      names === undefined ? -1 : firstPosition(names, plain);
    const at = knownNames.map((name) => [name, positionOf(system[name])] as const);
    this.at = Object.fromEntries(at) as Record<Known, number>;
    this.inColumns = fields.inColumns;
    this.accountAt = positionOf(fields.account);
    this.inCells = (fields.inCells ?? [])
      .map(({ names, open }) => ({ at: positionOf(names), open }))
      .filter((cell) => cell.at >= 0);
  }

  take(cells: RowCells): void {
    this.cells = cells;
    this.opened = undefined;
    this.code = this.of('code');
    this.channel = this.of('channel');
    this.computer = this.of('computer');
    this.provider = this.of('provider');
    this.userSid = this.of('userSid');
    this.level = this.of('level');
    this.keywords = this.of('keywords');
  }

  data(name: string): string | undefined {
    if (this.inColumns) {
      const value = this.inColumn(name);
      if (value !== '') return value;
    }
    if (this.inCells.length > 0) {
      this.opened ??= this.open();
      const value = this.opened.get(name);
      if (value !== undefined) return value;
    }
    return this.accountAt < 0 ? undefined : this.fromAccount(name);
  }

  private inColumn(name: string): string {
    let at = this.asked.get(name);
    if (at === undefined) {
      at = this.positions.get(name.toLowerCase()) ?? -1;
      this.asked.set(name, at);
    }
    return at < 0 ? '' : this.cells!.cell(at);
  }

  /** The first cell that holds fields. */
  private open(): ReadonlyMap<string, string> {
    for (const { at, open } of this.inCells) {
      const fields = open(this.cells!.cell(at), this.code);
      if (fields.size > 0) return fields;
    }
    return none;
  }

  private fromAccount(name: string): string | undefined {
    const side = logonCodes.has(this.code) ? 'Target' : 'Subject';
    if (name !== `${side}UserName` && name !== `${side}DomainName`) return undefined;
    const account = splitAccount(this.cells!.cell(this.accountAt));
    const value = name.endsWith('UserName') ? account?.name : account?.domain;
    return value === '' ? undefined : value;
  }

  private of(known: Known): string {
    const at = this.at[known];
    return at < 0 ? '' : this.cells!.cell(at);
  }
}

const none: ReadonlyMap<string, string> = new Map();
const logonCodes: ReadonlySet<string> = new Set(['4624', '4625', '4634', '4647', '4768', '4769']);
