/**
 * Readings that take more than one field, or a piece of one: objects of handles, shares, group
 * members, PowerShell's context text.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { Extra } from './event-rule.ts';
import { meaningful, splitAccount } from './values.ts';
import type { RuleSource } from './rule-runner.ts';

const CATEGORY = columnOf('event.category');
const USER_NAME = columnOf('user.name');
const USER_DOMAIN = columnOf('user.domain');
const TARGET_NAME = columnOf('user.target.name');
const FILE_PATH = columnOf('file.path');
const REGISTRY_PATH = columnOf('registry.path');
const COMMAND_LINE = columnOf('process.command_line');

/** Runs one of them. */
export function runExtra(extra: Extra, record: RuleSource, batch: BatchBuilder): void {
  switch (extra) {
    case 'object':
      putObject(record, batch);
      return;
    case 'share':
      putShare(record, batch);
      return;
    case 'realm-user':
      putRealmUser(record, batch);
      return;
    case 'member':
      batch.text(TARGET_NAME, commonName(record.data('MemberName')));
      return;
    case 'host-application':
      putHostApplication(record, batch);
      return;
    case 'registry-value':
      putRegistryValue(record, batch);
      return;
  }
}

function putObject(record: RuleSource, batch: BatchBuilder): void {
  const name = meaningful(record.data('ObjectName'));
  switch (record.data('ObjectType')?.toLowerCase() ?? '') {
    case 'file':
      batch.text(CATEGORY, 'file');
      batch.text(FILE_PATH, name);
      return;
    case 'key':
      batch.text(CATEGORY, 'registry');
      batch.text(REGISTRY_PATH, name);
      return;
    case 'process':
      batch.text(CATEGORY, 'process');
      return;
  }
}

/** `\\*\C$` and `Users\a.txt` → `\\*\C$\Users\a.txt`; a share alone stands for itself. */
function putShare(record: RuleSource, batch: BatchBuilder): void {
  const share = meaningful(record.data('ShareName'));
  const target = meaningful(record.data('RelativeTargetName'));
  if (share === undefined) batch.text(FILE_PATH, target);
  else if (target === undefined || target === '\\') batch.text(FILE_PATH, share);
  else batch.text(FILE_PATH, share + (target.startsWith('\\') ? target : `\\${target}`));
}

/** Key and value name in two fields → one path, as Sysmon writes it. */
function putRegistryValue(record: RuleSource, batch: BatchBuilder): void {
  const key = meaningful(record.data('key') ?? record.data('RegistryKey'));
  const value = meaningful(record.data('value') ?? record.data('RegistryValueName'));
  if (key === undefined) return;
  batch.text(REGISTRY_PATH, value === undefined ? key : `${key}\\${value}`);
}

/** Service tickets write the account as `name@REALM`. */
function putRealmUser(record: RuleSource, batch: BatchBuilder): void {
  const user = meaningful(record.data('TargetUserName'));
  if (user === undefined) return;
  const at = user.indexOf('@');
  batch.text(USER_NAME, at > 0 ? user.slice(0, at) : user);
}

/** First component of a distinguished name, `CN=Jo\, Ann,OU=…` → `Jo, Ann`. */
export function commonName(text: string | undefined): string | undefined {
  const name = meaningful(text);
  if (name === undefined || !/^cn=/i.test(name)) return name;
  let end = 3;
  while (end < name.length && name[end] !== ',') end += name[end] === '\\' ? 2 : 1;
  return name.slice(3, end).replaceAll(/\\(.)/g, '$1');
}

/** `Host Application = …` (4103) or `HostApplication=…` (400, 600, 800), one setting a line. */
function putHostApplication(record: RuleSource, batch: BatchBuilder): void {
  const text =
    record.data('ContextInfo') ??
    record.data('param3') ??
    record.data('Data') ??
    record.data('Message');
  if (text === undefined) return;
  batch.text(
    COMMAND_LINE,
    settingOf(text, 'Host Application = ') ?? settingOf(text, 'HostApplication='),
  );
  const user = settingOf(text, 'User = ') ?? settingOf(text, 'UserId=');
  const account = user === undefined ? undefined : splitAccount(user);
  batch.text(USER_NAME, account?.name);
  batch.text(USER_DOMAIN, account?.domain);
}

/** The rest of the first line that begins with `key`. */
function settingOf(text: string, key: string): string | undefined {
  let at = text.indexOf(key);
  while (at > 0 && !isMargin(text.charCodeAt(at - 1))) at = text.indexOf(key, at + 1);
  if (at < 0) return undefined;
  const start = at + key.length;
  const end = text.indexOf('\n', start);
  return meaningful(text.slice(start, end < 0 ? undefined : end).trim());
}

/** White space, or a comma between the pieces of a flattened list. */
function isMargin(unit: number): boolean {
  return unit <= 32 || unit === 44;
}
