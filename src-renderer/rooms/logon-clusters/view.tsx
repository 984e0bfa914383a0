/** Habits of logging on: the table of clusters, a card for each logon, and when and how they came. */
import { KeyRound } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { logonClusters, logonFeatureNames } from '#contract/rooms/logon-clusters.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useSettings } from '../../app/use-case.ts';
import { blockNumber, blockText, type BlockRow, type GridColumn } from '../../grid/grid-column.ts';
import { ErrorNote } from '../../ui/notes.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { countColumn, mixedColumn, spanColumns, whyColumn } from '../cluster-columns.ts';
import { ClusterRoom } from '../cluster-room.tsx';
import { ClusterScatter } from '../cluster-scatter.tsx';
import { ClusterWhy } from '../cluster-why.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { useClusterPicks } from '../use-cluster-picks.ts';
import { useWholeTable } from '../use-whole-table.ts';
import { AccountTable } from './account-table.tsx';
import { Cards } from './cards.tsx';
import { Hours } from './hours.tsx';
import './logon-clusters.css';

const THINGS = 'logons';
/** What the drawings need of the table `events`. */
const drawn: readonly string[] = [
  'event',
  'cluster',
  'time',
  'account',
  ...logonFeatureNames,
  ...logonFeatureNames.map((name) => `x_${name}`),
];

function LogonClusters(): ReactNode {
  return (
    <RoomFrame room={logonClusters}>
      {(run) => <LogonClustersRun key={run.run} receipt={run} />}
    </RoomFrame>
  );
}

function LogonClustersRun({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const { zone } = useSettings();
  const picks = useClusterPicks(receipt.run);
  const columns = useMemo(() => columnsOf(zone), [zone]);
  const { run } = receipt;
  return (
    <ClusterRoom
      receipt={receipt}
      picks={picks}
      things={THINGS}
      nameColumn="account"
      columns={columns}
      members={<Cards key={picks.rows[0]?.key} run={run} rows={picks.rows} />}
      tabs={[
        {
          id: 'why',
          label: 'Why',
          content: <ClusterWhy run={run} rows={picks.rows} things={THINGS} />,
        },
        {
          id: 'accounts',
          label: 'Accounts and types',
          content: (
            <WithEvents receipt={receipt}>
              {(events) => <AccountTable receipt={receipt} events={events} />}
            </WithEvents>
          ),
        },
        {
          id: 'hours',
          label: 'Hours',
          content: (
            <WithEvents receipt={receipt}>
              {(events) => <Hours run={run} events={events} rows={picks.rows} />}
            </WithEvents>
          ),
        },
        {
          id: 'scatter',
          label: 'Features',
          content: (
            <ClusterScatter
              receipt={receipt}
              features={logonFeatureNames}
              columns={drawn}
              nameColumn="account"
              things={THINGS}
              picks={picks}
            />
          ),
        },
      ]}
    />
  );
}

interface WithEventsProps {
  readonly receipt: RunReceipt;
  readonly children: (events: ColumnBlock) => ReactNode;
}

/** Draws once the logons of the run are there. */
function WithEvents({ receipt, children }: WithEventsProps): ReactNode {
  const table = useWholeTable(receipt, 'events', drawn);
  if (table.error !== undefined) return <ErrorNote error={table.error} again={table.again} />;
  if (table.block === undefined) return <LoadingRows table={table} things={THINGS} />;
  return children(table.block);
}

interface AccountWordsProps {
  readonly account: string;
  readonly others: number;
}

/** The name first: domains repeat, and are cut where there is no room. */
function AccountWords({ account, others }: AccountWordsProps): ReactNode {
  const cut = account.lastIndexOf('\\') + 1;
  return (
    <>
      <VisibleText text={account.slice(cut)} />
      {others > 0 && <span className="mono"> +{exactNumber(others)}</span>}{' '}
      <span className="quiet">
        <VisibleText text={account.slice(0, Math.max(0, cut - 1))} />
      </span>
    </>
  );
}

function columnsOf(zone: string): readonly GridColumn<BlockRow>[] {
  return [
    countColumn('size', 'Size', 68),
    {
      ...mixedColumn('account', 'accounts', 'Account', 190),
      render: (row) => (
        <AccountWords
          account={blockText(row, 'account') ?? ''}
          others={blockNumber(row, 'accounts') - 1}
        />
      ),
    },
    {
      ...mixedColumn('logonTypeName', 'logonTypes', 'Type', 140),
      text: (row) => {
        const type = blockNumber(row, 'LogonType');
        const more = blockNumber(row, 'logonTypes') - 1;
        if (!(type >= 0)) return undefined;
        const words = `${type} ${blockText(row, 'logonTypeName') ?? ''}`;
        return more > 0 ? `${words} +${more}` : words;
      },
    },
    mixedColumn('sourceAddress', 'sources', 'Source', 130),
    whyColumn(420),
    ...spanColumns(zone),
    countColumn('hours', 'Hours', 64),
    mixedColumn('host', 'hosts', 'Host', 130),
    mixedColumn('sourceHost', 'sources', 'Source host', 130),
  ];
}

export const logonClustersView = {
  id: 'logon-clusters',
  title: 'Logon clusters',
  icon: KeyRound,
  View: LogonClusters,
} as const satisfies RoomView;
