/** What Windows' numbers of a logon mean, in the words that analysts use. */

/** Logon types of event 4624 (Microsoft, "4624(S): An account was successfully logged on"). */
const logonTypes: ReadonlyMap<number, string> = new Map([
  [0, 'System'],
  [2, 'Interactive'],
  [3, 'Network'],
  [4, 'Batch'],
  [5, 'Service'],
  [6, 'Proxy'],
  [7, 'Unlock'],
  [8, 'NetworkCleartext'],
  [9, 'NewCredentials'],
  [10, 'RemoteInteractive'],
  [11, 'CachedInteractive'],
  [12, 'CachedRemoteInteractive'],
  [13, 'CachedUnlock'],
]);

/** "Interactive"; undefined for a logon without a type, "Unknown" for a number without a name. */
export function logonTypeName(type: number): string | undefined {
  return type < 0 ? undefined : (logonTypes.get(type) ?? 'Unknown');
}

/** "5 (Service)"; "none" for a logon without a type. */
export function logonTypePhrase(type: number): string {
  const name = logonTypeName(type);
  return name === undefined ? 'none' : `${type} (${name})`;
}

/** Well-known SIDs by their constants ([MS-DTYP] 2.4.2.4). */
const knownSids: ReadonlyMap<string, string> = new Map([
  ['S-1-0-0', 'NULL'],
  ['S-1-1-0', 'EVERYONE'],
  ['S-1-2-0', 'LOCAL'],
  ['S-1-2-1', 'CONSOLE_LOGON'],
  ['S-1-5-1', 'DIALUP'],
  ['S-1-5-2', 'NETWORK'],
  ['S-1-5-3', 'BATCH'],
  ['S-1-5-4', 'INTERACTIVE'],
  ['S-1-5-6', 'SERVICE'],
  ['S-1-5-7', 'ANONYMOUS'],
  ['S-1-5-8', 'PROXY'],
  ['S-1-5-9', 'ENTERPRISE_DOMAIN_CONTROLLERS'],
  ['S-1-5-10', 'PRINCIPAL_SELF'],
  ['S-1-5-11', 'AUTHENTICATED_USERS'],
  ['S-1-5-12', 'RESTRICTED_CODE'],
  ['S-1-5-13', 'TERMINAL_SERVER_USER'],
  ['S-1-5-14', 'REMOTE_INTERACTIVE_LOGON'],
  ['S-1-5-15', 'THIS_ORGANIZATION'],
  ['S-1-5-17', 'IUSR'],
  ['S-1-5-18', 'LOCAL_SYSTEM'],
  ['S-1-5-19', 'LOCAL_SERVICE'],
  ['S-1-5-20', 'NETWORK_SERVICE'],
  ['S-1-5-32-544', 'BUILTIN_ADMINISTRATORS'],
  ['S-1-5-32-545', 'BUILTIN_USERS'],
  ['S-1-5-32-546', 'BUILTIN_GUESTS'],
]);

/** Accounts and groups of a machine or domain by their last number ([MS-DTYP] 2.4.2.4). */
const knownRids: ReadonlyMap<string, string> = new Map([
  ['500', 'administrator'],
  ['501', 'guest'],
  ['502', 'krbtgt'],
  ['503', 'default account'],
  ['504', 'application guard account'],
  ['512', 'domain admins'],
  ['513', 'domain users'],
  ['514', 'domain guests'],
  ['515', 'domain computers'],
  ['516', 'domain controllers'],
  ['518', 'schema admins'],
  ['519', 'enterprise admins'],
]);

/** Accounts that Windows makes up for itself, by the beginning of their SID. */
const knownPrefixes: readonly (readonly [prefix: string, meaning: string])[] = [
  ['S-1-5-21-', 'local machine or domain account'],
  ['S-1-5-80-', 'service account'],
  ['S-1-5-82-', 'IIS application pool'],
  ['S-1-5-83-', 'virtual machine'],
  ['S-1-5-90-', 'desktop window manager'],
  ['S-1-5-96-', 'font driver host'],
  ['S-1-12-1-', 'Microsoft Entra ID account'],
];

/** What a SID stands for; undefined when nothing is known of it. Several meanings are joined by "; ". */
export function sidMeaning(sid: string): string | undefined {
  const upper = sid.toUpperCase();
  const known = knownSids.get(upper);
  if (known !== undefined) return known;
  const kind = knownPrefixes.find(([prefix]) => upper.startsWith(prefix))?.[1];
  if (!upper.startsWith('S-1-5-21-')) return kind;
  const relative = knownRids.get(upper.slice(upper.lastIndexOf('-') + 1));
  return relative === undefined ? kind : `${relative}; ${kind ?? ''}`;
}

const knownSessions: ReadonlyMap<string, string> = new Map([
  ['0x3e7', 'System logon session'],
  ['0x3e6', 'Anonymous logon session'],
  ['0x3e5', 'Local Service logon session'],
  ['0x3e4', 'Network Service logon session'],
]);

/** What a fixed logon id stands for; undefined for the others. */
export function sessionMeaning(session: string): string | undefined {
  return knownSessions.get(session.toLowerCase());
}
