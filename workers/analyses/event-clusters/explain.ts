/** Why chosen clusters are what they are: values that are more frequent in them than elsewhere. */
import type { Explanation } from '#contract/api.ts';
import type { ColumnBlock, TextColumn } from '#contract/block.ts';
import { templateWords } from '#workers/algorithms/command-template.ts';
import type { Family } from '../selection-words.ts';
import { insideOf, selectionReasons, selectionTitle } from '../selection-words.ts';
import { intsOf, textOf } from '../table-columns.ts';

/** Compares programs, parents, users, hosts, sessions and words of the command line. */
export function explainEventClusters(
  table: (name: string) => ColumnBlock,
  groups: readonly number[],
  limit: number,
): Explanation {
  const events = table('events');
  const inside = insideOf(intsOf(events, 'cluster'), groups);
  const members = inside.reduce((sum, flag) => sum + flag, 0);
  const families: readonly Family[] = [
    { name: 'process', column: textOf(events, 'process') },
    { name: 'parent', column: textOf(events, 'parent') },
    { name: 'user', column: textOf(events, 'user') },
    { name: 'host', column: textOf(events, 'host') },
    { name: 'session', column: sessions(events) },
    {
      name: 'word',
      column: textOf(events, 'template'),
      pieces: (text) => templateWords(text).slice(1),
    },
  ];
  return {
    title: selectionTitle(groups, members, inside.length),
    members,
    reasons: selectionReasons(families, inside, limit),
  };
}

function sessions(events: ColumnBlock): TextColumn {
  const flags = events.columns['isSystemSession'];
  const ids = flags?.kind === 'flag' ? Int32Array.from(flags.values) : new Int32Array(events.rows);
  return { kind: 'text', ids, values: ['of a user', 'of the system'] };
}
