/**
 * What the programs of Unix say about logons, accounts and commands in syslog, as patterns with
 * named groups. Sources: OpenSSH (auth.c, auth-log), Linux-PAM (pam_unix), sudo (logging.c),
 * shadow (useradd and kin), cron, systemd-logind. Names of actions are those of the same events
 * of Windows where there are such.
 *
 * Groups: user, target (whom it concerns), ip, port, method, session, command, executable.
 * Patterns begin at the message's beginning and have at most one open run of characters, so that
 * they are linear in its length.
 */
import type { Outcome } from './event-rule.ts';

export interface MessageRule {
  readonly pattern: RegExp;
  readonly category: string;
  readonly action: string;
  readonly outcome?: Outcome;
  /** The command is a new process, and the program that writes is its parent. */
  readonly startsProcess?: boolean;
}

const logon = (pattern: RegExp, action: string, outcome?: Outcome): MessageRule => ({
  pattern,
  category: 'authentication',
  action,
  ...(outcome === undefined ? {} : { outcome }),
});
const account = (pattern: RegExp, action: string, outcome: Outcome = 'success'): MessageRule => ({
  pattern,
  category: 'iam',
  action,
  outcome,
});

/** Every program with PAM may say these. */
const pam: readonly MessageRule[] = [
  logon(
    /^pam_unix\([^)]{1,64}:session\): session opened for user (?<target>[^\s(]{1,256})(?:\(uid=\d+\))? by (?<user>[^\s(]{0,256})\(uid=/,
    'session-started',
    'success',
  ),
  logon(
    /^pam_unix\((?:sshd|login|remote|gdm[^:)]{0,32}):session\): session closed for user (?<user>[^\s(]{1,256})/,
    'logged-out',
    'success',
  ),
  logon(
    /^pam_unix\([^)]{1,64}:session\): session closed for user (?<user>[^\s(]{1,256})/,
    'session-ended',
    'success',
  ),
  logon(
    /^(?:pam_unix\([^)]{1,64}:auth\): authentication failure|PAM \d+ more authentication failures?);.{0,512}? rhost=(?<ip>\S{0,256})(?: +user=(?<user>\S{1,256}))?/,
    'authentication-failed',
    'failure',
  ),
  logon(/^pam_unix\([^)]{1,64}:auth\): check pass; user unknown/, 'user-unknown', 'failure'),
  account(
    /^pam_unix\([^)]{1,64}:chauthtok\): password changed for (?<target>\S{1,256})/,
    'changed-password',
  ),
];

const sshd: readonly MessageRule[] = [
  logon(
    /^Accepted (?<method>\S{1,64}) for (?<user>.*) from (?<ip>\S{1,256}) port (?<port>\d{1,5})\b/,
    'logged-in',
    'success',
  ),
  logon(
    /^Failed (?<method>\S{1,64}) for (?:invalid user |illegal user )?(?<user>.*) from (?<ip>\S{1,256}) port (?<port>\d{1,5})\b/,
    'logon-failed',
    'failure',
  ),
  logon(
    /^(?:Invalid|Illegal) user (?<user>.*) from (?<ip>\S{1,256})(?: port (?<port>\d{1,5}))?/,
    'invalid-user',
    'failure',
  ),
  logon(
    /^error: maximum authentication attempts exceeded for (?:invalid user )?(?<user>.*) from (?<ip>\S{1,256}) port (?<port>\d{1,5})\b/,
    'logon-attempts-exceeded',
    'failure',
  ),
  logon(
    /^Disconnected from (?:(?:invalid |authenticating )?user (?<user>\S{1,256}) )?(?<ip>[0-9a-fA-F.:]{2,64}) port (?<port>\d{1,5})/,
    'disconnected',
  ),
  logon(
    /^Received disconnect from (?<ip>[0-9a-fA-F.:]{2,64}) port (?<port>\d{1,5})/,
    'disconnected',
  ),
  logon(
    /^Connection (?:closed|reset) by (?:(?:invalid |authenticating )?user (?<user>\S{1,256}) )?(?<ip>[0-9a-fA-F.:]{2,64}) port (?<port>\d{1,5})/,
    'disconnected',
  ),
  logon(
    /^Starting session: .{0,256}? for (?<user>\S{1,256}) from (?<ip>\S{1,256}) port (?<port>\d{1,5})/,
    'session-started',
    'success',
  ),
  {
    pattern: /^Connection from (?<ip>[0-9a-fA-F.:]{2,64}) port (?<port>\d{1,5})/,
    category: 'network',
    action: 'network-connection-accepted',
  },
  ...pam,
];

const sudo: readonly MessageRule[] = [
  {
    pattern:
      /^ *(?<user>[^\s:]{1,256}) : (?:TTY=[^;]{0,256}; |PWD=[^;]{0,4096}; |USER=(?<target>[^;\s]{0,256}) ; |GROUP=[^;]{0,256}; |TSID=[^;]{0,64}; |ENV=[^;]{0,4096}; |HOST=[^;]{0,256}; ){1,8}COMMAND=(?<command>(?<executable>\S{1,4096}).*)$/s,
    category: 'process',
    action: 'created-process',
    outcome: 'success',
    startsProcess: true,
  },
  logon(
    /^ *(?<user>[^\s:]{1,256}) : (?:\d+ incorrect password attempts?|command not allowed|user NOT in sudoers|a password is required)[^;]{0,256}; .{0,2048}?USER=(?<target>[^;\s]{0,256})/,
    'sudo-denied',
    'failure',
  ),
  ...pam,
];

const su: readonly MessageRule[] = [
  logon(
    /^Successful su for (?<target>\S{1,256}) by (?<user>\S{1,256})/,
    'switched-user',
    'success',
  ),
  logon(
    /^FAILED su for (?<target>\S{1,256}) by (?<user>\S{1,256})/,
    'switch-user-failed',
    'failure',
  ),
  logon(/^\(to (?<target>[^\s)]{1,256})\) (?<user>\S{1,256}) on /, 'switched-user', 'success'),
  logon(
    /^FAILED SU \(to (?<target>[^\s)]{1,256})\) (?<user>\S{1,256}) on /,
    'switch-user-failed',
    'failure',
  ),
  ...pam,
];

const cron: readonly MessageRule[] = [
  {
    pattern:
      /^\((?<user>[^\s)]{1,256})\) CMD \( *(?<command>(?<executable>[^\s)]{1,4096}).*)\)\s*$/s,
    category: 'process',
    action: 'created-process',
    outcome: 'success',
    startsProcess: true,
  },
  {
    pattern: /^\((?<user>[^\s)]{1,256})\) (?:BEGIN EDIT|END EDIT|REPLACE)\b/,
    category: 'configuration',
    action: 'scheduled-task-updated',
  },
  ...pam,
];

const useradd: readonly MessageRule[] = [
  account(/^new user: name=(?<target>[^\s,]{1,256})/, 'added-user-account'),
  account(/^new group: name=(?<target>[^\s,]{1,256})/, 'added-group-account'),
  account(/^add '(?<target>[^']{1,256})' to (?:shadow )?group '/, 'added-member-to-group'),
  account(/^failed adding user '(?<target>[^']{1,256})'/, 'added-user-account', 'failure'),
  ...pam,
];

const groupadd: readonly MessageRule[] = [
  account(
    /^(?:new group|group added to \S{1,256}): name=(?<target>[^\s,]{1,256})/,
    'added-group-account',
  ),
  ...pam,
];

const usermod: readonly MessageRule[] = [
  account(/^add '(?<target>[^']{1,256})' to (?:shadow )?group '/, 'added-member-to-group'),
  account(/^delete '(?<target>[^']{1,256})' from (?:shadow )?group '/, 'removed-member-from-group'),
  account(
    /^user (?<target>\S{1,256}) added by (?<user>\S{1,256}) to group /,
    'added-member-to-group',
  ),
  account(/^change user '(?<target>[^']{1,256})'/, 'modified-user-account'),
  account(/^(?:lock|unlock) user '(?<target>[^']{1,256})' password/, 'modified-user-account'),
  ...pam,
];

const userdel: readonly MessageRule[] = [
  account(/^delete user '(?<target>[^']{1,256})'/, 'deleted-user-account'),
  account(/^(?:removed group|group) '(?<target>[^']{1,256})' removed\b/, 'deleted-group-account'),
  ...pam,
];

const passwd: readonly MessageRule[] = [
  account(/^password for '?(?<target>[^\s']{1,256})'? changed by /, 'changed-password'),
  ...pam,
];

const logind: readonly MessageRule[] = [
  logon(
    /^New session '?(?<session>[^\s']{1,64})'? of user '?(?<user>[^\s'.]{1,256})/,
    'session-started',
    'success',
  ),
  logon(/^Removed session (?<session>[^\s.]{1,64})/, 'session-ended'),
  logon(/^Session (?<session>\S{1,64}) logged out\./, 'session-ended'),
];

/** By the program's name without its folder, lower case. */
export const programRules: Readonly<Record<string, readonly MessageRule[]>> = {
  sshd,
  'sshd-session': sshd,
  dropbear: sshd,
  sudo,
  su,
  'su-l': su,
  cron,
  crond: cron,
  crontab: cron,
  anacron: cron,
  useradd,
  adduser: useradd,
  groupadd,
  usermod,
  gpasswd: usermod,
  userdel,
  groupdel: userdel,
  passwd,
  chpasswd: passwd,
  login: pam,
  systemd: pam,
  gdm: pam,
  'gdm-password]': pam,
  'systemd-logind': logind,
};

/** For programs that have no rules of their own. */
export const anyProgram: readonly MessageRule[] = pam;
