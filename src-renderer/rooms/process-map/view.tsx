/** Processes by what they did, as a table until they are drawn as a map. */
import { ChartScatter } from 'lucide-react';
import type { ReactNode } from 'react';
import { processMap } from '#contract/rooms/process-map.ts';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { RunTable } from '../run-table.tsx';

function ProcessMap(): ReactNode {
  return (
    <RoomFrame room={processMap}>
      {(run) => <RunTable run={run.run} table={processMap.tables[0]} label="Process map" />}
    </RoomFrame>
  );
}

export const processMapView = {
  id: 'process-map',
  title: 'Process map',
  icon: ChartScatter,
  View: ProcessMap,
} as const satisfies RoomView;
