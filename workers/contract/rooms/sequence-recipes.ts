/**
 * What makes up a session in logs of well-known kinds, as data: whose commands belong together, what
 * a command and its parameters are, how long a session lasts, who is a machine and not a person.
 *
 * Fields are event columns or the record's own fields. The small language of `keys`, `command` and
 * `parameters`: commas between entries; `a|b` the first that is there; `a+b` both texts joined by a
 * space (binds closer than `|`); `file(a)` file name of a path in lower case, `folder(a)` its folder in
 * lower case, `lower(a)` lower case, `cmdlet(a)` the first Verb-Noun of a script (else its first word),
 * `cmdlets(a)` all of them; `name=…` in front of a key or parameter names it; a field with one of `,|+()=` in
 * its name stands in double quotes.
 */

export interface SequenceRecipe {
  readonly id: string;
  readonly title: string;
  /** What it takes for granted, in words. */
  readonly about: string;
  /** Filter that picks its events. */
  readonly query: string;
  /** Identity: a session is of one value of each. */
  readonly keys: string;
  readonly command: string;
  /**
   * Fields that give parameters; '' = none. A text that is a JSON list of {Name, Value} gives those, a
   * JSON object its members, a nested field its members, any other text one parameter named like the field.
   */
  readonly parameters: string;
  /** `values`: what a field says is itself the parameter, so that it is weighed given the command. */
  readonly parametersAs: 'names' | 'values';
  readonly maxSessionMinutes: number;
  readonly maxGapMinutes: number;
  /** Patterns (`*` = anything) of identities that are automated and left out. */
  readonly exclude: readonly string[];
}

const machines = ['*$', 'SYSTEM', 'LOCAL SERVICE', 'NETWORK SERVICE', 'DWM-*', 'UMFD-*'] as const;

/** In the order in which `auto` tries them: kinds told by columns first, they are found fastest. */
export const sequenceRecipes = [
  {
    id: 'process-creations',
    title: 'Process creations',
    about:
      'One user on one host; a command is the program’s file name. Folder and parent program count as parameters.',
    query:
      'event.category:process and event.action:created-process and not event.provider:(sudo or su or cron)',
    keys: 'user.name,host.name',
    command: 'file(process.executable)',
    parameters: 'folder=folder(process.executable),parent=file(process.parent.executable)',
    parametersAs: 'values',
    maxSessionMinutes: 20,
    maxGapMinutes: 2,
    exclude: machines,
  },
  {
    id: 'powershell',
    title: 'PowerShell script blocks',
    about:
      'One user on one host in one PowerShell process; a command is the first cmdlet of a script block, its parameters are all cmdlets in it.',
    query: 'event.code:4104 and event.action:executed-script-block',
    keys: 'user=user.id|user.name,host=host.name,process=process.pid|winlog.process.pid|ExecutionProcessID|Execution.ProcessID',
    command: 'cmdlet(ScriptBlockText)',
    parameters: 'cmdlet=cmdlets(ScriptBlockText)',
    parametersAs: 'values',
    maxSessionMinutes: 60,
    maxGapMinutes: 10,
    exclude: [],
  },
  {
    id: 'windows-logons',
    title: 'Windows logons',
    about:
      'One account over all hosts; a command is the logon type with the host logged on to. Source and authentication count as parameters.',
    query: 'event.category:authentication and event.action:logged-in and winlog.logon.type:*',
    keys: 'user.name,user.domain',
    command: 'winlog.logon.type+host.name',
    parameters: 'from=source.ip|source.domain,by=winlog.logon.authentication',
    parametersAs: 'values',
    maxSessionMinutes: 60,
    maxGapMinutes: 15,
    exclude: [...machines, 'ANONYMOUS LOGON'],
  },
  {
    id: 'cloudtrail',
    title: 'AWS CloudTrail',
    about:
      'One identity from one address with one user agent in one role; a command is the API call, its parameters are those of the request.',
    query: 'event.provider:*amazonaws.com and event.action:*',
    keys: 'identity=userIdentity.arn|userIdentity.principalId|user.id|user.name,address=sourceIPAddress|source.ip,agent=userAgent|user_agent.original,role=userIdentity.sessionContext.sessionIssuer.userName|userIdentity.type',
    command: 'eventName|event.action',
    parameters: 'requestParameters',
    parametersAs: 'names',
    maxSessionMinutes: 20,
    maxGapMinutes: 2,
    exclude: ['*.amazonaws.com', 'AWSService', 'AWS Internal'],
  },
  {
    id: 'ssh-sudo',
    title: 'SSH logons and sudo',
    about:
      'One user on one host; a command is the program that sudo starts, else what sshd, sudo or su says has happened.',
    query: 'event.provider:(sshd or sshd-session or sudo or su) and event.action:*',
    keys: 'user=user.name|user.target.name,host=host.name',
    command: 'process.parent.executable+file(process.executable)|event.provider+event.action',
    parameters: 'from=source.ip,as=user.target.name',
    parametersAs: 'values',
    maxSessionMinutes: 60,
    maxGapMinutes: 10,
    exclude: [],
  },
  {
    id: 'exchange-admin',
    title: 'Exchange administration',
    about:
      'One user from one address; a command is the operation. Nobody is left out by default, since a stolen service account looks like a service.',
    query: 'Operation:* and (Parameters:* or RecordType:(1 or ExchangeAdmin))',
    keys: 'UserId,ClientIP',
    command: 'Operation',
    parameters: 'Parameters',
    parametersAs: 'names',
    maxSessionMinutes: 20,
    maxGapMinutes: 2,
    exclude: [],
  },
] as const satisfies readonly SequenceRecipe[];

/** What `recipe=custom` begins with: all events of the scope. */
export const customRecipe: SequenceRecipe = {
  id: 'custom',
  title: 'Fields of your own',
  about: 'Keys, command and parameters are the fields named.',
  query: '',
  keys: '',
  command: '',
  parameters: '',
  parametersAs: 'names',
  maxSessionMinutes: 20,
  maxGapMinutes: 2,
  exclude: [],
};

/** The recipe of that name, {@link customRecipe} for any other. */
export function recipeOf(id: string): SequenceRecipe {
  return sequenceRecipes.find((recipe) => recipe.id === id) ?? customRecipe;
}
