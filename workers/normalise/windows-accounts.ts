/**
 * The Security log's other half: accounts, groups, policies, directory objects. Names of actions as
 * in Winlogbeat's security module.
 */
import type { EventRule } from './event-rule.ts';

const subject = {
  'user.name': 'SubjectUserName',
  'user.domain': 'SubjectDomainName',
  'user.id': 'SubjectUserSid',
  'winlog.logon.id': 'SubjectLogonId',
} as const;

const target = {
  'user.target.name': 'TargetUserName',
  'user.target.domain': 'TargetDomainName',
} as const;

const caller = {
  'process.executable': ['CallerProcessName', 'ProcessName'],
  'process.pid': ['CallerProcessId', 'ProcessId'],
} as const;

const onAccount = (action: string): EventRule => ({
  category: 'iam',
  action,
  account: ['SubjectAccount', 'Account'],
  targetAccount: 'TargetAccount',
  columns: { ...subject, ...target },
});

/** TargetUserName is the group here: the target user is the member. */
const onMember = (action: string): EventRule => ({
  category: 'iam',
  action,
  account: ['SubjectAccount', 'Account'],
  columns: subject,
  extras: ['member'],
});

const onGroup = (action: string): EventRule => ({
  category: 'iam',
  action,
  account: ['SubjectAccount', 'Account'],
  columns: subject,
});

const onPolicy = (action: string, category = 'iam'): EventRule => ({
  category,
  action,
  columns: { ...subject, ...caller },
});

const codes = (rule: EventRule, ...list: readonly number[]): Record<string, EventRule> =>
  Object.fromEntries(list.map((code) => [String(code), rule]));

/** By event code; part of the Security table. */
export const accountEvents: Readonly<Record<string, EventRule>> = {
  '4720': onAccount('added-user-account'),
  '4722': onAccount('enabled-user-account'),
  '4723': onAccount('changed-password'),
  '4724': onAccount('reset-password'),
  '4725': onAccount('disabled-user-account'),
  '4726': onAccount('deleted-user-account'),
  '4738': onAccount('modified-user-account'),
  // The domain field holds the machine from which the wrong passwords came.
  '4740': {
    category: 'iam',
    action: 'locked-out-user-account',
    columns: {
      ...subject,
      'user.target.name': 'TargetUserName',
      'source.domain': 'TargetDomainName',
    },
  },
  '4741': onAccount('added-computer-account'),
  '4742': onAccount('changed-computer-account'),
  '4743': onAccount('deleted-computer-account'),
  '4767': onAccount('unlocked-user-account'),
  '4781': {
    category: 'iam',
    action: 'renamed-user-account',
    columns: {
      ...subject,
      'user.target.name': 'OldTargetUserName',
      'user.target.domain': 'TargetDomainName',
    },
  },
  '4794': onPolicy('set-directory-restore-password'),
  '4798': {
    category: 'iam',
    action: 'group-membership-enumerated',
    columns: { ...subject, ...target, ...caller },
  },
  '4799': {
    category: 'iam',
    action: 'user-member-enumerated',
    columns: { ...subject, ...caller },
  },

  ...codes(onGroup('added-group-account'), 4727, 4731, 4754),
  ...codes(onMember('added-member-to-group'), 4728, 4732, 4756),
  ...codes(onMember('removed-member-from-group'), 4729, 4733, 4757),
  ...codes(onGroup('deleted-group-account'), 4730, 4734, 4758),
  ...codes(onGroup('modified-group-account'), 4735, 4737, 4755),
  ...codes(onGroup('type-changed-group-account'), 4764),
  ...codes(onGroup('added-distribution-group-account'), 4744, 4749, 4759),
  ...codes(onGroup('changed-distribution-group-account'), 4745, 4750, 4760),
  ...codes(onMember('added-member-to-distribution-group'), 4746, 4751, 4761),
  ...codes(onMember('removed-member-from-distribution-group'), 4747, 4752, 4762),
  ...codes(onGroup('deleted-distribution-group-account'), 4748, 4753, 4763),

  '4704': onPolicy('user-right-assigned'),
  '4705': onPolicy('user-right-removed'),
  '4706': onPolicy('domain-trust-added', 'configuration'),
  '4707': onPolicy('domain-trust-removed', 'configuration'),
  '4713': onPolicy('kerberos-policy-changed', 'configuration'),
  '4715': onPolicy('object-audit-policy-changed', 'configuration'),
  '4716': onPolicy('trusted-domain-information-changed', 'configuration'),
  '4717': onPolicy('system-security-access-granted'),
  '4718': onPolicy('system-security-access-removed'),
  '4719': onPolicy('changed-audit-config'),
  '4739': onPolicy('domain-policy-changed', 'configuration'),
  '4817': onPolicy('object-audit-changed'),
  '4902': onPolicy('user-audit-policy-created'),
  '4904': onPolicy('security-event-source-added'),
  '4905': onPolicy('security-event-source-removed'),
  '4906': onPolicy('crash-on-audit-changed'),
  '4908': onPolicy('special-group-table-changed'),
  '4912': onPolicy('per-user-audit-policy-changed'),
  '4946': onPolicy('windows-firewall-rule-added', 'configuration'),
  '4947': onPolicy('windows-firewall-rule-modified', 'configuration'),
  '4948': onPolicy('windows-firewall-rule-deleted', 'configuration'),
  '4950': onPolicy('windows-firewall-setting-changed', 'configuration'),
  '5024': onPolicy('windows-firewall-service-started', 'configuration'),
  '5025': onPolicy('windows-firewall-service-stopped', 'configuration'),
  '5033': onPolicy('windows-firewall-driver-started', 'configuration'),

  '5136': onPolicy('directory-service-object-modified'),
  '5137': onPolicy('directory-service-object-created'),
  '5138': onPolicy('directory-service-object-undeleted'),
  '5139': onPolicy('directory-service-object-moved'),
  '5141': onPolicy('directory-service-object-deleted'),
};
