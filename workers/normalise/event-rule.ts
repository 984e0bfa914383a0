/**
 * How a kind of event fills ECS columns, as data: which field goes into which column, what the
 * event is called, how its outcome is told. Tables of rules live one per log (`windows-security.ts`,
 * `sysmon.ts`, …); `rule-runner.ts` turns them into steps.
 */
import type { EventColumnName } from '#contract/event-columns.ts';

/** ECS `event.outcome`. */
export type Outcome = 'success' | 'failure';

/** Field names in order of preference: the first one with a value wins. */
export type FieldNames = string | readonly string[];

export interface EventRule {
  /** ECS `event.category`; absent when it depends on the object or ECS has none. */
  readonly category?: string;
  /** `event.action` as Winlogbeat's modules name it where they do, kebab-case. */
  readonly action: string;
  /** Set when the event's code alone says how it went. */
  readonly outcome?: Outcome;
  /** A field with a status code; zero means success, anything else failure. */
  readonly status?: FieldNames;
  /** Column ← field. How the text is read follows from the column, see `rule-runner.ts`. */
  readonly columns?: Readonly<Partial<Record<EventColumnName, FieldNames>>>;
  /** `DOMAIN\name` field(s) for user.domain and user.name where no column above named the user. */
  readonly account?: FieldNames;
  /** The same for user.target.*. */
  readonly targetAccount?: FieldNames;
  /** What else is in the record: see `Extra`. */
  readonly extras?: readonly Extra[];
}

/**
 * Readings that need more than one field or more than a name:
 * `object` ObjectType + ObjectName → file.path or registry.path and the category;
 * `share` ShareName + RelativeTargetName → file.path;
 * `realm-user` `name@REALM` in TargetUserName → user.name;
 * `member` `CN=name,…` in MemberName → user.target.name;
 * `host-application` the command line inside PowerShell's context text → process.command_line;
 * `registry-value` key and value name → registry.path.
 */
export type Extra =
  'object' | 'share' | 'realm-user' | 'member' | 'host-application' | 'registry-value';

/** Rules of one log, found by the event's own provider or channel, whatever case they are in. */
export interface EventTable {
  /** Lower case. */
  readonly providers: readonly string[];
  /** Lower case; used when the provider is absent or has no table. */
  readonly channels: readonly string[];
  /** True when the account that logs (System/Security) is never the one that the event is about. */
  readonly ownAccount?: boolean;
  /** By event code. */
  readonly events: Readonly<Record<string, EventRule>>;
}
