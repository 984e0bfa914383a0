/** One quiet line over a run: what was left out of it and why, and whether it is still up to date. */
import { TriangleAlert } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { RunReceipt } from '#contract/runs.ts';
import type { Scope } from '#contract/scope.ts';
import { useAsk } from '../../app/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { Popover } from '../../ui/popover.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import { blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { countColumn } from '../cluster-columns.ts';
import { RunTable } from '../run-table.tsx';
import { runNotes } from './notes.ts';
import { keysOf } from './session-page.ts';
import { identityText } from './session-row.ts';

/** Under the room's bar. */
export function RunNotes({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const notes = useMemo(() => runNotes(receipt), [receipt]);
  const stale = useStale(receipt);
  const words = notes.map(({ text }) => text).join(' · ');
  const hasExcluded = Object.hasOwn(receipt.summary, 'left out as automated');
  return (
    <div className="run-notes quiet">
      {stale !== undefined && (
        <span className="stale">
          <TriangleAlert size={14} aria-hidden /> {stale}
        </span>
      )}
      <span className="cut" title={spelledOut(words)}>
        {notes.map(({ text, isLoss }, at) => (
          <span key={text}>
            {at > 0 && ' · '}
            <span className={isLoss ? 'loss' : undefined}>
              <VisibleText text={text.slice(0, 300)} />
            </span>
          </span>
        ))}
      </span>
      {hasExcluded && (
        <Popover
          label="Identities left out as automated"
          trigger={
            <Button variant="bare" small>
              Who was left out
            </Button>
          }
        >
          <div className="excluded">
            <RunTable
              run={receipt.run}
              table="excluded"
              label="Identities left out"
              columns={excludedColumns}
            />
          </div>
        </Popover>
      )}
    </div>
  );
}

const excludedColumns: readonly GridColumn<BlockRow>[] = [
  {
    id: 'keys',
    label: 'Identity',
    widthPx: 220,
    mono: true,
    text: (row) => identityText(keysOf(blockText(row, 'keys'))),
  },
  {
    id: 'pattern',
    label: 'Pattern',
    widthPx: 96,
    mono: true,
    text: (row) => blockText(row, 'pattern'),
  },
  countColumn('events', 'Events', 84),
];

/** Says when the case has other events for this question than the run saw. */
function useStale({ scope, baseQuery, input }: RunReceipt): string | undefined {
  const again: Scope = useMemo(() => {
    if (baseQuery === '') return scope;
    const filter = { kind: 'query' as const, query: baseQuery };
    return { ...scope, chips: [...scope.chips, { filter, label: 'recipe' }] };
  }, [scope, baseQuery]);
  const now = useAsk('events.count', { scope: again });
  const total = now.state === 'ready' ? now.value?.total : undefined;
  if (total === undefined || total === input.events) return undefined;
  const more = total - input.events;
  return more > 0
    ? `the case has ${counted(more, 'more event', 'more events')} of this kind by now: run again`
    : `${exactNumber(-more)} of the events of this run are no longer in the case: run again`;
}
