/** What preparing a CSV found: plain data, kept with the evidence and sent to every parsing thread. */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { TimeForm, ValueReading } from '#contract/mapping.ts';
import type { DateOrder } from '#workers/normalise/time-parser.ts';
import type { CsvDialect } from '../framing/csv.ts';

/** How a cell becomes a value of its column. */
export type CellReading = ValueReading;

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
  /** How they are written; `seconds`: whole ones since `epochUs`, as research data counts them. */
  readonly form: TimeForm;
  readonly epochUs?: number;
  /** Column with the zone of each row's time. */
  readonly zoneAt?: number;
}

/** One of several times in a row, each of which makes an event. */
export interface RowTime {
  readonly at: number;
  /** The column's name in the file; the event's `timestamp_desc`. */
  readonly name: string;
  /** `event.action` of the event. */
  readonly action: string;
  /** For dates such as 7/8/2019, as a spreadsheet leaves them when it saves a table. */
  readonly order: DateOrder;
  /** Columns with the file that this time is about, the first filled one counts; none: the row's own. */
  readonly paths: readonly number[];
}

export interface CsvState {
  readonly dialect: CsvDialect;
  /** Unique names in the order of the file. */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** Id of the profile that reads the rows. */
  readonly profile: string;
  readonly time: TimeColumns | undefined;
  /** Set when a row has several times: then its documents have a last cell that names the event's. */
  readonly each?: readonly RowTime[];
  readonly mapped: readonly MappedColumn[];
}

/** The state as it came back from storage or a thread. */
export function csvState(state: unknown): CsvState {
  return state as CsvState;
}
