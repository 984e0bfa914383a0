/** Habits of logging on: the table of clusters, and why each is one. */
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { logonClusters } from '#contract/rooms/logon-clusters.ts';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { RunTable } from '../run-table.tsx';

function LogonClusters(): ReactNode {
  return (
    <RoomFrame room={logonClusters}>
      {(run) => <RunTable run={run.run} table={logonClusters.tables[0]} label="Logon clusters" />}
    </RoomFrame>
  );
}

export const logonClustersView = {
  id: 'logon-clusters',
  title: 'Logon clusters',
  icon: KeyRound,
  View: LogonClusters,
} as const satisfies RoomView;
