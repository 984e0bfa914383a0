/** Writes the README's table of formats anew: `node test/rules/write-format-table.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withFormatTable } from './format-table.ts';

const readme = path.resolve(import.meta.dirname, '../../README.md');
writeFileSync(readme, withFormatTable(readFileSync(readme, 'utf8')));
