/** What preparing a CSV found: plain data, kept with the evidence and sent to every parsing thread. */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import type { CsvDialect } from '../framing/csv.ts';

/** How a cell becomes a value of its column. */
export type CellReading =
  'text' | 'number' | 'address' | 'account' | 'code' | 'level' | 'logon-type' | 'outcome';

/** One column of the file for one column of events. */
export interface MappedColumn {
  /** Position in the row, from 0. */
  readonly at: number;
  readonly target: EventColumnName;
  readonly reading: CellReading;
}

/** Where the times are. */
export interface TimeColumns {
  /** One position, or two for date and clock apart. */
  readonly at: readonly number[];
  /** For dates such as 7/8/2019. */
  readonly order: DateOrder;
  /** Whole seconds from a beginning that nobody says, as research data has them. */
  readonly relative: boolean;
}

/**
 * Who reads the rows: `windows` for exports of Windows events with their own fields, `defender-xdr`
 * for advanced hunting, `generic` by the names of the columns.
 */
export type CsvProfile = 'generic' | 'windows' | 'defender-xdr';

export interface CsvState {
  readonly dialect: CsvDialect;
  /** Unique names in the order of the file. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  readonly profile: CsvProfile;
  readonly time: TimeColumns | undefined;
  readonly mapped: readonly MappedColumn[];
}

/** The state as it came back from storage or a thread. */
export function csvState(state: unknown): CsvState {
  return state as CsvState;
}
