/** The stretch of time that the timeline shows: zoomed by wheel or keys, dragged, reset. */
import { useState } from 'react';
import type { TimeWindow } from '../../histogram/layout.ts';
import { panned, zoomed } from './layout.ts';

export interface TimeView {
  readonly window: TimeWindow;
  readonly isWhole: boolean;
  readonly zoom: (factor: number, at01: number) => void;
  /** By a share of what is in view. */
  readonly pan: (by01: number) => void;
  readonly reset: () => void;
}

/** View over a whole span; another span begins with all of it. */
export function useTimeView(full: TimeWindow): TimeView {
  const [kept, setKept] = useState<{ readonly full: TimeWindow; readonly window: TimeWindow }>();
  const fits = kept?.full.fromUs === full.fromUs && kept.full.toUs === full.toUs;
  const window = fits ? kept.window : full;
  const show = (next: TimeWindow): void => setKept({ full, window: next });
  return {
    window,
    isWhole: !fits || (window.fromUs <= full.fromUs && window.toUs >= full.toUs),
    zoom: (factor, at01) => show(zoomed(window, factor, at01, full)),
    pan: (by01) => show(panned(window, by01, full)),
    reset: () => setKept(undefined),
  };
}
