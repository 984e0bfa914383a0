/**
 * Which column of a CSV means what, by its name, as data. Names are written without case, blanks
 * and marks: `hostname` stands for "HostName", "host.name" and "Host Name". For each target the
 * first name that a file has is taken; what is not here stays in the row's document.
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ValueReading } from '#contract/mapping.ts';
import { usualReading } from '../mapping/value-reading.ts';

export interface ColumnRule {
  readonly target: EventColumnName;
  readonly reading: ValueReading;
  /** In order of preference. */
  readonly names: readonly string[];
  /** Holds only for files that have this column too. */
  readonly beside?: string;
}

const rule = (target: EventColumnName, reading: ValueReading, names: string): ColumnRule => ({
  target,
  reading,
  names: names.split(' '),
});

/** Columns of a profile: event column ← plain names in order of preference, read as usual for the column. */
export function columnRulesOf(
  columns: Readonly<Partial<Record<EventColumnName, string>>>,
): readonly ColumnRule[] {
  const entries = Object.entries(columns) as [EventColumnName, string][];
  return entries.map(([target, names]) => rule(target, usualReading(target), names));
}

/** Position of the first of these plain names (`a|b`) among a table's, -1 = none. */
export function firstPosition(names: string, plain: readonly string[]): number {
  for (const name of names.split('|')) {
    const at = plain.indexOf(name);
    if (at >= 0) return at;
  }
  return -1;
}

export const columnRules: readonly ColumnRule[] = [
  rule(
    'host.name',
    'text',
    'computer computername hostname host devicename machinename dvchostname fqdn dstcomputer',
  ),
  rule('event.code', 'code', 'eventid eventcode eid winlogeventid'),
  rule('event.provider', 'text', 'provider providername sourcename eventprovider eventsource'),
  rule('winlog.channel', 'text', 'channel winlogchannel logname eventlog'),
  rule('event.category', 'text', 'eventcategory category taskcategory'),
  rule(
    'event.action',
    'text',
    'eventaction operation operationname operations eventname action actiontype activity auditevent authenticationorientation',
  ),
  rule(
    'event.outcome',
    'outcome',
    'eventoutcome outcome resultstatus resulttype result sudoresult successorfailure status',
  ),
  rule(
    'user.name',
    'account',
    'username userprincipalname account accountname user userid userids useridentityusername useridentityarn sudoer srcdomain',
  ),
  rule('user.domain', 'text', 'userdomain accountdomain domain'),
  rule('user.id', 'text', 'usersid accountsid sid'),
  rule('user.target.name', 'account', 'targetusername targetuser targetaccount sudoto dstdomain'),
  rule('user.target.domain', 'text', 'targetdomainname'),
  rule('winlog.logon.id', 'text', 'winloglogonid logonid targetlogonid subjectlogonid loginid'),
  rule('winlog.logon.type', 'logon-type', 'winloglogontype logontype'),
  rule('winlog.logon.process', 'text', 'logonprocessname'),
  rule(
    'winlog.logon.authentication',
    'text',
    'authenticationpackagename authenticationpackage authtype',
  ),
  rule(
    'process.executable',
    'text',
    'processexecutable newprocessname image processpath imagepath processname process exe',
  ),
  rule(
    'process.command_line',
    'text',
    'processcommandline commandline cmdline commandcall command',
  ),
  rule('process.pid', 'number', 'processpid newprocessid pid processid'),
  rule('process.entity_id', 'text', 'processentityid processguid'),
  rule(
    'process.parent.executable',
    'text',
    'processparentexecutable parentprocessname parentimage parentprocesspath parentprocess',
  ),
  rule(
    'process.parent.command_line',
    'text',
    'processparentcommandline parentcommandline parentprocesscommandline',
  ),
  rule('process.parent.pid', 'number', 'processparentpid parentprocessid ppid parentpid'),
  rule(
    'source.ip',
    'address',
    'sourceip clientip srcip sourceaddress sourceipaddress clientipaddress calleripaddress ipaddress remoteip idorigh cip src',
  ),
  rule('source.port', 'number', 'sourceport srcport clientport ipport idorigp'),
  rule(
    'source.domain',
    'text',
    'sourcedomain workstationname workstation sourcehostname clienthostname remotehost srccomputer',
  ),
  rule(
    'destination.ip',
    'address',
    'destinationip destip dstip destinationaddress destinationipaddress idresph sip dst',
  ),
  rule('destination.port', 'number', 'destinationport destport dstport idrespp sport'),
  rule(
    'destination.domain',
    'text',
    'destinationdomain destinationhostname desthostname dsthostname dstcomputer',
  ),
  rule('network.transport', 'text', 'networktransport transport proto ipprotocol'),
  rule('file.path', 'text', 'targetfilename fullpath targetpath objectname'),
  rule('dll.path', 'text', 'dllpath imageloaded'),
  rule('registry.path', 'text', 'registrypath registrykey targetobject keypath'),
  rule('registry.data.strings', 'text', 'registryvaluedata valuedata'),
  rule('service.name', 'text', 'servicename service'),
  rule(
    'rule.name',
    'text',
    'rulename ruletitle alertname alertdisplayname signature signaturename',
  ),
  rule('user_agent.original', 'text', 'useragentoriginal useragent requestuseragent httpuseragent'),
  rule('log.level', 'level', 'loglevel level severity severitylevel alertseverity priority'),
  // Event Viewer's own export: Level, Date and Time, Source, Event ID, Task Category.
  { ...rule('event.provider', 'text', 'source'), beside: 'taskcategory' },
];

/** Columns that hold the event's time, best first. */
export const timeNames: readonly string[] = [
  'timegenerated',
  'timestamp',
  'eventtime',
  'timecreated',
  'systemtime',
  'datetime',
  'dateandtime',
  'utctime',
  'eventtimestamp',
  'creationdate',
  'creationtime',
  'createddatetime',
  'eventdatetime',
  'activitydatetime',
  'activitydate',
  'time',
  'ts',
  'date',
  'eventdate',
  'logtime',
  'starttime',
  'lastrun',
  'firstseen',
];

/** Names that no other kind of table has; a header with one of them is recognised as a log. */
export const telltaleNames: ReadonlySet<string> = new Set([
  ...timeNames,
  ...columnRules.slice(0, 4).flatMap(({ names }) => names),
  'commandline',
  'userids',
  'clientip',
  'sourceip',
]);
