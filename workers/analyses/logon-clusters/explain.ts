/** Why chosen clusters of logons are what they are: values that are more frequent in them than elsewhere. */
import type { Explanation } from '#contract/api.ts';
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { assert } from '#workers/base/assert.ts';
import type { Family } from '../selection-words.ts';
import { insideOf, selectionReasons, selectionTitle } from '../selection-words.ts';
import { intsOf, textColumn, textOf } from '../table-columns.ts';
import { logonTypePhrase } from './windows-words.ts';

/** Compares accounts, types, sources, hosts, hours, and how the logons were made. */
export function explainLogonClusters(
  table: (name: string) => ColumnBlock,
  groups: readonly number[],
  limit: number,
): Explanation {
  const events = table('events');
  const inside = insideOf(intsOf(events, 'cluster'), groups);
  const members = inside.reduce((sum, flag) => sum + flag, 0);
  const families: readonly Family[] = [
    { name: 'account', column: textOf(events, 'account') },
    { name: 'logon type', column: numberWords(events, 'LogonType', logonTypePhrase) },
    { name: 'hour', column: numberWords(events, 'LogonHour', hourPhrase) },
    { name: 'source address', column: textOf(events, 'sourceAddress') },
    { name: 'source host', column: textOf(events, 'sourceHost') },
    { name: 'host', column: textOf(events, 'host') },
    { name: 'subject', column: textOf(events, 'subject') },
    { name: 'logon process', column: textOf(events, 'logonProcess') },
    { name: 'authentication', column: textOf(events, 'authentication') },
  ];
  return {
    title: selectionTitle(groups, members, inside.length),
    members,
    reasons: selectionReasons(families, inside, limit),
  };
}

function hourPhrase(hour: number): string {
  return `${String(hour).padStart(2, '0')} UTC`;
}

function numberWords(
  table: ColumnBlock,
  name: string,
  phrase: (value: number) => string,
): TextColumn {
  const column = table.columns[name];
  assert(column?.kind === 'number', `number column ${name}`);
  return textColumn(Array.from(column.values, (value) => (value < 0 ? undefined : phrase(value))));
}
