/** System calls that audit rules usually watch, by their numbers on 64-bit Intel, and what they do. */
import type { AuditFields } from './audit-fields.ts';

const X86_64 = 'c000003e';

/** arch/x86/entry/syscalls/syscall_64.tbl of the kernel. */
const numbers: ReadonlyMap<string, string> = new Map([
  ['2', 'open'],
  ['41', 'socket'],
  ['42', 'connect'],
  ['43', 'accept'],
  ['49', 'bind'],
  ['50', 'listen'],
  ['59', 'execve'],
  ['62', 'kill'],
  ['76', 'truncate'],
  ['77', 'ftruncate'],
  ['82', 'rename'],
  ['83', 'mkdir'],
  ['84', 'rmdir'],
  ['85', 'creat'],
  ['86', 'link'],
  ['87', 'unlink'],
  ['88', 'symlink'],
  ['90', 'chmod'],
  ['91', 'fchmod'],
  ['92', 'chown'],
  ['93', 'fchown'],
  ['101', 'ptrace'],
  ['105', 'setuid'],
  ['165', 'mount'],
  ['166', 'umount2'],
  ['175', 'init_module'],
  ['176', 'delete_module'],
  ['188', 'setxattr'],
  ['257', 'openat'],
  ['263', 'unlinkat'],
  ['264', 'renameat'],
  ['268', 'fchmodat'],
  ['260', 'fchownat'],
  ['288', 'accept4'],
  ['313', 'finit_module'],
  ['316', 'renameat2'],
  ['322', 'execveat'],
]);

/** The call's name as an enriched line has it, or by its number; '' when it is not known. */
export function syscallName(fields: AuditFields): string {
  const enriched = fields.get('SYSCALL');
  if (enriched !== undefined) return enriched;
  const number = fields.get('syscall') ?? '';
  if (!/^\d/.test(number)) return number;
  return fields.get('arch') === X86_64 ? (numbers.get(number) ?? '') : '';
}

export interface SyscallRule {
  readonly category: string;
  readonly action: string;
}

const file = (action: string): SyscallRule => ({ category: 'file', action });
const network = (action: string): SyscallRule => ({ category: 'network', action });
const driver = (action: string): SyscallRule => ({ category: 'driver', action });

const rules: Readonly<Record<string, SyscallRule>> = {
  execve: { category: 'process', action: 'created-process' },
  execveat: { category: 'process', action: 'created-process' },
  open: file('opened-file'),
  openat: file('opened-file'),
  creat: file('created-file'),
  truncate: file('modified-file'),
  ftruncate: file('modified-file'),
  unlink: file('deleted-file'),
  unlinkat: file('deleted-file'),
  rmdir: file('deleted-file'),
  mkdir: file('created-file'),
  rename: file('renamed-file'),
  renameat: file('renamed-file'),
  renameat2: file('renamed-file'),
  link: file('created-link'),
  symlink: file('created-link'),
  chmod: file('changed-file-permissions'),
  fchmod: file('changed-file-permissions'),
  fchmodat: file('changed-file-permissions'),
  chown: file('changed-file-owner'),
  fchown: file('changed-file-owner'),
  fchownat: file('changed-file-owner'),
  setxattr: file('changed-file-attributes'),
  connect: network('network-connection-attempted'),
  accept: network('network-connection-accepted'),
  accept4: network('network-connection-accepted'),
  bind: network('bound-to-port'),
  listen: network('listen-permitted'),
  init_module: driver('loaded-kernel-module'),
  finit_module: driver('loaded-kernel-module'),
  delete_module: driver('unloaded-kernel-module'),
  ptrace: { category: 'process', action: 'accessed-process' },
  kill: { category: 'process', action: 'sent-signal' },
};

/** What a call does, by its name. */
export const syscallRules: ReadonlyMap<string, SyscallRule> = new Map(Object.entries(rules));
