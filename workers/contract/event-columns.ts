/**
 * The columns that every event has a place for: what is searched, drawn and analysed. Names are
 * ECS (Elastic Common Schema 8) where it has one; `winlog.*` follows Winlogbeat. Everything else
 * of a record stays in its document under the evidence's own field names.
 */

/** `text`: repeated text stored once; `int`: a whole number. */
export type EventColumnKind = 'text' | 'int';

export interface EventColumn<Name extends string = string> {
  readonly name: Name;
  /** Column of the SQL table `events`. */
  readonly sql: string;
  readonly kind: EventColumnKind;
  /** Heading in tables. */
  readonly label: string;
}

const text = <const Name extends string>(name: Name, label: string): EventColumn<Name> => ({
  name,
  sql: sqlName(name),
  kind: 'text',
  label,
});
const int = <const Name extends string>(name: Name, label: string): EventColumn<Name> => ({
  name,
  sql: sqlName(name),
  kind: 'int',
  label,
});

/** In a fixed order: the position is the column's number in batches and column segments. Append only. */
export const eventColumns = [
  text('host.name', 'Host'),
  text('event.code', 'Event code'),
  text('event.provider', 'Provider'),
  text('winlog.channel', 'Channel'),
  text('event.category', 'Category'),
  text('event.action', 'Action'),
  text('event.outcome', 'Outcome'),
  text('user.name', 'User'),
  text('user.domain', 'Domain'),
  text('user.id', 'User SID'),
  text('user.target.name', 'Target user'),
  text('user.target.domain', 'Target domain'),
  text('winlog.logon.id', 'Logon id'),
  int('winlog.logon.type', 'Logon type'),
  text('winlog.logon.process', 'Logon process'),
  text('winlog.logon.authentication', 'Authentication'),
  text('process.executable', 'Process'),
  text('process.command_line', 'Command line'),
  int('process.pid', 'PID'),
  text('process.entity_id', 'Process GUID'),
  text('process.parent.executable', 'Parent'),
  text('process.parent.command_line', 'Parent command line'),
  int('process.parent.pid', 'Parent PID'),
  text('process.parent.entity_id', 'Parent GUID'),
  text('source.ip', 'Source address'),
  int('source.port', 'Source port'),
  text('source.domain', 'Source host'),
  text('destination.ip', 'Destination address'),
  int('destination.port', 'Destination port'),
  text('destination.domain', 'Destination host'),
  text('network.transport', 'Transport'),
  text('file.path', 'File'),
  text('dll.path', 'Module'),
  text('registry.path', 'Registry key'),
  text('registry.data.strings', 'Registry data'),
  text('service.name', 'Service'),
  text('log.level', 'Level'),
  text('rule.name', 'Rule'),
  text('user_agent.original', 'User agent'),
] as const satisfies readonly EventColumn[];

export type EventColumnName = (typeof eventColumns)[number]['name'];

/** Columns that every event table offers beside the ECS ones. */
export const fixedColumns = ['id', '@timestamp', 'loupe.evidence', 'loupe.locator'] as const;

/** What can be asked for beside: made from the record and the clock rules, so neither searched nor sorted by. */
export const derivedColumns = [
  { name: 'loupe.time_text', label: 'Time as written' },
  { name: 'loupe.time_zone_rule', label: 'Zone rule' },
  /** Seconds that a clock rule added. */
  { name: 'loupe.clock_offset', label: 'Clock correction, s' },
] as const;

const numbers = new Map<string, number>(eventColumns.map(({ name }, at) => [name, at]));

/** Position of a column in {@link eventColumns}, or undefined for a field that has no column. */
export function columnNumber(name: string): number | undefined {
  return numbers.get(name);
}

/** Like {@link columnNumber} for names known when compiling. */
export function columnOf(name: EventColumnName): number {
  return numbers.get(name) ?? -1;
}

function sqlName(name: string): string {
  return name.replaceAll('.', '_');
}
