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
    })
  /** Free text, at most {@link MAX_TEXT_PARAM} characters. */
  | (ParamBase & { readonly type: 'text'; readonly default: string });

/** Characters of a text parameter. */
export const MAX_TEXT_PARAM = 10_000;

export type ParamValue = number | boolean | string | readonly string[];
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** A base query that hangs on a choice parameter. */
export interface QueriesByParam {
  readonly param: string;
  /** Choice → query. */
  readonly by: Readonly<Record<string, string>>;
  /** The choice that stands for the first of `by`, in order, that finds events and is not ''. */
  readonly auto: string;
  /** The choice instead of `auto` when all of these texts are given. */
  readonly given: { readonly params: readonly string[]; readonly choice: string };
}

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
  /** Base queries by a parameter, in place of `baseQuery`. */
  readonly queries?: QueriesByParam;
  /**
   * A parameter that names an earlier run of this room (0 = none), the tables that are read of it, and
   * the parameters that are taken from it unless they are given.
   */
  readonly buildsOn?: {
    readonly param: string;
    readonly tables: readonly string[];
    readonly inherits: readonly string[];
  };
  /** What is missing when baseQuery finds nothing, in words, for the empty state. */
  readonly needs: string;
  /** Table and columns that place events in groups. */
  readonly membership: { readonly table: string; readonly event: string; readonly group: string };
  /** Names of its tables, the first one is shown first. */
  readonly tables: readonly string[];
}

/** The base query of a run with these parameters; while the choice is left to the engine, all of them joined by `or`. */
export function baseQueryOf(room: RoomContract, params: ParamValues): string {
  const { queries, baseQuery } = room;
  if (queries === undefined) return baseQuery;
  const choice = choiceOf(queries, params);
  if (choice !== queries.auto) return queries.by[choice] ?? baseQuery;
  const all = Object.values(queries.by).filter((query) => query !== '');
  return all.map((query) => `(${query})`).join(' or ');
}

/** What a run's choice parameter says, or what follows from the texts given; else `auto`. */
export function choiceOf(queries: QueriesByParam, params: ParamValues): string {
  const choice = String(params[queries.param] ?? queries.auto);
  if (choice !== queries.auto) return choice;
  const isGiven = queries.given.params.every((name) => String(params[name] ?? '') !== '');
  return isGiven ? queries.given.choice : queries.auto;
}
