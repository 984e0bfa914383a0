/**
 * Audit records of Azure's agent (auoms) → ECS columns: a record of the Linux audit log on one line,
 * already put together, with users by name and the command line as text.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { readAuditFields } from './audit-fields.ts';
import { normaliseAudit } from './auditd.ts';

const CODE = columnOf('event.code');
const USER = columnOf('user.name');
const COMMAND = columnOf('process.command_line');

/** The command line is not escaped: it ends before the field that always follows. */
const commandForm = / cmdline="?([^]*?)"? (?:redactors|containerid|exe|proctitle)=/;

/** @param type as `AUOMS_EXECVE` @param text the record's fields, `name=value …` */
export function normaliseAuoms(
  type: string,
  host: string,
  text: string,
  batch: BatchBuilder,
): void {
  const fields = readAuditFields(text);
  const kind = type.replace('AUOMS_', '');
  const records = [{ type: kind === 'EXECVE' ? 'SYSCALL' : kind, fields }];
  const command = commandForm.exec(text)?.[1];
  const isStart = kind === 'EXECVE' && command !== undefined;
  normaliseAudit(
    {
      node: host,
      records: isStart
        ? [...records, { type: 'EXECVE', fields: new Map([['a0', command]]) }]
        : records,
    },
    batch,
  );
  batch.text(CODE, type);
  batch.text(USER, fields.get('user'));
  if (!isStart) batch.text(COMMAND, command);
}
