/** The right pane: everything about the selected event, and whatever a view has to say of its picks. */
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useAsk } from '../app/use-ask.ts';
import type { WhyOffer } from '../app/why-slot.tsx';
import { useSelection, useSettings } from '../app/use-case.ts';
import { useSettled } from '../app/use-settled.ts';
import { Doing, Empty, ErrorNote } from '../ui/notes.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { FieldsTab } from './fields-tab.tsx';
import { ProvenanceTab } from './provenance-tab.tsx';
import { RawTab } from './raw-tab.tsx';

interface DetailsPaneProps {
  /** What the present view has something to say of. */
  readonly why: WhyOffer | undefined;
  /** Ref of the element that the view draws into. */
  readonly whyHost: (element: HTMLElement | null) => void;
}

/** Scrolling through rows with a key held down asks for the row where it ends. */
const PAUSE_MS = 60;

/** 320–480 px at the right. */
export function DetailsPane({ why, whyHost }: DetailsPaneProps): ReactNode {
  const { detailsWidthPx } = useSettings();
  const { tab, setTab } = useFrontTab(why?.title ?? '');
  const onWhy = tab === 'why' && why !== undefined;
  return (
    <aside className="details" aria-label="Details" style={{ width: detailsWidthPx }}>
      <Splitter />
      <div className="details-why" hidden={!onWhy}>
        <div className="tabs-list">
          <button type="button" className="tab" data-state="active" aria-current="true">
            {why?.tab}
          </button>
          <button type="button" className="tab" onClick={() => setTab('fields')}>
            Event
          </button>
        </div>
        <div ref={whyHost} className="why-host" />
      </div>
      {!onWhy && <EventDetails tab={tab === 'why' ? 'fields' : tab} onTab={setTab} why={why} />}
    </aside>
  );
}

/** Something new to read comes to the front once; after that the analyst's choice holds. */
function useFrontTab(title: string): {
  readonly tab: string;
  readonly setTab: (tab: string) => void;
} {
  const { selected } = useSelection();
  const [tab, setTab] = useState('fields');
  const [seen, setSeen] = useState({ title: '', selected });
  if (seen.title !== title || seen.selected !== selected) {
    setSeen({ title, selected });
    if (seen.title !== title && title !== '') setTab('why');
    else if (tab === 'why' && (title === '' || selected !== undefined)) setTab('fields');
  }
  return { tab, setTab };
}

interface EventDetailsProps {
  readonly tab: string;
  readonly onTab: (tab: string) => void;
  readonly why: WhyOffer | undefined;
}

function EventDetails({ tab, onTab, why }: EventDetailsProps): ReactNode {
  const { selected } = useSelection();
  const id = useSettled(selected, PAUSE_MS);
  const asked = useAsk('events.detail', id === undefined ? undefined : { id });
  const back = why !== undefined && (
    <button type="button" className="tab details-back" onClick={() => onTab('why')}>
      {why.tab}: {why.title}
    </button>
  );
  if (selected === undefined) {
    return (
      <>
        {back}
        <Empty title="No event selected">
          Select a row to see all its fields, the record as it was found, and where it lies in the
          evidence.
        </Empty>
      </>
    );
  }
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  const detail = asked.value;
  if (detail === undefined) return <Doing what={`Reading event ${selected}`} />;
  return (
    <>
      {back}
      <Tabs
        label={`Event ${detail.id}`}
        value={tab}
        onChange={onTab}
        tabs={[
          { id: 'fields', label: 'Fields', content: <FieldsTab detail={detail} /> },
          { id: 'raw', label: 'Raw', content: <RawTab detail={detail} /> },
          { id: 'provenance', label: 'Provenance', content: <ProvenanceTab detail={detail} /> },
        ]}
      />
    </>
  );
}

const MIN_PX = 320;
const MAX_PX = 480;
const clampWidth = (px: number): number => Math.min(MAX_PX, Math.max(MIN_PX, px));

/** The edge that resizes the pane. */
function Splitter(): ReactNode {
  const { detailsWidthPx, change } = useSettings();
  const start = useRef<{ readonly xPx: number; readonly widthPx: number } | undefined>(undefined);
  const onPointerDown = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { xPx: event.clientX, widthPx: detailsWidthPx };
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (start.current === undefined) return;
    change({
      detailsWidthPx: clampWidth(start.current.widthPx + start.current.xPx - event.clientX),
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? 16 : event.key === 'ArrowRight' ? -16 : 0;
    if (step !== 0) change({ detailsWidthPx: clampWidth(detailsWidthPx + step) });
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the details"
      aria-valuenow={detailsWidthPx}
      aria-valuemin={MIN_PX}
      aria-valuemax={MAX_PX}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (start.current = undefined)}
      onKeyDown={onKeyDown}
    />
  );
}
