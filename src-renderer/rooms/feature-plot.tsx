/** One scatter plot of two features, with axes; a box drawn round events makes them a filter. */
import { useMemo, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { useSelection } from '../app/use-case.ts';
import { useScope } from '../app/use-scope.ts';
import { AxisX, AxisY, AXIS_X_PX, AXIS_Y_PX } from '../canvas/scatter/axes.tsx';
import { countAt, marksOfRows, rowsAt, rowsOf, type Marks } from '../canvas/scatter/marks.ts';
import { boundsOf, pixelX, pixelY } from '../canvas/scatter/plane.ts';
import { ScatterPlot, type MarkStyle } from '../canvas/scatter/scatter-plot.tsx';
import { usePlane, type PlaneView } from '../canvas/scatter/use-plane.ts';
import { categoryColour } from '../ui/colours.ts';
import { counted, exactNumber } from '../ui/numbers.ts';
import { useSize } from '../ui/use-size.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { clustersOf, type ClusterRow } from './cluster-row.ts';
import { pickedEvents, usePickChip } from './own-chips.ts';
import { COLOURED_CLUSTERS, featureMarks, rowsWith, type Feature } from './scatter-features.ts';
import type { ClusterPicks } from './use-cluster-picks.ts';
import { numbersOf, textOf, textsOf } from './whole-table.ts';

interface FeaturePlotProps {
  readonly run: number;
  readonly block: ColumnBlock;
  readonly x: Feature;
  readonly y: Feature;
  readonly nameColumn: string;
  readonly picks: ClusterPicks;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
}

/** Clusters by colour, the smaller ones grey, noise a cross. */
const styles: readonly MarkStyle[] = [
  ...Array.from({ length: COLOURED_CLUSTERS }, (_, slot): MarkStyle => ({
    colour: categoryColour(slot),
    shape: 'disc',
  })),
  { colour: categoryColour(undefined), shape: 'disc' },
  { colour: 'var(--amber)', shape: 'cross' },
];

/** Plot and axes in what room there is. */
export function FeaturePlot(props: FeaturePlotProps): ReactNode {
  const { block, x, y, run, picks } = props;
  const marks = useMemo(() => featureMarks(block, x.name, y.name), [block, x.name, y.name]);
  const bounds = useMemo(() => boundsOf(marks.xs, marks.ys), [marks]);
  const [measure, size] = useSize();
  const view = usePlane(bounds, size, false);
  const pick = usePickChip(run);
  const { openDetails } = useSelection();
  const ids = useMemo(() => numbersOf(block, 'event'), [block]);
  const lit = useLit(props, marks);
  const { widthPx, heightPx } = size;
  const label = `${x.label} against ${y.label}. Arrows move, plus and minus zoom, Enter shows the event in the middle, L draws a box, T shows a table.`;
  return (
    <div className="feature-frame">
      <AxisY view={view} heightPx={heightPx} label={y.label} />
      <div ref={measure} className="feature-plane" style={{ left: AXIS_Y_PX, bottom: AXIS_X_PX }}>
        {widthPx > 0 && heightPx > 0 && (
          <ScatterPlot
            label={label}
            marks={marks}
            view={view}
            styles={styles}
            lit={lit}
            shape="box"
            tool={props.tool}
            onTool={props.onTool}
            onMarked={(inside) => {
              const events = Array.from(rowsOf(marks, inside), (row) => ids[row] ?? -1);
              if (events.length === 0) return;
              const sorted = [...new Set(events)].sort((a, b) => a - b);
              pick({ kind: 'events', ids: sorted }, `box round ${counted(sorted.length, 'event')}`);
            }}
            onPick={(mark) => openDetails(ids[rowsAt(marks, mark)[0] ?? -1] ?? -1)}
            describe={(mark) => <FeatureReadout {...props} marks={marks} mark={mark} />}
          >
            <CurrentRings block={block} marks={marks} view={view} rows={picks.rows} />
          </ScatterPlot>
        )}
      </div>
      <AxisX view={view} widthPx={widthPx} label={x.label} />
    </div>
  );
}

/** Events in a box, else those of checked rows; without either all count. */
function useLit({ block, run, picks }: FeaturePlotProps, marks: Marks): Uint8Array | undefined {
  const { scope } = useScope();
  const boxed = pickedEvents(scope, run);
  const { checked } = picks;
  return useMemo(() => {
    if (boxed !== undefined) return marksOfRows(marks, rowsWith(block, new Set(), new Set(boxed)));
    if (checked.size === 0) return undefined;
    return marksOfRows(marks, rowsOfPicks(block, [...checked.values()]));
  }, [boxed, checked, marks, block]);
}

function rowsOfPicks(block: ColumnBlock, rows: readonly ClusterRow[]): readonly number[] {
  const noise = rows.flatMap(({ cluster, exemplar }) => (cluster < 0 ? [exemplar] : []));
  return rowsWith(block, new Set(clustersOf(rows)), new Set(noise));
}

interface CurrentRingsProps {
  readonly block: ColumnBlock;
  readonly marks: Marks;
  readonly view: PlaneView;
  readonly rows: readonly ClusterRow[];
}

/** More rings than these would hide what they point at. */
const MOST_RINGS = 300;

/** The rows that the table looks at, found again in the plot. */
function CurrentRings({ block, marks, view, rows }: CurrentRingsProps): ReactNode {
  const ringed = useMemo(() => {
    const lit = marksOfRows(marks, rowsOfPicks(block, rows));
    const found: number[] = [];
    lit.forEach((flag, mark) => {
      if (flag === 1 && found.length < MOST_RINGS) found.push(mark);
    });
    return found;
  }, [block, marks, rows]);
  const { widthPx, heightPx } = view.frame.size;
  return (
    <svg className="scatter-over" width={widthPx} height={heightPx} aria-hidden>
      {ringed.map((mark) => (
        <circle
          key={mark}
          className="current-ring"
          cx={pixelX(view.plane, marks.xs[mark] ?? 0)}
          cy={pixelY(view.plane, marks.ys[mark] ?? 0)}
          r={9}
        />
      ))}
    </svg>
  );
}

interface FeatureReadoutProps extends FeaturePlotProps {
  readonly marks: Marks;
  readonly mark: number;
}

function FeatureReadout({ block, x, y, nameColumn, marks, mark }: FeatureReadoutProps): ReactNode {
  const row = rowsAt(marks, mark)[0] ?? 0;
  const cluster = numbersOf(block, 'cluster')[row] ?? NaN;
  const here = countAt(marks, mark);
  return (
    <>
      <p>
        {cluster < 0 ? <span className="noise-word">× noise</span> : `cluster ${cluster}`} ·{' '}
        {here === 1 ? '1 event' : `${exactNumber(here)} events at this place`}
      </p>
      <p className="mono">
        <VisibleText text={textOf(textsOf(block, nameColumn), row)} />
      </p>
      {[x, y].map((feature, at) => (
        <p key={feature.name} className="quiet">
          {feature.label}{' '}
          <span className="mono">{exactNumber((at === 0 ? marks.xs : marks.ys)[mark] ?? NaN)}</span>
        </p>
      ))}
    </>
  );
}
