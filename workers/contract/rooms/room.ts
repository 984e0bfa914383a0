/**
 * What every room's contract has: parameters declared as data, so that the command line's help,
 * the window's form and the check at the door come from one list; tables with fixed columns; and
 * the table that says which event belongs to which group, so that any group becomes a filter.
 */

interface ParamBase {
  readonly name: string;
  readonly help: string;
  /** '' when it has none. */
  readonly unit: string;
}
export type ParamSpec =
  | (ParamBase & {
      readonly type: 'number';
      readonly default: number;
      readonly min: number;
      readonly max: number;
    })
  | (ParamBase & {
      readonly type: 'integer';
      readonly default: number;
      readonly min: number;
      readonly max: number;
    })
  | (ParamBase & { readonly type: 'boolean'; readonly default: boolean })
  | (ParamBase & {
      readonly type: 'choice';
      readonly default: string;
      readonly choices: readonly string[];
    })
  /** A comma list of names out of `choices`. */
  | (ParamBase & {
      readonly type: 'list';
      readonly default: readonly string[];
      readonly choices: readonly string[];
    });

export type ParamValue = number | boolean | string | readonly string[];
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** One room's contract, as data. */
export interface RoomContract {
  readonly id: string;
  /** "Process-event clusters". */
  readonly title: string;
  /** One sentence: what it finds. */
  readonly purpose: string;
  readonly params: readonly ParamSpec[];
  /** Filter that picks the events it works on, joined with the scope by AND. */
  readonly baseQuery: string;
  /** What is missing when baseQuery finds nothing, in words, for the empty state. */
  readonly needs: string;
  /** Table and columns that place events in groups. */
  readonly membership: { readonly table: string; readonly event: string; readonly group: string };
  /** Names of its tables, the first one is shown first. */
  readonly tables: readonly string[];
}
