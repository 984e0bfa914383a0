/** Exact numbers of what is under the pointer. */
import type { ReactNode } from 'react';
import type { Lanes } from '#contract/api.ts';
import { counted } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { windowText } from '../../ui/zoned-time.ts';
import { LANE_PX } from './layout.ts';

interface LaneReadoutProps {
  readonly lanes: Lanes;
  readonly spot: { readonly lane: number; readonly bin: number } | undefined;
  readonly xPx: number;
  readonly widthPx: number;
  readonly zone: string;
  readonly since: (timeUs: number) => string;
}

/** Value, time and count of a bin. */
export function LaneReadout({
  lanes,
  spot,
  xPx,
  widthPx,
  zone,
  since,
}: LaneReadoutProps): ReactNode {
  if (spot === undefined) return null;
  const { fromUs, binUs, bins } = lanes;
  const startUs = fromUs + spot.bin * binUs;
  const lane = lanes.lanes[spot.lane];
  const count = lanes.counts[spot.lane * bins + spot.bin] ?? 0;
  const side = xPx > widthPx / 2 ? { right: widthPx - xPx + 12 } : { left: xPx + 12 };
  const below = spot.lane < 2;
  const top = below ? (spot.lane + 1) * LANE_PX + 4 : spot.lane * LANE_PX - 26;
  const distance = since(startUs);
  return (
    <span className="readout" style={{ ...side, top }}>
      <VisibleText text={lane?.value === '' ? 'missing' : (lane?.value ?? '')} /> ·{' '}
      <span className="mono">{windowText(startUs, startUs + binUs, zone)}</span> {zone} ·{' '}
      {counted(count, 'event')}
      {distance !== '' && <span className="quiet"> · {distance}</span>}
    </span>
  );
}
