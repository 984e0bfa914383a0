/** The lanes: labels at the left, marks on a canvas, an axis above that sets the window. */
import { useMemo, useState, type MouseEvent, type ReactNode } from 'react';
import type { Lanes } from '#contract/api.ts';
import { useScope } from '../../app/use-scope.ts';
import { useSettings } from '../../app/use-case.ts';
import { useValueMenu } from '../../details/use-value-menu.ts';
import { TimeAxis } from '../../histogram/time-axis.tsx';
import { useBrush } from '../../histogram/use-brush.ts';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { ContextMenu } from '../../ui/menu.tsx';
import { exactNumber, shortNumber } from '../../ui/numbers.ts';
import { useColours } from '../../ui/use-colours.ts';
import { useSize } from '../../ui/use-size.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { LaneCanvas } from './lane-canvas.tsx';
import { lanesInView, pxToTime } from './layout.ts';
import type { TimeView } from './use-time-view.ts';

export interface LanePlotProps {
  readonly lanes: Lanes;
  readonly field: string;
  readonly view: TimeView;
  /** True while finer counts are on their way. */
  readonly old: boolean;
}

/** Axis, labels and marks. */
export function LanePlot({ lanes, field, view, old }: LanePlotProps): ReactNode {
  const [measure, { widthPx }] = useSize();
  const [labels, setLabels] = useState<{ lanes: Lanes; names: readonly string[] }>();
  if (labels?.lanes !== lanes) setLabels({ lanes, names: lanes.lanes.map(({ value }) => value) });
  const colourOf = useColours(field, labels?.names);
  const inView = useMemo(() => lanesInView(lanes), [lanes]);
  return (
    <div className="timeline-body">
      <AxisStrip view={view} widthPx={widthPx} />
      <div className="timeline-scroll">
        <ul className="timeline-labels" aria-label="Lanes">
          {lanes.lanes.map(({ value, count }, lane) => (
            <LaneLabel
              key={value}
              field={field}
              value={value}
              count={count}
              quiet={inView[lane] === false}
              colour={colourOf(value)}
            />
          ))}
        </ul>
        <div ref={measure} className="timeline-plot">
          <LaneCanvas
            lanes={lanes}
            field={field}
            view={view}
            old={old}
            widthPx={widthPx}
            colourOf={colourOf}
          />
        </div>
      </div>
    </div>
  );
}

interface AxisStripProps {
  readonly view: TimeView;
  readonly widthPx: number;
}

function AxisStrip({ view, widthPx }: AxisStripProps): ReactNode {
  const { zone } = useSettings();
  const { setWindow } = useScope();
  const { window } = view;
  const brush = useBrush({
    onBrush: ({ fromPx, toPx }) =>
      setWindow({
        fromUs: Math.floor(pxToTime(fromPx, window, widthPx)),
        toUs: Math.ceil(pxToTime(toPx, window, widthPx)),
      }),
  });
  return (
    <div className="timeline-axis">
      <span className="corner quiet cut">drag to filter →</span>
      <svg height={28} width={widthPx} aria-hidden {...brush.handlers}>
        <rect width={widthPx} height={28} fill="transparent" />
        {brush.marking !== undefined && (
          <rect
            className="brush-area"
            x={brush.marking.fromPx}
            width={brush.marking.toPx - brush.marking.fromPx}
            height={27}
          />
        )}
        {widthPx > 0 && <TimeAxis {...window} zone={zone} widthPx={widthPx} topPx={8} />}
      </svg>
    </div>
  );
}

interface LaneLabelProps {
  readonly field: string;
  readonly value: string;
  readonly count: number;
  readonly colour: string;
  /** True when none of its events is in view. */
  readonly quiet: boolean;
}

function LaneLabel({ field, value, count, colour, quiet }: LaneLabelProps): ReactNode {
  const { filterValue } = useScope();
  const menu = useValueMenu();
  const onClick = (event: MouseEvent): void =>
    filterValue(field, value, event.shiftKey || event.altKey);
  const name = value === '' ? 'missing' : spelledOut(value);
  return (
    <li>
      <ContextMenu entries={menu(field, value)}>
        <button
          type="button"
          className={quiet ? 'lane-label empty-lane' : 'lane-label'}
          title={`${name}: ${exactNumber(count)} events. Click keeps, Shift+click leaves out.`}
          onClick={onClick}
        >
          <i className="swatch" style={{ background: colour }} aria-hidden />
          <span className="cut">
            {value === '' ? <span className="faint">missing</span> : <VisibleText text={value} />}
          </span>
          <span className="mono quiet">{shortNumber(count)}</span>
        </button>
      </ContextMenu>
    </li>
  );
}
