/**
 * How a room of clusters is laid out: the ranked table, the members beside it, and tabs below. Where
 * there is no room side by side, the members are one more tab.
 */
import { useState, type ReactNode } from 'react';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../app/commands.ts';
import type { BlockRow, GridColumn } from '../grid/grid-column.ts';
import { Segments } from '../ui/fields.tsx';
import { exactNumber } from '../ui/numbers.ts';
import { Tabs, type Tab } from '../ui/tabs.tsx';
import { useSize } from '../ui/use-size.ts';
import { ClusterGrid, type RowsShown } from './cluster-grid.tsx';
import { pickLabel } from './cluster-row.ts';
import type { ClusterPicks } from './use-cluster-picks.ts';

interface ClusterRoomProps {
  readonly receipt: RunReceipt;
  readonly picks: ClusterPicks;
  /** "process creations". */
  readonly things: string;
  readonly nameColumn: string;
  readonly columns: readonly GridColumn<BlockRow>[];
  readonly members: ReactNode;
  readonly tabs: readonly Tab[];
}

/** Narrower than this, table and members do not fit side by side. */
const SIDE_BY_SIDE_PX = 860;

/** A run of a room of clusters. */
export function ClusterRoom(props: ClusterRoomProps): ReactNode {
  const { receipt, picks, things, nameColumn, columns, members, tabs } = props;
  const [measure, { widthPx }] = useSize();
  const [shown, setShown] = useState<RowsShown>('all');
  const [tab, setTab] = useState(tabs[0]?.id ?? '');
  const wide = widthPx >= SIDE_BY_SIDE_PX;
  const memberTab = { id: 'members', label: 'Members', content: members };
  const below = wide ? tabs : [memberTab, ...tabs];
  const chosen = below.some(({ id }) => id === tab) ? tab : (below[0]?.id ?? '');
  useCommand({
    id: 'clusters.filter',
    title: `Filter to ${pickLabel(picks.rows)}`,
    group: 'Scope',
    enabled: picks.rows.length > 0,
    run: () => picks.filterTo(picks.rows),
  });
  return (
    <div ref={measure} className="clusters">
      <div className="view-title">
        <h2 className="cut">{sentence(receipt, things)}</h2>
        <span className="grow" />
        <Segments
          label="Rows shown"
          value={shown}
          options={segmentsOf(receipt)}
          onPick={setShown}
        />
      </div>
      <div className="clusters-top">
        <ClusterGrid
          key={shown}
          run={receipt.run}
          clusters={summaryNumber(receipt, 'clusters')}
          label={`Clusters of ${things}`}
          shown={shown}
          picks={picks}
          nameColumn={nameColumn}
          columns={columns}
        />
        {wide && <section className="clusters-members">{members}</section>}
      </div>
      <div className="clusters-below">
        <Tabs label="About the chosen rows" tabs={below} value={chosen} onChange={setTab} />
      </div>
    </div>
  );
}

/** "61 rows stand for 768 process creations: 30 clusters and 31 that fit none". */
function sentence(receipt: RunReceipt, things: string): string {
  const number = (name: string): string => exactNumber(summaryNumber(receipt, name));
  return `${number('rows')} rows stand for ${number('events')} ${things}: ${number('clusters')} clusters and ${number('noise')} that fit none`;
}

function segmentsOf(
  receipt: RunReceipt,
): readonly { readonly value: RowsShown; readonly label: string }[] {
  const number = (name: string): string => exactNumber(summaryNumber(receipt, name));
  return [
    { value: 'all', label: `All ${number('rows')}` },
    { value: 'noise', label: `Noise ${number('noise')}` },
    { value: 'clusters', label: `Clusters ${number('clusters')}` },
  ];
}

function summaryNumber({ summary }: RunReceipt, name: string): number {
  const value = summary[name];
  return typeof value === 'number' ? value : 0;
}
