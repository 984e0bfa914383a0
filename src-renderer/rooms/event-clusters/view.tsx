/** Folded process creations: the table of clusters, their members, and why each is one. */
import { Boxes } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { eventClusters, eventFeatureNames } from '#contract/rooms/event-clusters.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useSettings } from '../../app/use-case.ts';
import { blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { countColumn, mixedColumn, spanColumns, whyColumn } from '../cluster-columns.ts';
import { ClusterRoom } from '../cluster-room.tsx';
import { ClusterScatter } from '../cluster-scatter.tsx';
import { ClusterWhy } from '../cluster-why.tsx';
import { shortLabel } from '../short-label.ts';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { useClusterPicks } from '../use-cluster-picks.ts';
import { Members } from './members.tsx';

const THINGS = 'process creations';
const NAME_COLUMN = 'processName';
/** What the scatter plot needs of the table `events`. */
const plotted: readonly string[] = [
  'event',
  'cluster',
  NAME_COLUMN,
  ...eventFeatureNames,
  ...eventFeatureNames.map((name) => `x_${name}`),
];

function EventClusters(): ReactNode {
  return (
    <RoomFrame room={eventClusters}>
      {(run) => <EventClustersRun key={run.run} receipt={run} />}
    </RoomFrame>
  );
}

function EventClustersRun({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const { zone } = useSettings();
  const picks = useClusterPicks(receipt.run);
  const columns = useMemo(() => columnsOf(zone), [zone]);
  return (
    <ClusterRoom
      receipt={receipt}
      picks={picks}
      things={THINGS}
      nameColumn={NAME_COLUMN}
      columns={columns}
      members={<Members run={receipt.run} rows={picks.rows} />}
      tabs={[
        {
          id: 'why',
          label: 'Why',
          content: <ClusterWhy run={receipt.run} rows={picks.rows} things={THINGS} />,
        },
        {
          id: 'scatter',
          label: 'Features',
          content: (
            <ClusterScatter
              receipt={receipt}
              features={eventFeatureNames}
              columns={plotted}
              nameColumn={NAME_COLUMN}
              things={THINGS}
              picks={picks}
            />
          ),
        },
      ]}
    />
  );
}

function columnsOf(zone: string): readonly GridColumn<BlockRow>[] {
  return [
    countColumn('size', 'Size', 68),
    mixedColumn(NAME_COLUMN, 'programs', 'Program', 124),
    {
      id: 'template',
      label: 'Pattern of the command line',
      widthPx: 300,
      mono: true,
      sortable: true,
      text: (row) => shortLabel(blockText(row, 'template') ?? ''),
      hint: (row) => blockText(row, 'commandLine'),
    },
    whyColumn(420),
    ...spanColumns(zone),
    countColumn('commandLines', 'Lines'),
    countColumn('templates', 'Patterns'),
    countColumn('parents', 'Parents'),
    countColumn('users', 'Users'),
    countColumn('hosts', 'Hosts'),
  ];
}

export const eventClustersView = {
  id: 'event-clusters',
  title: 'Process-event clusters',
  icon: Boxes,
  View: EventClusters,
} as const satisfies RoomView;
