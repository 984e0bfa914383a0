/** Events over time, on every view: the scope against the whole case, the window that is looked at. */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Histogram } from '#contract/api.ts';
import { emptyScope, isEverything, timeWindow, withoutTime } from '../app/scope-history.ts';
import { useAsk } from '../app/use-ask.ts';
import { useSettings } from '../app/use-case.ts';
import { useScope } from '../app/use-scope.ts';
import { ErrorNote } from '../ui/notes.tsx';
import { counted, exactNumber, shortNumber } from '../ui/numbers.ts';
import { useSize } from '../ui/use-size.ts';
import { windowText, zoneLabel } from '../ui/zoned-time.ts';
import { HistogramPlot } from './histogram-plot.tsx';
import { binAt, binsFor, windowOfBins, type TimeWindow } from './layout.ts';
import { useBrush } from './use-brush.ts';

const HEIGHT_PX = 72;

/** 72 px under the chips. */
export function HistogramStrip(): ReactNode {
  const [measure, { widthPx }] = useSize();
  const { scope } = useScope();
  const bins = binsFor(widthPx);
  const all = useAsk(
    'timeline.histogram',
    widthPx === 0 ? undefined : { scope: emptyScope, bins },
  );
  const around = withoutTime(scope);
  const span = all.value;
  const within = useAsk(
    'timeline.histogram',
    span === undefined || isEverything(around)
      ? undefined
      : { scope: around, bins: span.counts.length, fromUs: span.fromUs, toUs: span.toUs },
  );
  const shown = isEverything(around) ? span : within.value;
  const failed = all.error ?? within.error;
  return (
    <div ref={measure} className="histogram-box">
      {failed !== undefined ? (
        <div className="histogram">
          <ErrorNote error={failed} again={all.error === undefined ? within.again : all.again} />
        </div>
      ) : (
        <StripBody all={span} shown={shown} widthPx={widthPx} />
      )}
    </div>
  );
}

interface StripBodyProps {
  readonly all: Histogram | undefined;
  readonly shown: Histogram | undefined;
  readonly widthPx: number;
}

function StripBody({ all, shown, widthPx }: StripBodyProps): ReactNode {
  const { scope, setWindow } = useScope();
  const window = timeWindow(scope);
  const [bin, setBin] = useState<number | undefined>(undefined);
  const [anchor, setAnchor] = useState<number | undefined>(undefined);
  const noteId = useId();
  const bins = all?.counts.length ?? 0;
  const pick = (a: number, b: number): void => {
    if (all !== undefined) setWindow(windowOfBins(all, a, b));
  };
  const brush = useBrush({
    onBrush: ({ fromPx, toPx }) =>
      pick(binAt(fromPx, bins, widthPx), binAt(toPx - 1, bins, widthPx)),
    onClick: (xPx) => {
      if (window !== undefined) setWindow(undefined);
      else setBin(binAt(xPx, bins, widthPx));
    },
  });
  if (all === undefined || bins === 0 || all.fromUs >= all.toUs) {
    const empty = all !== undefined;
    return (
      <div className="histogram idle">
        <span className="faint">{empty ? 'No event has a time yet' : ''}</span>
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      const from = bin ?? (step > 0 ? -1 : bins);
      setAnchor(event.shiftKey ? (anchor ?? from) : undefined);
      setBin(Math.min(bins - 1, Math.max(0, from + step)));
    } else if (event.key === 'Enter' && bin !== undefined) pick(anchor ?? bin, bin);
    else if (event.key === 'Escape' && (bin !== undefined || window !== undefined)) {
      if (bin === undefined) setWindow(undefined);
      setBin(undefined);
      setAnchor(undefined);
    } else return;
    event.preventDefault();
  };
  const keyboardMark = anchor !== undefined && bin !== undefined ? markOf(anchor, bin, widthPx / bins) : undefined;
  return (
    <div
      className="histogram"
      role="group"
      tabIndex={0}
      aria-label="Events over time. Arrows move, Shift and arrows mark, Enter sets the time window, Escape removes it."
      aria-describedby={noteId}
      onKeyDown={onKeyDown}
      onPointerLeave={() => setBin(undefined)}
    >
      <HistogramPlot
        all={all}
        shown={shown}
        size={{ widthPx, heightPx: HEIGHT_PX }}
        window={window}
        marking={brush.marking ?? keyboardMark}
        bin={bin}
        handlers={{
          ...brush.handlers,
          onPointerMove: (event) => {
            brush.handlers.onPointerMove(event);
            const left = event.currentTarget.getBoundingClientRect().left;
            setBin(binAt(event.clientX - left, bins, widthPx));
          },
        }}
      />
      <Readout id={noteId} all={all} shown={shown} bin={bin} widthPx={widthPx} />
      <Aside all={all} shown={shown} window={window} />
    </div>
  );
}

function markOf(a: number, b: number, binPx: number): { fromPx: number; toPx: number } {
  return { fromPx: Math.min(a, b) * binPx, toPx: (Math.max(a, b) + 1) * binPx };
}

interface ReadoutProps extends StripBodyProps {
  readonly id: string;
  readonly all: Histogram;
  readonly bin: number | undefined;
}

/** Exact numbers of the bin under the pointer. */
function Readout({ id, all, shown, bin, widthPx }: ReadoutProps): ReactNode {
  const { zone } = useSettings();
  if (bin === undefined) return <span id={id} />;
  const { fromUs, toUs } = windowOfBins(all, bin, bin);
  const here = shown?.counts[bin] ?? 0;
  const ofAll = shown === all ? '' : ` of ${exactNumber(all.counts[bin] ?? 0)}`;
  const xPx = ((bin + 0.5) / all.counts.length) * widthPx;
  const side = xPx > widthPx / 2 ? { right: widthPx - xPx + 8 } : { left: xPx + 8 };
  return (
    <span id={id} className="readout mono" style={{ ...side, top: 4 }} aria-live="polite">
      {windowText(fromUs, toUs, zone)} {zone} · {counted(here, 'event')}
      {ofAll}
    </span>
  );
}

interface AsideProps {
  readonly all: Histogram;
  readonly shown: Histogram | undefined;
  readonly window: TimeWindow | undefined;
}

/** What cannot be seen in the bars. */
function Aside({ all, shown }: AsideProps): ReactNode {
  const { zone } = useSettings();
  const timeless = (shown ?? all).timeless;
  const most = (shown ?? all).counts.reduce((max, count) => Math.max(max, count), 0);
  return (
    <span className="aside quiet">
      Events over time, {zoneLabel(zone, all.fromUs)} · highest bar {shortNumber(most)}
      {timeless > 0 && ` · ${shortNumber(timeless)} without a time`}
    </span>
  );
}
