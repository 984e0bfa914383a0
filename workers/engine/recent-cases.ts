/** The list of recently opened cases: one small JSON file of the program, not of any case. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface RecentCase {
  readonly path: string;
  readonly openedAt: string;
  readonly exists: boolean;
}

const KEPT = 12;

export class RecentCases {
  private readonly file: string;

  constructor(stateFolder: string) {
    this.file = path.join(stateFolder, 'recent-cases.json');
  }

  /** Most recent first; a damaged list is an empty one. */
  list(): readonly RecentCase[] {
    return this.stored().map((entry) => ({ ...entry, exists: existsSync(entry.path) }));
  }

  /** Puts a case at the top. A list that cannot be kept is no reason to fail. */
  add(casePath: string, openedAt: string): void {
    const others = this.stored().filter((entry) => entry.path !== casePath);
    const list = [{ path: casePath, openedAt }, ...others].slice(0, KEPT);
    try {
      mkdirSync(path.dirname(this.file), { recursive: true });
      writeFileSync(`${this.file}.new`, JSON.stringify(list, null, 1));
      renameSync(`${this.file}.new`, this.file);
    } catch {
      return;
    }
  }

  private stored(): { path: string; openedAt: string }[] {
    try {
      const list: unknown = JSON.parse(readFileSync(this.file, 'utf8'));
      return Array.isArray(list) ? list.filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

function isEntry(value: unknown): value is { path: string; openedAt: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { path: casePath, openedAt } = value as Record<string, unknown>;
  return typeof casePath === 'string' && typeof openedAt === 'string';
}
