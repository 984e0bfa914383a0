/** Kinds of audit records that stand for an event of their own (linux/audit.h, libaudit.h). */

export interface AuditRule {
  readonly category?: string;
  readonly action: string;
  /** The action when it went wrong, where that has a name of its own. */
  readonly failed?: string;
  /** What `acct` is: the one who does it, or whom it is done to. */
  readonly concerns?: 'user' | 'target';
}

/** Records that only add to another one of the same event. */
export const partTypes: ReadonlySet<string> = new Set([
  'EXECVE',
  'CWD',
  'PATH',
  'PROCTITLE',
  'SOCKADDR',
  'SOCKETCALL',
  'FD_PAIR',
  'OBJ_PID',
  'CAPSET',
  'MMAP',
  'BPRM_FCAPS',
  'IPC',
  'MQ_OPEN',
  'EOE',
]);

const authentication = (action: string, failed?: string): AuditRule => ({
  category: 'authentication',
  action,
  ...(failed === undefined ? {} : { failed }),
  concerns: 'user',
});
const iam = (action: string): AuditRule => ({ category: 'iam', action, concerns: 'target' });
const configuration = (action: string): AuditRule => ({ category: 'configuration', action });

const rules: Readonly<Record<string, AuditRule>> = {
  USER_LOGIN: authentication('logged-in', 'logon-failed'),
  USER_LOGOUT: authentication('logged-out'),
  USER_AUTH: authentication('authenticated', 'authentication-failed'),
  USER_ACCT: authentication('account-checked', 'account-refused'),
  USER_START: authentication('session-started', 'session-refused'),
  USER_END: authentication('session-ended'),
  USER_ERR: authentication('account-refused'),
  USER_ROLE_CHANGE: authentication('changed-role'),
  CRED_ACQ: authentication('acquired-credentials'),
  CRED_DISP: authentication('disposed-credentials'),
  CRED_REFR: authentication('refreshed-credentials'),
  LOGIN: authentication('changed-login-id'),
  GRP_AUTH: authentication('authenticated', 'authentication-failed'),
  ANOM_LOGIN_FAILURES: authentication('logon-attempts-exceeded'),
  USER_CMD: { category: 'process', action: 'created-process', failed: 'sudo-denied' },
  ADD_USER: iam('added-user-account'),
  DEL_USER: iam('deleted-user-account'),
  ADD_GROUP: iam('added-group-account'),
  DEL_GROUP: iam('deleted-group-account'),
  USER_MGMT: iam('modified-user-account'),
  GRP_MGMT: iam('modified-group-account'),
  ACCT_LOCK: iam('locked-out-user-account'),
  ACCT_UNLOCK: iam('unlocked-user-account'),
  USER_CHAUTHTOK: iam('changed-password'),
  CHGRP_ID: iam('modified-group-account'),
  CHUSER_ID: iam('modified-user-account'),
  SERVICE_START: configuration('service-started'),
  SERVICE_STOP: configuration('service-stopped'),
  DAEMON_START: configuration('audit-daemon-started'),
  DAEMON_END: configuration('audit-daemon-stopped'),
  DAEMON_ABORT: configuration('audit-daemon-aborted'),
  DAEMON_CONFIG: configuration('changed-audit-config'),
  CONFIG_CHANGE: configuration('changed-audit-config'),
  NETFILTER_CFG: configuration('changed-firewall'),
  KERN_MODULE: { category: 'driver', action: 'loaded-kernel-module' },
  SYSTEM_BOOT: { category: 'host', action: 'system-started' },
  SYSTEM_SHUTDOWN: { category: 'host', action: 'system-stopped' },
  SYSTEM_RUNLEVEL: { category: 'host', action: 'changed-runlevel' },
  AVC: { category: 'intrusion_detection', action: 'access-denied' },
  USER_AVC: { category: 'intrusion_detection', action: 'access-denied' },
  SECCOMP: { category: 'intrusion_detection', action: 'system-call-refused' },
  ANOM_ABEND: { category: 'process', action: 'process-crashed' },
  ANOM_PROMISCUOUS: { category: 'network', action: 'changed-promiscuous-mode' },
  TTY: { category: 'process', action: 'typed-on-terminal' },
  USER_TTY: { category: 'process', action: 'typed-on-terminal' },
};

/** By the record's type. */
export const auditTypes: ReadonlyMap<string, AuditRule> = new Map(Object.entries(rules));
