/** The project's own files, for the rules that look at all of them: what git knows or would add. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The repository. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Every file of the project that exists, as paths from the root with forward slashes. */
export const projectFiles: readonly string[] = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(path.join(root, file)))
  .filter((file) => statSync(path.join(root, file)).isFile())
  .sort();

/** The files of the product: what runs at an analyst's desk. */
export const productFiles = projectFiles.filter((file) =>
  /^(workers|src-main|src-renderer)\//.test(file),
);

/** The text of a project file. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Whether a path from the root names a file or a folder. */
export const exists = (file: string): boolean => existsSync(path.join(root, file));
