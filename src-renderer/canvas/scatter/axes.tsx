/** Axes of a plane of numbers: ticks where they are round, the name with its unit at the end. */
import type { ReactNode } from 'react';
import { pixelX, pixelY, unitX, unitY } from './plane.ts';
import { niceTicks, tickText } from './ticks.ts';
import type { PlaneView } from './use-plane.ts';

export const AXIS_X_PX = 36;
export const AXIS_Y_PX = 72;
const TICK_EVERY_X_PX = 96;
const TICK_EVERY_Y_PX = 40;
const TICK_PX = 4;
const LABEL_PX = 11;
/** A number nearer to the end than this would be cut. */
const EDGE_PX = 12;

interface AxisXProps {
  readonly view: PlaneView;
  readonly widthPx: number;
  readonly label: string;
}

/** Below the plane. */
export function AxisX({ view, widthPx, label }: AxisXProps): ReactNode {
  const { plane } = view;
  const ticks = niceTicks(unitX(plane, 0), unitX(plane, widthPx), widthPx / TICK_EVERY_X_PX);
  const step = stepOf(ticks);
  const whole = ticks.filter((value) => pixelX(plane, value) < widthPx - EDGE_PX);
  return (
    <svg className="axis axis-x" width={widthPx} height={AXIS_X_PX} style={{ left: AXIS_Y_PX }}>
      <line className="axis-line" x2={widthPx} y1={0.5} y2={0.5} />
      {whole.map((value) => (
        <g key={value} transform={`translate(${pixelX(plane, value)} 0)`}>
          <line className="axis-line" y2={TICK_PX} />
          <text className="axis-text" y={TICK_PX + LABEL_PX} textAnchor="middle">
            {tickText(value, step)}
          </text>
        </g>
      ))}
      <text className="axis-text axis-name" x={widthPx - 4} y={AXIS_X_PX - 6} textAnchor="end">
        {label} →
      </text>
    </svg>
  );
}

interface AxisYProps {
  readonly view: PlaneView;
  readonly heightPx: number;
  readonly label: string;
}

/** Left of the plane. */
export function AxisY({ view, heightPx, label }: AxisYProps): ReactNode {
  const { plane } = view;
  const ticks = niceTicks(unitY(plane, heightPx), unitY(plane, 0), heightPx / TICK_EVERY_Y_PX);
  const step = stepOf(ticks);
  return (
    <svg className="axis" width={AXIS_Y_PX} height={heightPx}>
      <line className="axis-line" x1={AXIS_Y_PX - 0.5} x2={AXIS_Y_PX - 0.5} y2={heightPx} />
      {ticks.map((value) => (
        <g key={value} transform={`translate(${AXIS_Y_PX} ${pixelY(plane, value)})`}>
          <line className="axis-line" x1={-TICK_PX} />
          <text className="axis-text" x={-TICK_PX - 3} y={4} textAnchor="end">
            {tickText(value, step)}
          </text>
        </g>
      ))}
      <text
        className="axis-text axis-name"
        transform="translate(12 4) rotate(-90)"
        textAnchor="end"
      >
        {label} →
      </text>
    </svg>
  );
}

function stepOf([first = 0, second = 1]: readonly number[]): number {
  return Math.abs(second - first);
}
