/**
 * Table `audit`: what was done to the case, append-only. Each entry's hash covers the one before
 * it, so an entry cannot be changed or taken out without breaking the chain.
 */
import { createHash } from 'node:crypto';
import type { Sqlite } from './case-file.ts';

export interface AuditEntry {
  readonly id: number;
  /** ISO 8601, UTC: the clock of the machine that did it. */
  readonly at: string;
  readonly action: string;
  /** JSON. */
  readonly detail: string;
  readonly hash: string;
}

/** Appends an entry. `at` is given by the host, which has the clock. */
export function appendAudit(db: Sqlite, at: string, action: string, detail: unknown): void {
  const before =
    db.prepare<[], string>(`SELECT hash FROM audit ORDER BY id DESC LIMIT 1`).pluck().get() ?? '';
  const text = JSON.stringify(detail);
  db.prepare(`INSERT INTO audit (at, action, detail, hash) VALUES (?, ?, ?, ?)`).run(
    at,
    action,
    text,
    auditHash(before, at, action, text),
  );
}

/** SHA-256 over the hash before and the entry's own fields. */
export function auditHash(before: string, at: string, action: string, detail: string): string {
  return createHash('sha256').update([before, at, action, detail].join('\n')).digest('hex');
}
