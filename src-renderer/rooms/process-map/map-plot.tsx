/** The map itself: processes as marks, names over their regions, and what a mark stands for. */
import { useMemo, type ReactNode } from 'react';
import { countAt, marksOfRows, rowsAt, rowsOf } from '../../canvas/scatter/marks.ts';
import { ScatterPlot } from '../../canvas/scatter/scatter-plot.tsx';
import type { PlaneView } from '../../canvas/scatter/use-plane.ts';
import { useView } from '../../app/use-case.ts';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { labelWidthPx } from '../../canvas/scatter/label-width.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { textOf } from '../whole-table.ts';
import { labelCounts, programOf, type ProcessMapModel } from './layout.ts';
import { levelOfZoom, placedRegions, regionsOf } from './regions.ts';
import { mapStyles } from './styles.ts';
import type { GroupsInScope } from '../use-groups-in-scope.ts';
import type { GroupPick } from '../use-group-pick.ts';

export interface MapPlotProps {
  readonly model: ProcessMapModel;
  readonly view: PlaneView;
  readonly picked: GroupPick;
  readonly inScope: GroupsInScope;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
}

/** Fills the view. */
export function MapPlot(props: MapPlotProps): ReactNode {
  const { model, view, picked, inScope } = props;
  const { marks } = model;
  const { show } = useView();
  const shown = picked.rows ?? inScope.rows;
  const lit = useMemo(
    () => (shown === undefined ? undefined : marksOfRows(marks, shown)),
    [marks, shown],
  );
  const pickMark = (mark: number): void => {
    const rows = rowsAtPlace(model, mark);
    const [first] = rows;
    if (first === undefined) return;
    const name = programOf(model, first);
    const label = rows.length === 1 ? name : `${rows.length} processes like ${name}`;
    picked.pick(rows, label);
  };
  return (
    <ScatterPlot
      label="Map of processes. Arrows move, plus and minus zoom, Enter picks the process in the middle, L draws round several, T shows a table."
      marks={marks}
      view={view}
      styles={mapStyles}
      lit={lit}
      shape="lasso"
      tool={props.tool}
      onTool={props.onTool}
      onMarked={(inside) => {
        const rows = rowsOf(marks, inside);
        picked.pick(rows, `lasso ${counted(rows.length, 'process', 'processes')}`);
      }}
      onPick={pickMark}
      onOpen={() => show('events')}
      describe={(mark) => <MarkReadout model={model} mark={mark} />}
    >
      <RegionNames model={model} view={view} quiet={lit !== undefined} />
    </ScatterPlot>
  );
}

/** All processes with the same behaviour lie at one place, whatever they are called. */
function rowsAtPlace({ marks, vectors }: ProcessMapModel, mark: number): readonly number[] {
  const vector = vectors[rowsAt(marks, mark)[0] ?? -1];
  const rows: number[] = [];
  vectors.forEach((other, row) => {
    if (other === vector && (marks.markOf[row] ?? -1) >= 0) rows.push(row);
  });
  return rows;
}

function MarkReadout({ model, mark }: { model: ProcessMapModel; mark: number }): ReactNode {
  const rows = rowsAt(model.marks, mark);
  const row = rows[0] ?? 0;
  const label = textOf(model.labels, row) ?? '';
  const vector = model.vectors[row] ?? -1;
  const here = model.vectorCounts[vector] ?? countAt(model.marks, mark);
  const otherLabels = labelCounts(model, rows).length - 1;
  return (
    <>
      <p className="mono readout-label">
        <VisibleText text={label.slice(0, 400)} />
      </p>
      {otherLabels > 0 && <p className="quiet">and {counted(otherLabels, 'other label')} here</p>}
      <p className="quiet">
        {exactNumber(model.tokens[row] ?? NaN)} tokens · vector {vector} ·{' '}
        {here === 1 ? 'the only process here' : `${exactNumber(here)} processes at this place`}
      </p>
    </>
  );
}

interface RegionNamesProps {
  readonly model: ProcessMapModel;
  readonly view: PlaneView;
  /** Names step back while some processes are picked. */
  readonly quiet: boolean;
}

function RegionNames({ model, view, quiet }: RegionNamesProps): ReactNode {
  const level = levelOfZoom(view.zoom);
  const regions = useMemo(
    () => regionsOf({ ...model, nameOf: (row) => programOf(model, row).toLowerCase() }, level),
    [model, level],
  );
  const placed = placedRegions(regions, view.plane, view.frame.size, labelWidthPx);
  return (
    <ul className={quiet ? 'region-names quiet' : 'region-names'} aria-hidden>
      {placed.map(({ region, xPx, yPx }) => (
        <li
          key={`${region.name} ${region.x} ${region.y}`}
          style={{ transform: `translate(${Math.round(xPx)}px, ${Math.round(yPx)}px)` }}
        >
          <VisibleText text={region.name} />
        </li>
      ))}
    </ul>
  );
}
