/** Processes by what they did, drawn as a map: alike ones lie together, strangers lie apart. */
import { ChartScatter, Lasso, Maximize2, Table2, ZoomIn, ZoomOut } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { processMap } from '#contract/rooms/process-map.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useCommand } from '../../app/commands.ts';
import { useSettings } from '../../app/use-case.ts';
import { usePlane, type PlaneView } from '../../canvas/scatter/use-plane.ts';
import { IconButton } from '../../ui/button.tsx';
import { Empty, ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { useSize } from '../../ui/use-size.ts';
import { LoadingRows } from '../loading-rows.tsx';
import { RoomFrame } from '../room-frame.tsx';
import type { RoomView } from '../room-view.ts';
import { useWholeTable } from '../use-whole-table.ts';
import {
  firstColourBy,
  mapColumns,
  mapModel,
  type ColourBy,
  type ProcessMapModel,
} from './layout.ts';
import { Legend } from './legend.tsx';
import { MapPlot } from './map-plot.tsx';
import { ProcessesTable } from './processes-table.tsx';
import { useGroupsInScope, type GroupsInScope } from '../use-groups-in-scope.ts';
import { useGroupPick, type GroupWord } from '../use-group-pick.ts';
import { PickedWhy } from './why.tsx';
import './process-map.css';

function ProcessMap(): ReactNode {
  return <RoomFrame room={processMap}>{(run) => <MapRun key={run.run} receipt={run} />}</RoomFrame>;
}

const processWord: GroupWord = { one: 'process', many: 'processes' };

/** Names keep their colours from run to run. */
const slotsSoFar: Readonly<Record<ColourBy, Map<string, number>>> = {
  label: new Map<string, number>(),
  program: new Map<string, number>(),
  host: new Map<string, number>(),
};

function MapRun({ receipt }: { readonly receipt: RunReceipt }): ReactNode {
  const table = useWholeTable(receipt, 'processes', mapColumns);
  const { block } = table;
  const [chosen, setColourBy] = useState<ColourBy | undefined>(undefined);
  const model = useMemo(() => {
    if (block === undefined) return undefined;
    const colourBy = chosen ?? firstColourBy(block);
    return mapModel(block, colourBy, slotsSoFar[colourBy]);
  }, [block, chosen]);
  if (table.error !== undefined) return <ErrorNote error={table.error} again={table.again} />;
  if (model === undefined) return <LoadingRows table={table} things="processes" />;
  if (model.kept === 0) {
    return (
      <Empty title="No process is on this map">
        Processes with at least {String(receipt.params['minTokensPerProcess'])} tokens would lie
        here; lower minTokensPerProcess and run again.
      </Empty>
    );
  }
  return <MapBody receipt={receipt} model={model} onColourBy={setColourBy} />;
}

interface MapBodyProps {
  readonly receipt: RunReceipt;
  readonly model: ProcessMapModel;
  readonly onColourBy: (by: ColourBy) => void;
}

function MapBody({ receipt, model, onColourBy }: MapBodyProps): ReactNode {
  const [measure, size] = useSize();
  const view = usePlane(model.bounds, size, true);
  const [tool, setTool] = useState(false);
  const [asTable, setAsTable] = useState(false);
  const found = useGroupPick(receipt.run, processWord);
  const { detailsOpen, change } = useSettings();
  const inScope = useGroupsInScope(receipt.run, processMap.membership);
  // A pick is answered in the details pane, so there must be one.
  const picked = {
    ...found,
    pick: (rows: ArrayLike<number>, label: string): void => {
      if (!detailsOpen && rows.length > 0) change({ detailsOpen: true });
      found.pick(rows, label);
    },
  };
  useCommand({
    id: 'map.clear',
    title: 'Clear the pick on the map',
    group: 'Scope',
    keys: 'Escape',
    enabled: picked.rows !== undefined,
    run: picked.clear,
  });
  return (
    <>
      <div className="view-title">
        <h2 className="cut">{sentence(receipt, model)}</h2>
        {!asTable && <ScopeNote inScope={inScope} model={model} />}
        <span className="grow" />
        <MapTools
          view={view}
          tool={tool}
          onTool={setTool}
          asTable={asTable}
          onTable={() => setAsTable(!asTable)}
        />
      </div>
      {asTable ? (
        <ProcessesTable run={receipt.run} model={model} picked={picked} />
      ) : (
        <div className="map">
          <Legend model={model} picked={picked} onColourBy={onColourBy} />
          <div ref={measure} className="map-plane">
            {size.widthPx > 0 && (
              <MapPlot
                model={model}
                view={view}
                picked={picked}
                inScope={inScope}
                tool={tool}
                onTool={setTool}
              />
            )}
          </div>
        </div>
      )}
      <PickedWhy run={receipt.run} model={model} picked={picked} />
    </>
  );
}

/** What the map shows, with its numbers. */
function sentence({ params }: RunReceipt, { kept, distinct, processes }: ProcessMapModel): string {
  const left = processes - kept;
  const least = String(params['minTokensPerProcess']);
  const shown = `${counted(kept, 'process', 'processes')} with ${counted(distinct, 'behaviour')}`;
  return left === 0
    ? shown
    : `${shown}; ${counted(left, 'more', 'more')} did fewer than ${least} things`;
}

function ScopeNote({
  inScope,
  model,
}: {
  inScope: GroupsInScope;
  model: ProcessMapModel;
}): ReactNode {
  if (inScope.tooWide) return <span className="quiet cut">the scope is too wide to be marked</span>;
  if (inScope.rows === undefined) return null;
  const here = inScope.rows.filter((row) => (model.marks.markOf[row] ?? -1) >= 0).length;
  return (
    <span className="quiet cut">
      {counted(here, 'process', 'processes')} of the scope in colour
    </span>
  );
}

interface MapToolsProps {
  readonly view: PlaneView;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
  readonly asTable: boolean;
  readonly onTable: () => void;
}

function MapTools({ view, tool, onTool, asTable, onTable }: MapToolsProps): ReactNode {
  const turnTool = (): void => onTool(!tool);
  const tableTitle = asTable ? 'Show the map as a drawing' : 'Show the map as a table';
  useCommand({ id: 'map.table', title: tableTitle, group: 'View', keys: 't', run: onTable });
  useCommand({
    id: 'map.lasso',
    title: tool ? 'Put the lasso away' : 'Lasso: draw round processes',
    group: 'Scope',
    keys: 'l',
    enabled: !asTable,
    run: turnTool,
  });
  useCommand({
    id: 'map.fit',
    title: 'Show the whole map',
    group: 'View',
    keys: 'f',
    enabled: !asTable,
    run: view.fit,
  });
  return (
    <>
      {!asTable && (
        <>
          <IconButton
            small
            label="Lasso (or Shift and drag)"
            keys="l"
            icon={Lasso}
            pressed={tool}
            onClick={turnTool}
          />
          <IconButton
            small
            label="Closer"
            keys="+"
            icon={ZoomIn}
            onClick={() => view.zoomBy(1.5)}
          />
          <IconButton
            small
            label="Farther"
            keys="-"
            icon={ZoomOut}
            onClick={() => view.zoomBy(1 / 1.5)}
          />
          <IconButton
            small
            label="Show the whole map"
            keys="f"
            icon={Maximize2}
            disabled={view.isWhole}
            onClick={view.fit}
          />
        </>
      )}
      <IconButton
        small
        label={asTable ? 'As a drawing' : 'As a table'}
        keys="t"
        icon={Table2}
        pressed={asTable}
        onClick={onTable}
      />
    </>
  );
}

export const processMapView = {
  id: 'process-map',
  title: 'Process map',
  icon: ChartScatter,
  View: ProcessMap,
} as const satisfies RoomView;
