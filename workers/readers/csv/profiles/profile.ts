/**
 * What a profile is: one kind of table, told by the names of its columns, and what they mean. Mostly
 * data; `rows` is for what a list of columns cannot say. Names of columns are written plain, without
 * case, blanks and marks (`plainName` in `../columns.ts`).
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { DocumentField, FormatCard } from '../../reader.ts';
import type { RowCells } from '../cells.ts';
import type { ColumnRule } from '../columns.ts';

/** How a header is recognised. Words are separated by blanks; `a|b` is one of both. */
export interface HeaderRule {
  /** All of these are there. */
  readonly all: string;
  /** At least so many of these are there too. */
  readonly some?: { readonly least: number; readonly of: string };
  /** None of these is there. */
  readonly none?: string;
  /** Names as the file has them, marks and all, for names that a mark alone tells apart. */
  readonly exact?: readonly string[];
}

/** A table that is published without a header, told by its cells. */
export interface CellRule {
  /** Names as its documentation gives them. */
  readonly names: readonly string[];
  /** What each cell looks like, in every sampled row. */
  readonly cells: readonly RegExp[];
}

/** One of several times in a row. */
export interface TimeMeaning {
  readonly column: string;
  /** `event.action` of the event that it makes. */
  readonly action: string;
  /** Columns with the file that this time is about, in order of preference; absent: the row's own. */
  readonly path?: string;
}

/** Where the times are. */
export type TimeRule =
  | {
      /** One time in a row: the first of `names` (`date+time` for two columns) that holds times, else what the finder finds. */
      readonly kind: 'one';
      readonly names?: string;
      /** Times without an offset are UTC by the format's definition. */
      readonly utc?: boolean;
      /** Column with each row's zone. */
      readonly zone?: string;
    }
  | {
      /** Each filled column makes an event; equal times of equal meaning make one. All are UTC. */
      readonly kind: 'each';
      readonly meanings: readonly TimeMeaning[];
    };

/** A table as its rows are read. */
export interface RowSource {
  /** Names as in the file. */
  readonly columns: readonly string[];
  /** Position of the first of these plain names that the file has (`a|b`), -1 = none. */
  readonly at: (names: string) => number;
  readonly batch: BatchBuilder;
}

/** Reads the present row into the batch's present record. */
export type ReadRow = (cells: RowCells) => void;

/** What reads the rows of a chunk; made once per chunk. */
export interface RowReader {
  readonly read: ReadRow;
  /** Text of the row's time where it is no cell of its own; undefined: as the cells say. */
  readonly timeOf?: (cells: RowCells) => string | undefined;
  /** The record's own number; -1 = none. Absent: by the names of the columns. */
  readonly recordIdOf?: (cells: RowCells) => number;
}

export interface CsvProfile {
  /** Its id is the profile's. */
  readonly card: FormatCard;
  readonly header?: HeaderRule;
  readonly headerless?: CellRule;
  readonly times: TimeRule;
  /** Which column goes where. */
  readonly columns: readonly ColumnRule[];
  /** Columns with the same text in every record, unless the row says otherwise. */
  readonly always?: Readonly<Partial<Record<EventColumnName, string>>>;
  /** What the columns above cannot say; runs after them. */
  readonly rows?: (source: RowSource) => ReadRow | RowReader;
  /** Cells that hold fields of their own, by plain name: opened for the details pane and for queries. */
  readonly opened?: Readonly<Record<string, (cell: string) => Iterable<DocumentField>>>;
}

/** Whether a table with these columns is the profile's. @param plain their plain names */
export function fitsHeader(
  rule: HeaderRule,
  plain: ReadonlySet<string>,
  names: readonly string[],
): boolean {
  const { all, some, none = '', exact = [] } = rule;
  return (
    words(all).every((word) => hasOne(word, plain)) &&
    !words(none).some((word) => hasOne(word, plain)) &&
    exact.every((name) => names.includes(name)) &&
    (some === undefined ||
      words(some.of).filter((word) => hasOne(word, plain)).length >= some.least)
  );
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

function hasOne(word: string, plain: ReadonlySet<string>): boolean {
  return word.split('|').some((name) => plain.has(name));
}
