/**
 * Table `clock_rules`: what the analyst says of hosts' clocks. Every change is an entry of the audit
 * with what stood there before, so that it can be seen and taken back, also after the case was closed.
 */
import { MAX_CLOCK_OFFSET_US, type ClockRule, type Clocks } from '#contract/clocks.ts';
import { appendAudit } from './audit-repository.ts';
import type { Sqlite } from './case-file.ts';

const CHANGED = 'clock rule';
const UNDONE = 'clock rule undone';

/** A change as the audit keeps it; null: no rule. */
interface Change {
  readonly before: ClockRule | null;
  readonly after: ClockRule | null;
}

/** All rules by host; none in a case of a form that had no such table. */
export function listClockRules(db: Sqlite): ClockRule[] {
  const known = db
    .prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'clock_rules'`)
    .get();
  if (known === undefined) return [];
  return db
    .prepare<[number, number], ClockRule>(
      // What no program of ours writes is passed over: such times could not even be printed.
      `SELECT host, offset_us AS offsetUs, reason FROM clock_rules
       WHERE offset_us BETWEEN ? AND ? AND offset_us <> 0 ORDER BY host`,
    )
    .all(-MAX_CLOCK_OFFSET_US, MAX_CLOCK_OFFSET_US);
}

/** Rules and whether a change can be taken back. */
export function readClocks(db: Sqlite): Clocks {
  return { rules: listClockRules(db), canUndo: lastChange(db) !== undefined };
}

/**
 * Enters a rule in place of the host's earlier one.
 * @param rule without an offset: takes the host's rule away
 * @returns false when that changes nothing
 */
export function setClockRule(
  db: Sqlite,
  rule: Pick<ClockRule, 'host' | 'reason'> & { readonly offsetUs: number | undefined },
  at: string,
): boolean {
  const { host, offsetUs, reason } = rule;
  const before = ruleOf(db, host);
  const after = offsetUs === undefined ? null : { host, offsetUs, reason };
  if (JSON.stringify(before) === JSON.stringify(after)) return false;
  put(db, before, after);
  appendAudit(db, at, CHANGED, { host, reason, before, after });
  return true;
}

/** Takes the latest change back that still stands. @returns false when there is none */
export function undoClockChange(db: Sqlite, at: string): boolean {
  const last = lastChange(db);
  if (last === undefined) return false;
  const { before, after } = last.change;
  put(db, after, before);
  const host = (before ?? after)?.host ?? '';
  appendAudit(db, at, UNDONE, { undone: last.id, host, before: after, after: before });
  return true;
}

function ruleOf(db: Sqlite, host: string): ClockRule | null {
  const wanted = host.toLowerCase();
  return listClockRules(db).find((rule) => rule.host.toLowerCase() === wanted) ?? null;
}

function put(db: Sqlite, before: ClockRule | null, after: ClockRule | null): void {
  if (before !== null) db.prepare(`DELETE FROM clock_rules WHERE host = ?`).run(before.host);
  if (after === null) return;
  db.prepare(`INSERT INTO clock_rules (host, offset_us, reason) VALUES (?, ?, ?)`).run(
    after.host,
    after.offsetUs,
    after.reason,
  );
}

function lastChange(db: Sqlite): { readonly id: number; readonly change: Change } | undefined {
  const entries = db
    .prepare<[string, string], { id: number; action: string; detail: string }>(
      `SELECT id, action, detail FROM audit WHERE action IN (?, ?) ORDER BY id DESC`,
    )
    .all(CHANGED, UNDONE);
  const undone = new Set<number>();
  for (const { id, action, detail } of entries) {
    const { undone: which, before = null, after = null } = parsed(detail);
    if (action === UNDONE) undone.add(Number(which));
    else if (!undone.has(id)) {
      // Somebody else's entry is none that could be taken back.
      if (!isRuleOrNone(before) || !isRuleOrNone(after)) return undefined;
      return before === null && after === null ? undefined : { id, change: { before, after } };
    }
  }
  return undefined;
}

function parsed(detail: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // A stranger's case may hold anything.
    return {};
  }
}

function isRuleOrNone(value: unknown): value is ClockRule | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { host, offsetUs, reason } = value as Partial<Record<keyof ClockRule, unknown>>;
  return typeof host === 'string' && Number.isSafeInteger(offsetUs) && typeof reason === 'string';
}
