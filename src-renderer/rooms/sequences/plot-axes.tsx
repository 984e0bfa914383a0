/** Axes of the timeline of sessions: both can be dragged over, to filter by time and by how unusual. */
import type { ReactNode } from 'react';
import { useScope } from '../../app/use-scope.ts';
import { useSettings } from '../../app/use-case.ts';
import { pixelY, unitX, unitY } from '../../canvas/scatter/plane.ts';
import type { PlaneView } from '../../canvas/scatter/use-plane.ts';
import { TimeAxis } from '../../histogram/time-axis.tsx';
import { useBrush } from '../../histogram/use-brush.ts';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { counted } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { laneFloor, type KeyGroup, type KeyGroups } from './layout.ts';
import { heightTicks, type Scale } from './metrics.ts';
import { useBrushY } from './use-brush-y.ts';

export const TIME_AXIS_PX = 28;
const TICK_EVERY_PX = 36;
const TICK_PX = 4;
/** An axis that is shorter has no room for its name. */
const NAMED_PX = 110;

interface TimeStripProps {
  readonly view: PlaneView;
  readonly widthPx: number;
}

/** Below the sessions; a drag sets the time window. */
export function TimeStrip({ view, widthPx }: TimeStripProps): ReactNode {
  const { zone } = useSettings();
  const { setWindow } = useScope();
  const timeOf = (px: number): number => unitX(view.plane, px);
  const brush = useBrush({
    onBrush: ({ fromPx, toPx }) =>
      setWindow({ fromUs: Math.floor(timeOf(fromPx)), toUs: Math.ceil(timeOf(toPx)) }),
  });
  return (
    <svg
      className="session-times"
      width={widthPx}
      height={TIME_AXIS_PX}
      aria-hidden
      {...brush.handlers}
    >
      <title>Drag to filter by time</title>
      <rect width={widthPx} height={TIME_AXIS_PX} fill="transparent" />
      {brush.marking !== undefined && (
        <rect
          className="brush-area"
          x={brush.marking.fromPx}
          width={brush.marking.toPx - brush.marking.fromPx}
          height={TIME_AXIS_PX - 1}
        />
      )}
      {widthPx > 0 && (
        <TimeAxis
          fromUs={timeOf(0)}
          toUs={timeOf(widthPx)}
          zone={zone}
          widthPx={widthPx}
          topPx={1}
        />
      )}
    </svg>
  );
}

interface HeightAxisProps {
  readonly view: PlaneView;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly scale: Scale;
  /** Heights that were dragged over. */
  readonly onBrush: (from: number, to: number) => void;
}

/** Left of the sessions, while there are no lanes. */
export function HeightAxis(props: HeightAxisProps): ReactNode {
  const { view, widthPx, heightPx, scale, onBrush } = props;
  const { plane } = view;
  const brush = useBrushY(({ fromPx, toPx }) => onBrush(unitY(plane, toPx), unitY(plane, fromPx)));
  const ticks = heightTicks(
    unitY(plane, heightPx),
    unitY(plane, 0),
    heightPx / TICK_EVERY_PX,
    scale,
  ).filter(({ height }) => isWhole(pixelY(plane, height), heightPx));
  return (
    <svg
      className="session-heights"
      width={widthPx}
      height={heightPx}
      aria-hidden
      {...brush.handlers}
    >
      <title>Drag to pick the sessions within</title>
      <rect width={widthPx} height={heightPx} fill="transparent" />
      {brush.marking !== undefined && (
        <rect
          className="brush-area"
          y={brush.marking.fromPx}
          height={brush.marking.toPx - brush.marking.fromPx}
          width={widthPx - 1}
        />
      )}
      <line className="axis-line" x1={widthPx - 0.5} x2={widthPx - 0.5} y2={heightPx} />
      {ticks.map(({ height, label }) => (
        <g key={height} transform={`translate(${widthPx} ${pixelY(plane, height)})`}>
          <line className="axis-line" x1={-TICK_PX} />
          <text className="axis-text" x={-TICK_PX - 3} y={4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {heightPx >= NAMED_PX && (
        <text className="axis-text" transform="translate(12 4) rotate(-90)" textAnchor="end">
          {scale.metric.axis} →
        </text>
      )}
    </svg>
  );
}

/** A label nearer to an end than this would be cut. */
const EDGE_PX = 6;

function isWhole(yPx: number, heightPx: number): boolean {
  return yPx >= EDGE_PX && yPx <= heightPx - EDGE_PX;
}

interface LaneLabelsProps {
  readonly view: PlaneView;
  readonly heightPx: number;
  readonly lanes: KeyGroups;
  readonly onPick: (lane: number) => void;
}

const LABEL_PX = 20;

/** Left of the sessions: a name for each lane, in the middle of what is seen of it. */
export function LaneLabels({ view, heightPx, lanes, onPick }: LaneLabelsProps): ReactNode {
  const { plane } = view;
  const all = lanes.groups.length;
  return (
    <ul className="session-lanes" style={{ height: heightPx }}>
      {lanes.groups.map((group, lane) => {
        const floor = laneFloor(lane, all);
        const top = Math.max(0, pixelY(plane, floor + 1));
        const bottom = Math.min(heightPx, pixelY(plane, floor));
        if (bottom - top < LABEL_PX / 2) return null;
        const middle = Math.min(heightPx - LABEL_PX, Math.max(0, (top + bottom - LABEL_PX) / 2));
        return (
          <li key={`${group.isRest} ${group.value ?? ''}`} style={{ top: middle }}>
            <button
              type="button"
              className="lane-name"
              title={`${spelledOut(groupName(group))}: ${counted(group.sessions, 'session')}. Click picks them.`}
              onClick={() => onPick(lane)}
            >
              <GroupName group={group} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Lines between lanes, over the marks. */
export function LaneLines({ view, lanes }: Pick<LaneLabelsProps, 'view' | 'lanes'>): ReactNode {
  const { widthPx, heightPx } = view.frame.size;
  return (
    <svg className="scatter-over" width={widthPx} height={heightPx} aria-hidden>
      {lanes.groups.slice(1).map((_, at) => (
        <line
          key={at}
          className="lane-line"
          x2={widthPx}
          y1={pixelY(view.plane, laneFloor(at, lanes.groups.length))}
          y2={pixelY(view.plane, laneFloor(at, lanes.groups.length))}
        />
      ))}
    </svg>
  );
}

/** "alice", "missing", "38 others". */
export function groupName({ value, isRest, values }: KeyGroup): string {
  if (isRest) return counted(values, 'other', 'others');
  return value === undefined ? 'missing' : value === '' ? 'empty' : value;
}

/** The same on screen: evidence is shown as evidence. */
export function GroupName({ group }: { readonly group: KeyGroup }): ReactNode {
  const own = !group.isRest && group.value !== undefined && group.value !== '';
  return (
    <span className={own ? 'cut mono' : 'cut quiet'}>
      <VisibleText text={groupName(group).slice(0, 200)} />
    </span>
  );
}
