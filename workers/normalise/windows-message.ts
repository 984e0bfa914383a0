/**
 * The rendered message of a Windows event, as Event Viewer, Get-WinEvent and collectors of text write
 * it, back into fields under Microsoft's names. Messages are lines `Label:<tabs>value`, in sections
 * that open with `Section:` alone. English messages only: labels are translated with Windows.
 *
 * A label without blanks is the field's name as a rule (`Logon Type` → LogonType); the tables below
 * hold what differs, by section where the same label stands in several.
 */

/** Account sections: which of the two accounts of an event they describe. */
const accounts: ReadonlyMap<string, 'Subject' | 'Target'> = new Map([
  ['subject', 'Subject'],
  ['creator subject', 'Subject'],
  ['new logon', 'Target'],
  ['account for which logon failed', 'Target'],
  ['account whose credentials were used', 'Target'],
  ['account that was locked out', 'Target'],
  ['target subject', 'Target'],
  ['target account', 'Target'],
  ['new account', 'Target'],
  ['new computer account', 'Target'],
  ['computer account that was changed', 'Target'],
  ['user', 'Target'],
  ['group', 'Target'],
  ['new group', 'Target'],
  ['deleted group', 'Target'],
  ['account information', 'Target'],
  ['logon account', 'Target'],
]);

const accountFields: ReadonlyMap<string, string> = new Map([
  ['Security ID', 'UserSid'],
  ['User ID', 'UserSid'],
  ['Account Name', 'UserName'],
  ['Group Name', 'UserName'],
  ['Account Domain', 'DomainName'],
  ['Group Domain', 'DomainName'],
  ['Supplied Realm Name', 'DomainName'],
  ['Logon ID', 'LogonId'],
]);

/** Labels whose fields are called otherwise; some events call them by another of the names. */
const fieldNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['New Process ID', ['NewProcessId']],
  ['Creator Process ID', ['ProcessId']],
  ['Caller Process ID', ['ProcessId', 'CallerProcessId']],
  ['Caller Process Name', ['ProcessName', 'CallerProcessName']],
  ['Creator Process Name', ['ParentProcessName']],
  ['Process Command Line', ['CommandLine']],
  ['Process ID', ['ProcessId', 'ProcessID']],
  ['Application Name', ['Application']],
  ['Source Network Address', ['IpAddress']],
  ['Network Address', ['IpAddress']],
  ['Client Address', ['IpAddress', 'ClientAddress']],
  ['Source Address', ['IpAddress', 'SourceAddress']],
  ['Source Port', ['IpPort', 'SourcePort']],
  ['Client Port', ['IpPort']],
  ['Port', ['IpPort']],
  ['Destination Address', ['DestAddress']],
  ['Destination Port', ['DestPort']],
  ['Logon Process', ['LogonProcessName']],
  ['Authentication Package', ['AuthenticationPackageName', 'PackageName']],
  ['Source Workstation', ['Workstation']],
  ['Sub Status', ['SubStatus']],
  ['Failure Code', ['Status']],
  ['Result Code', ['Status']],
  ['Error Code', ['Status']],
  ['Service File Name', ['ServiceFileName', 'ImagePath']],
  ['Service Account', ['AccountName']],
  ['Share Path', ['ShareLocalPath']],
  ['Logon Account', ['TargetUserName']],
  ['Caller Computer Name', ['TargetDomainName']],
]);

/** Longest text and most fields that are looked at. */
const LONGEST = 1 << 20;
const MOST_FIELDS = 200;
const LONGEST_LABEL = 64;

/**
 * Fields by Microsoft's names; empty when the text is no such message.
 * @param code of the event: messages of logoffs call the account that left their subject
 */
export function messageFields(message: string, code = ''): ReadonlyMap<string, string> {
  const reading = new MessageReading(code === '4634' || code === '4647' ? 'Target' : 'Subject');
  let isFirst = true;
  for (const text of lines(message)) {
    const at = labelEnd(text);
    // A first line with blanks before its colon is the message's heading.
    if (at >= 0 && !(isFirst && text.slice(0, at).includes(' ') && text.length > at + 1)) {
      reading.take(text.slice(0, at).trim(), text.slice(at + 1).trim());
    }
    isFirst = false;
    if (reading.fields.size >= MOST_FIELDS) break;
  }
  return reading.fields;
}

/** A message while its lines come in. */
class MessageReading {
  readonly fields = new Map<string, string>();
  private readonly subject: 'Subject' | 'Target';
  private section = '';

  constructor(subject: 'Subject' | 'Target') {
    this.subject = subject;
  }

  take(label: string, value: string): void {
    const { section } = this;
    if (value === '') this.section = label.toLowerCase();
    else if (section === 'member') this.takeMember(label, value);
    else {
      const side = accounts.get(section);
      const field = side === undefined ? undefined : accountFields.get(label);
      if (field === undefined) this.takeNamed(label, value);
      else this.takeAccount(side === 'Subject' ? this.subject : 'Target', field, value);
    }
  }

  private takeAccount(side: 'Subject' | 'Target', field: string, value: string): void {
    this.setOnce(side + field, value);
    // Events of accounts call it so.
    if (side === 'Target' && field === 'UserSid') this.setOnce('TargetSid', value);
  }

  private takeMember(label: string, value: string): void {
    if (label === 'Account Name') this.setOnce('MemberName', value);
    else if (label === 'Security ID') this.setOnce('MemberSid', value);
  }

  private takeNamed(label: string, value: string): void {
    const names = fieldNames.get(label) ?? [label.replaceAll(' ', '')];
    for (const name of names) this.setOnce(name, value);
  }

  /** What comes first counts: the notes at the end of a message repeat labels in prose. */
  private setOnce(name: string, value: string): void {
    if (!this.fields.has(name)) this.fields.set(name, value);
  }
}

function* lines(text: string): Iterable<string> {
  const end = Math.min(text.length, LONGEST);
  for (let from = 0; from < end;) {
    const at = text.indexOf('\n', from);
    const to = at < 0 ? end : at;
    yield text.slice(from, to);
    from = to + 1;
  }
}

const label = /^\s*[\p{L}_][\p{L}\p{N}_ ()/'-]*$/u;

/** Where the colon behind a label stands, -1 for lines without one. Paths and sentences have none. */
function labelEnd(line: string): number {
  const at = line.indexOf(':');
  if (at <= 0 || at > LONGEST_LABEL) return -1;
  const next = line.charCodeAt(at + 1);
  const isEnd = Number.isNaN(next) || next === 32 || next === 9 || next === 13;
  return isEnd && label.test(line.slice(0, at)) ? at : -1;
}
