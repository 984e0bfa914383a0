/** Sessions over time, the unusual ones on top: marks to point at, to open, and to draw a box round. */
import { useMemo, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { marksOfRows, rowsAt, rowsOf } from '../../canvas/scatter/marks.ts';
import { pixelX, pixelY } from '../../canvas/scatter/plane.ts';
import { ScatterPlot, type MarkStyle } from '../../canvas/scatter/scatter-plot.tsx';
import type { PlaneView } from '../../canvas/scatter/use-plane.ts';
import { counted } from '../../ui/numbers.ts';
import type { GroupPick } from '../use-group-pick.ts';
import type { GroupsInScope } from '../use-groups-in-scope.ts';
import { rowsBetween, rowsOfGroup, strangestOf, type SessionModel } from './layout.ts';
import { heightText, type Scale } from './metrics.ts';
import {
  groupName,
  HeightAxis,
  LaneLabels,
  LaneLines,
  TIME_AXIS_PX,
  TimeStrip,
} from './plot-axes.tsx';
import { SessionReadout } from './session-readout.tsx';
import { STRIP_PX, UnscoredStrip } from './unscored-strip.tsx';

export interface SessionPlotProps {
  readonly run: number;
  readonly block: ColumnBlock;
  readonly model: SessionModel;
  readonly scale: Scale;
  readonly styles: readonly MarkStyle[];
  readonly view: PlaneView;
  /** Of the plane that the view looks at. */
  readonly measure: (element: HTMLElement | null) => (() => void) | undefined;
  readonly picked: GroupPick;
  readonly inScope: GroupsInScope;
  readonly current: number | undefined;
  readonly onCurrent: (session: number) => void;
  /** Shows the events of sessions. */
  readonly onOpen: (sessions: readonly number[]) => void;
  readonly tool: boolean;
  readonly onTool: (tool: boolean) => void;
}

const AXIS_PX = 64;
const LANES_PX = 152;

/** Plot, axes, and the strip of what has no score. */
export function SessionPlot(props: SessionPlotProps): ReactNode {
  const { model, view, scale, measure, picked, onCurrent } = props;
  const { widthPx, heightPx } = view.frame.size;
  const leftPx = model.lanes === undefined ? AXIS_PX : LANES_PX;
  const hasUnscored = model.unscored.length > 0;
  const rows = `minmax(0, 1fr) ${hasUnscored ? `${STRIP_PX}px ` : ''}${TIME_AXIS_PX}px`;
  return (
    <div
      className="session-plot"
      style={{ gridTemplateColumns: `${leftPx}px minmax(0, 1fr)`, gridTemplateRows: rows }}
    >
      {model.lanes === undefined ? (
        <HeightAxis
          view={view}
          widthPx={leftPx}
          heightPx={heightPx}
          scale={scale}
          onBrush={(from, to) => {
            const found = rowsBetween(model, from, to);
            picked.pick(found, betweenText(found.length, from, to, scale));
          }}
        />
      ) : (
        <LaneLabels
          view={view}
          heightPx={heightPx}
          lanes={model.lanes}
          onPick={(lane) => pickGroup(props, lane)}
        />
      )}
      <div ref={measure} className="session-plane">
        {widthPx > 0 && heightPx > 0 && <SessionMarks {...props} />}
      </div>
      {hasUnscored && (
        <>
          <span
            className="unscored-name quiet cut"
            title={`${counted(model.unscored.length, 'session')} too short for this measure`}
          >
            not scored
          </span>
          <UnscoredStrip
            model={model}
            view={view}
            widthPx={widthPx}
            onCurrent={onCurrent}
            onPick={picked.pick}
          />
        </>
      )}
      <span />
      <TimeStrip view={view} widthPx={widthPx} />
    </div>
  );
}

function pickGroup({ model, picked }: SessionPlotProps, lane: number): void {
  const group = model.lanes?.groups[lane];
  if (model.lanes === undefined || group === undefined) return;
  const rows = rowsOfGroup(model.lanes, lane);
  picked.pick(rows, `${groupName(group).slice(0, 100)}: ${counted(rows.length, 'session')}`);
}

/** "12 sessions, score 2.1 to 3.4". */
function betweenText(count: number, from: number, to: number, scale: Scale): string {
  return `${counted(count, 'session')}, ${scale.metric.label} ${heightText(from, scale)} to ${heightText(to, scale)}`;
}

function SessionMarks(props: SessionPlotProps): ReactNode {
  const { run, block, model, scale, styles, view, picked, inScope, current } = props;
  const { marks } = model;
  const shown = picked.rows ?? inScope.rows;
  const lit = useMemo(
    () => (shown === undefined ? undefined : marksOfRows(marks, shown)),
    [marks, shown],
  );
  return (
    <ScatterPlot
      label="Sessions over time. Arrows move, plus and minus zoom, Enter opens the session in the middle, L draws a box, T leaves the table only."
      marks={marks}
      view={view}
      styles={styles}
      lit={lit}
      shape="box"
      tool={props.tool}
      onTool={props.onTool}
      onMarked={(inside) => {
        const rows = rowsOf(marks, inside);
        picked.pick(rows, `box round ${counted(rows.length, 'session')}`);
      }}
      onPick={(mark) => props.onCurrent(strangestOf(model, rowsAt(marks, mark)))}
      onOpen={(mark) => props.onOpen(Array.from(rowsAt(marks, mark)))}
      describe={(mark) => (
        <SessionReadout
          run={run}
          block={block}
          model={model}
          scale={scale}
          rows={rowsAt(marks, mark)}
        />
      )}
    >
      {model.lanes !== undefined && <LaneLines view={view} lanes={model.lanes} />}
      <CurrentRing model={model} view={view} current={current} />
    </ScatterPlot>
  );
}

interface CurrentRingProps {
  readonly model: SessionModel;
  readonly view: PlaneView;
  readonly current: number | undefined;
}

/** The session that is open, found again among the others. */
function CurrentRing({ model, view, current }: CurrentRingProps): ReactNode {
  const mark = model.marks.markOf[current ?? -1] ?? -1;
  if (mark < 0) return null;
  const { widthPx, heightPx } = view.frame.size;
  return (
    <svg className="scatter-over" width={widthPx} height={heightPx} aria-hidden>
      <circle
        className="current-ring"
        cx={pixelX(view.plane, model.marks.xs[mark] ?? 0)}
        cy={pixelY(view.plane, model.marks.ys[mark] ?? 0)}
        r={9}
      />
    </svg>
  );
}
