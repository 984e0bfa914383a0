/** Logons counted by account and type, and by hour: pure functions over the room's tables. */
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { zoneOffsetUs } from '../../ui/zoned-time.ts';
import { numbersOf, textOf, textsOf } from '../whole-table.ts';

export interface AccountRow {
  /** '' = no account. */
  readonly account: string;
  /** By type, in the order of `types`. */
  readonly counts: readonly number[];
  readonly total: number;
}

export interface AccountMatrix {
  /** -1 = logons without a type. */
  readonly types: readonly {
    readonly type: number;
    readonly name: string;
    readonly total: number;
  }[];
  /** Busiest account first. */
  readonly rows: readonly AccountRow[];
  readonly most: number;
}

/** The table `counts` as accounts × types. */
export function accountMatrix(counts: ColumnBlock): AccountMatrix {
  const accounts = textsOf(counts, 'account');
  const names = textsOf(counts, 'logonTypeName');
  const types = numbersOf(counts, 'logonType');
  const values = numbersOf(counts, 'count');
  const byType = new Map<number, { type: number; name: string; total: number }>();
  const byAccount = new Map<string, Map<number, number>>();
  for (let row = 0; row < counts.rows; row++) {
    const type = types[row] ?? -1;
    const count = values[row] ?? 0;
    const known = byType.get(type) ?? { type, name: textOf(names, row) ?? 'none', total: 0 };
    byType.set(type, { ...known, total: known.total + count });
    const account = textOf(accounts, row) ?? '';
    const own = byAccount.get(account) ?? new Map<number, number>();
    byAccount.set(account, own.set(type, (own.get(type) ?? 0) + count));
  }
  const ordered = [...byType.values()].sort((a, b) => a.type - b.type);
  const rows = [...byAccount].map(([account, own]): AccountRow => {
    const ofTypes = ordered.map(({ type }) => own.get(type) ?? 0);
    return { account, counts: ofTypes, total: ofTypes.reduce((sum, count) => sum + count, 0) };
  });
  rows.sort((a, b) => b.total - a.total || (a.account < b.account ? -1 : 1));
  const most = rows.reduce((max, { counts: own }) => Math.max(max, ...own), 0);
  return { types: ordered, rows, most };
}

/** How strongly a cell is tinted, 0…1: by order of magnitude, as counts differ by that. */
export function heat01(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0;
  return most === 1 ? 1 : 0.15 + 0.85 * (Math.log(count) / Math.log(most));
}

export interface HourCounts {
  /** 24 counts of all logons, and of the chosen ones. */
  readonly all: Int32Array;
  readonly chosen: Int32Array;
  readonly timeless: number;
}

/**
 * Logons by hour of the day in a zone.
 * @param chosen rows that are counted a second time
 */
export function hourCounts(
  timesUs: Float64Array,
  zone: string,
  chosen: ReadonlySet<number>,
): HourCounts {
  const counts = { all: new Int32Array(24), chosen: new Int32Array(24), timeless: 0 };
  timesUs.forEach((timeUs, row) => {
    const hour = hourOf(timeUs, zone);
    if (hour < 0) {
      counts.timeless++;
      return;
    }
    counts.all[hour] = (counts.all[hour] ?? 0) + 1;
    if (chosen.has(row)) counts.chosen[hour] = (counts.chosen[hour] ?? 0) + 1;
  });
  return counts;
}

const HOUR_US = 3_600_000_000;

/** Hour of the day in a zone, -1 without a time. */
export function hourOf(timeUs: number, zone: string): number {
  if (!Number.isFinite(timeUs)) return -1;
  const local = timeUs + zoneOffsetUs(timeUs, zone);
  return ((Math.floor(local / HOUR_US) % 24) + 24) % 24;
}

/** Rows of one account and type. */
export function rowsOfCell(events: ColumnBlock, account: string, type: number): readonly number[] {
  const accounts: TextColumn = textsOf(events, 'account');
  const types = numbersOf(events, 'LogonType');
  const rows: number[] = [];
  for (let row = 0; row < events.rows; row++) {
    if ((textOf(accounts, row) ?? '') === account && types[row] === type) rows.push(row);
  }
  return rows;
}
