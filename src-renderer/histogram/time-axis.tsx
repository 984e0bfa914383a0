/** A time axis in the displayed zone. */
import { AxisBottom } from '@visx/axis';
import { scaleLinear } from '@visx/scale';
import type { ReactNode } from 'react';
import { timeTicks } from './time-ticks.ts';

interface TimeAxisProps {
  readonly fromUs: number;
  readonly toUs: number;
  readonly zone: string;
  readonly widthPx: number;
  readonly topPx: number;
}

/** Room that a label with its day needs, px. */
const LABEL_PX = 110;

/** Ticks at round times, the day where it begins. */
export function TimeAxis({ fromUs, toUs, zone, widthPx, topPx }: TimeAxisProps): ReactNode {
  const ticks = timeTicks(fromUs, toUs, zone, Math.max(1, Math.floor(widthPx / LABEL_PX)));
  const labels = new Map(ticks.map(({ timeUs, label }) => [timeUs, label]));
  const scale = scaleLinear({ domain: [fromUs, toUs], range: [0, widthPx] });
  return (
    <AxisBottom
      top={topPx}
      scale={scale}
      tickValues={ticks.map(({ timeUs }) => timeUs)}
      tickFormat={(value) => labels.get(Number(value)) ?? ''}
      tickLength={4}
      stroke="var(--line-strong)"
      tickStroke="var(--line-strong)"
      tickLabelProps={(value) => ({
        className: 'axis-text',
        fontSize: 11,
        textAnchor: anchorAt(scale(Number(value)), widthPx),
      })}
    />
  );
}

/** Labels at the edges stay inside. */
function anchorAt(xPx: number, widthPx: number): 'start' | 'middle' | 'end' {
  if (xPx < LABEL_PX / 2) return 'start';
  return xPx > widthPx - LABEL_PX / 2 ? 'end' : 'middle';
}
