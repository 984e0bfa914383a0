/**
 * What speaks for a field being a certain event column: words in its name (English and German, as
 * collectors and spreadsheets write them) and what its values look like. Data only; how it is
 * weighed is in `propose.ts`.
 */
import type { EventColumnName } from '#contract/event-columns.ts';
import type { ValueKind } from './value-kinds.ts';

export interface TargetHint {
  readonly target: EventColumnName;
  /** What its values look like, the most telling kind first. */
  readonly kinds: readonly ValueKind[];
  /** Tried on the name's words, lower case with a blank on both sides: " src ip ". */
  readonly words: RegExp;
  /** Names that look alike and mean something else. */
  readonly not?: RegExp;
  /** Confidence when only the values speak for it, 0…1; absent: the name has to. */
  readonly byValue01?: number;
  /** Most different values that a field of this meaning has; absent: any number. */
  readonly mostDistinct?: number;
}

const address = '(?:ip|ips|ipv4|ipv6|addr|address|adresse|ipaddress|ipaddr|ipadresse)';
const source = '(?:src|source|quell|quelle|client|remote|from|von|caller|orig|attacker|peer|c)';
const destination =
  '(?:dst|dest|destination|target|ziel|server|to|nach|resp|victim|s|local|host|listener)';
const user = '(?:user|username|benutzer|benutzername|account|accountname|konto|kontoname|login)';

const hint = (
  target: EventColumnName,
  words: string,
  kinds: readonly ValueKind[],
  more: Partial<Omit<TargetHint, 'target' | 'words' | 'kinds'>> = {},
): TargetHint => ({ target, words: new RegExp(`(?:${words})`), kinds, ...more });

const parent = / (?:parent|ppid|eltern|elternprozess|initiating) /;
const targetSide = / (?:target|ziel|dst|dest|destination|new|neuer) /;

/** In the order in which equal claims are settled. */
export const targetHints: readonly TargetHint[] = [
  hint(
    'process.parent.command_line',
    ' parent (?:process )?(?:command|cmd)(?: ?line)? | parentcommandline | eltern\\w* befehlszeile ',
    ['command-line', 'program', 'word'],
  ),
  hint(
    'process.command_line',
    ' (?:command|cmd) ?line | cmdline | command | cmd | befehlszeile | befehl | kommando(?:zeile)? | args ',
    ['command-line', 'program', 'word'],
    { not: parent, byValue01: 0.7 },
  ),
  hint('process.parent.pid', ' ppid | parent (?:process )?(?:pid|id) | eltern\\w* (?:pid|id) ', [
    'pid',
  ]),
  hint('process.pid', ' pid | (?:process|prozess|proc) id | processid | prozessid ', ['pid'], {
    not: parent,
  }),
  hint(
    'process.parent.executable',
    ' parent (?:process|image|exe|name|path|process name|process path)? ?| elternprozess ',
    ['program', 'path', 'word'],
    { not: / (?:id|pid|guid|hash|md5|sha1|sha256|user|cmd|command|line) / },
  ),
  hint(
    'process.executable',
    ' (?:process|prozess|proc|image|bild|exe|executable|program|programm|binary|anwendung|application|app)(?: (?:name|path|pfad|file|image))? ',
    ['program', 'path', 'word'],
    {
      not: / (?:parent|eltern\w*|id|pid|ppid|guid|hash|md5|sha1|sha256|user|cmd|command|line|args) /,
      byValue01: 0.6,
    },
  ),
  hint('source.port', ` ${source} port | sport | srcport | spt | quellport `, ['port']),
  hint(
    'destination.port',
    ` ${destination} port | dport | dstport | dpt | zielport | port `,
    ['port'],
    { not: new RegExp(` ${source} port `) },
  ),
  hint(
    'source.ip',
    ` ${source} ${address} | srcip | sip | quellip | quelladresse | clientip | src | source | quelle | ${address} `,
    ['address'],
    { not: / (?:dst|dest|destination|ziel\w*|nat|server|target|mac|local) /, byValue01: 0.55 },
  ),
  hint(
    'destination.ip',
    ` ${destination} ${address} | dstip | dip | zielip | zieladresse | dst | dest | destination | ziel `,
    ['address'],
    { not: / (?:src|source|quell\w*|client|nat|mac) /, byValue01: 0.5 },
  ),
  hint('user.id', ' sid | usersid | user (?:sid|id) | benutzer ?(?:sid|id) ', ['sid'], {
    not: targetSide,
    byValue01: 0.7,
  }),
  hint('user.target.name', ` (?:target|ziel|new|affected|member|to) ?${user} | zielbenutzer `, [
    'account',
    'mail',
    'word',
  ]),
  hint('user.domain', ` (?:${user} )?(?:domain|domaene|domäne|realm) `, ['word', 'host'], {
    not: / (?:target|ziel|dns|src|dst|source|destination|name server|query) /,
  }),
  hint(
    'user.name',
    ` ${user} | ${user} name | usr | subject user(?: name)? | actor | principal | upn | mitarbeiter | anmeldename | identity `,
    ['account', 'mail', 'word'],
    {
      not: / (?:agent|target|ziel|sid|guid|type|typ|domain|count|status|group|gruppe) /,
      byValue01: 0.6,
    },
  ),
  hint(
    'host.name',
    ' (?:host|hostname|computer|computername|machine|rechner|rechnername|server|servername|device|gerät|geraet|workstation|system|endpoint|maschine|agent)(?: ?name)? ',
    ['host', 'word'],
    { not: / (?:ip|ips|addr|address|id|guid|type|os|version|user|port|group|src|dst|time|zeit) / },
  ),
  hint(
    'event.code',
    ' (?:event|ereignis|signature|sig|msg|message|rule)(?: ?id| code| ?kennung) | eventid | eid | ereignis ?id | (?:event|ereignis) ?nr ',
    ['event-id'],
    { mostDistinct: 400 },
  ),
  hint(
    'event.provider',
    ' provider(?: name)? | event source | source name | quellname | logger | facility | product | produkt | vendor ',
    ['word'],
    { not: / (?:id|guid|ip|port) /, mostDistinct: 60 },
  ),
  hint('winlog.channel', ' channel | kanal | log ?name | event ?log | protokollname ', ['word'], {
    mostDistinct: 40,
  }),
  hint(
    'log.level',
    ' level | severity | sev | stufe | ebene | schweregrad | priority | loglevel ',
    ['level', 'word'],
    { not: / (?:logon|integrity|impersonation) /, mostDistinct: 20 },
  ),
  hint(
    'event.outcome',
    ' outcome | result | results | status | success | ergebnis | erfolg | disposition | verdict ',
    ['outcome'],
    { not: / (?:code|http|id) /, mostDistinct: 12 },
  ),
  hint(
    'event.action',
    ' action | aktion | operation | activity | aktivität | aktivitaet | event ?(?:name|type|action) | vorgang | verb | method | ereignis | event | type | typ ',
    ['word'],
    { not: / (?:id|nr|code|time|date|zeit|datum|logon|object) /, mostDistinct: 150 },
  ),
  hint(
    'event.category',
    ' category | kategorie | aufgabenkategorie | task(?: category)? ',
    ['word'],
    {
      not: / (?:id|guid) /,
      mostDistinct: 80,
    },
  ),
  hint(
    'network.transport',
    ' proto | protocol | protokoll | transport | ip protocol ',
    ['transport', 'word'],
    { mostDistinct: 20 },
  ),
  hint(
    'winlog.logon.type',
    ' (?:logon|anmelde|login) ?typ(?:e)? | logontype | anmeldetyp ',
    ['number', 'word'],
    { mostDistinct: 15 },
  ),
  hint('winlog.logon.id', ' (?:logon|login|anmelde) ?id | logonid ', ['number', 'word']),
  hint(
    'source.domain',
    ` ${source} (?:host|hostname|computer|name|domain|workstation|rechner) | workstation ?name `,
    ['host', 'word'],
  ),
  hint(
    'destination.domain',
    ` (?:dst|dest|destination|ziel) (?:host|hostname|computer|name|domain|rechner) | query ?name | url domain `,
    ['host', 'word'],
  ),
  hint(
    'registry.path',
    ' registry(?: ?(?:key|path))? | reg ?key | target object | schlüssel ',
    ['registry', 'path'],
    { byValue01: 0.75 },
  ),
  hint(
    'file.path',
    ' (?:file|datei|target ?file|object)(?: ?(?:path|pfad|name))? | path | pfad | dateiname | dateipfad | filename | filepath | url | uri ',
    ['path', 'program', 'url', 'word'],
    { not: / (?:process|prozess|image|parent|size|hash|type|id|version) /, byValue01: 0.5 },
  ),
  hint('dll.path', ' (?:image|module|dll|modul)(?: ?(?:loaded|path|name|pfad)) ', [
    'program',
    'path',
  ]),
  hint('service.name', ' (?:service|dienst)(?: ?name)? | dienstname ', ['word'], {
    not: / (?:file|type|account|id|path|pfad|port) /,
  }),
  hint(
    'rule.name',
    ' rule(?: ?(?:name|title))? | regel(?: ?name)? | signature(?: ?name)? | detection | alert(?: ?name)? ',
    ['word'],
    {
      not: / (?:id|level|severity) /,
    },
  ),
  hint('user_agent.original', ' user ?agent | useragent | browser ', ['user-agent', 'word'], {
    byValue01: 0.75,
  }),
];

/** Words of names of times, best first. */
export const timeWords: readonly RegExp[] = [
  / (?:time ?stamp|timestamp|zeitstempel|event ?time|time ?generated|time ?created|date ?time|datetime|utc ?time|system ?time|ereigniszeit) /,
  / (?:when|wann|zeitpunkt|occurred|datum uhrzeit|date and time|datum und uhrzeit|creation ?(?:time|date)|created ?(?:at|date time)?|logged|received ?(?:at|time)?) /,
  / (?:time|zeit|date|datum|ts|t|uhrzeit|start ?time|first ?seen|logtime|epoch) /,
];

/** A name as its words: "SrcIP-Address" → " src ip address ". */
export function wordsOf(name: string): string {
  const parts = name
    .slice(0, 200)
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return ` ${parts} `;
}
