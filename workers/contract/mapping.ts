/**
 * Mapping: what the analyst says about a table or a JSON source that nobody knows. One shape for the
 * file given with `--mapping`, for named profiles and for what the window sends.
 *
 *     { "time": "When", "dateOrder": "day-first", "columns": { "host.name": "Server" } }
 */
import type { ColumnBlock } from './block.ts';
import type { WireError } from './errors.ts';
import type { EventColumnName } from './event-columns.ts';
import type { Problem } from './evidence.ts';
import type { ZoneRule } from './time.ts';

/** How a text of the evidence becomes a value of its column. */
export type ValueReading =
  | 'text'
  | 'number'
  | 'address'
  | 'account'
  | 'code'
  | 'level'
  | 'logon-type'
  | 'outcome'
  | 'transport';

/**
 * How times are written: as dates or epoch numbers (`written`), as Excel's days since 1899-12-30
 * (`excel`), as seconds since `epoch` (`seconds`).
 */
export type TimeForm = 'written' | 'excel' | 'seconds';

/** A mapping as it is kept in a file. Names of columns are compared without case, blanks and marks. */
export interface MappingFile {
  /** Under which it is kept. */
  readonly name?: string;
  /** Only for sources of this kind; absent: for both. */
  readonly format?: 'csv' | 'json';
  /** A column (JSON: a path with dots), or two for date and clock apart. */
  readonly time?: string | readonly string[];
  readonly timeForm?: TimeForm;
  /** For dates such as 7/8/2019. */
  readonly dateOrder?: 'day-first' | 'month-first';
  /** IANA zone of times that carry none; what the import says goes first. */
  readonly timeZone?: string;
  /** ISO 8601: where counted seconds begin. */
  readonly epoch?: string;
  /** True: nothing but `columns` is taken; else other columns are found by their names. */
  readonly only?: boolean;
  readonly columns?: Readonly<
    Partial<
      Record<EventColumnName, string | { readonly from: string; readonly reading: ValueReading }>
    >
  >;
}

/** A named profile as the list shows it. */
export interface KnownMapping {
  readonly name: string;
  /** Where it lies, to be copied to a colleague. */
  readonly path: string;
  readonly mapping: MappingFile;
}

/** A column or path of the evidence with what its first records say. */
export interface SourceField {
  readonly name: string;
  /** Records looked at, and how many of them have a value here. */
  readonly seen: number;
  readonly filled: number;
  /** Different values in the order in which they came, shortened to 200 characters. */
  readonly samples: readonly string[];
}

/** One thing that the program proposes, and why. */
export interface Proposed {
  /** An event column, or `@timestamp`. */
  readonly target: EventColumnName | '@timestamp';
  /** Names of source fields: one, or two for date and clock. */
  readonly from: readonly string[];
  /** 0…1. */
  readonly confidence01: number;
  /** "name is ‘Src’ and 198 of 200 values are IP addresses". */
  readonly reason: string;
}

export interface Proposal {
  readonly mapping: MappingFile;
  readonly reasons: readonly Proposed[];
}

/** A date that can be read both ways, ISO 8601 without zone. */
export interface DateOrderExample {
  readonly text: string;
  readonly dayFirst: string;
  readonly monthFirst: string;
}

/** What an import of a file or archive member would do, from its beginning. The case is not touched. */
export interface ImportPreview {
  readonly path: string;
  /** The member that was looked at, '' for a plain file. */
  readonly member: string;
  /** Names its kind of content, see {@link SurveyedLayout}. */
  readonly signature: string;
  /** Members met on the way to it and a few after, by name; [''] for a plain file. */
  readonly members: readonly string[];
  /** True when the archive has more of them. */
  readonly moreMembers: boolean;
  /** Reader id and the format card that it follows. */
  readonly format: string;
  readonly card: { readonly id: string; readonly label: string };
  /** True when columns can be mapped by hand. */
  readonly mappable: boolean;
  /** True when no layout is known: the meaning of fields is guessed or mapped. */
  readonly unknownLayout: boolean;
  readonly fields: readonly SourceField[];
  /** How many more there are. */
  readonly moreFields: number;
  readonly proposal: Proposal | undefined;
  /** The mapping that the rows below were read with; undefined: none. */
  readonly mapping: MappingFile | undefined;
  readonly zone: ZoneRule;
  /** Of the evidence as a whole and of the rows shown. */
  readonly problems: readonly Problem[];
  /** Filled when day and month cannot be told apart. */
  readonly dateOrder: readonly DateOrderExample[];
  /** The first records as events: `@timestamp` and the event columns that have values. */
  readonly rows: ColumnBlock;
  /** One entry per row: what is wrong with it, '' for nothing; a reject's reason and raw text. */
  readonly troubles: readonly string[];
  readonly locators: readonly string[];
}

/** One kind of content among what is to be imported. */
export interface SurveyedLayout {
  /** Same for contents that are read the same way: of a known layout, or with the same columns. */
  readonly signature: string;
  readonly format: string;
  readonly card: { readonly id: string; readonly label: string };
  readonly mappable: boolean;
  /** True when nobody knows the layout. */
  readonly unknownLayout: boolean;
  /** True when times carry no zone and none was said. */
  readonly asksZone: boolean;
  /** True when day and month cannot be told apart by its beginning. */
  readonly asksOrder: boolean;
  /** Files and members of this kind, and where the first of them lies. */
  readonly contents: number;
  readonly path: string;
  readonly member: string;
}

export interface SurveyTrouble {
  readonly path: string;
  readonly member: string;
  readonly error: WireError;
}

/** What lies under some paths, by kind. */
export interface ImportSurvey {
  readonly contents: number;
  /** True when there is more than was looked at. */
  readonly more: boolean;
  readonly layouts: readonly SurveyedLayout[];
  /** What no reader can read, and why. */
  readonly troubles: readonly SurveyTrouble[];
}
