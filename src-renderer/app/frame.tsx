/** The frame that stays: bar, rail, chips, histogram, view, details, status. Only the view changes. */
import { useMemo, useState, type ReactNode } from 'react';
import { DetailsPane } from '../details/details-pane.tsx';
import { HistogramStrip } from '../histogram/histogram-strip.tsx';
import { roomView, roomViews } from '../rooms/registry.ts';
import { EventsView } from '../views/events/events-view.tsx';
import { EvidenceView } from '../views/evidence/evidence-view.tsx';
import { ImportDialog } from '../views/evidence/import-dialog.tsx';
import { TimelineView } from '../views/timeline/timeline-view.tsx';
import { ChipsRow } from './chips-row.tsx';
import { DropTarget } from './drop-target.tsx';
import { FrameCommands } from './frame-commands.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useSettings, useView } from './use-case.ts';
import type { ViewId } from './views.ts';
import { WhySlotContext, type WhySlot } from './why-slot.tsx';

/** The workbench with an open case. */
export function Frame(): ReactNode {
  const { view } = useView();
  const { detailsOpen } = useSettings();
  const { slot, title, setHost } = useWhySlot();
  return (
    <WhySlotContext value={slot}>
      <FrameCommands />
      <ImportDialog />
      <div className="frame">
        <TopBar />
        <Rail rooms={roomViews} />
        <main className="frame-main">
          <ChipsRow />
          <HistogramStrip />
          <div className="frame-split">
            <DropTarget>
              <div className="frame-view" id="view" key={view}>
                <View view={view} />
              </div>
            </DropTarget>
            {detailsOpen && <DetailsPane whyTitle={title} whyHost={setHost} />}
          </div>
        </main>
        <StatusBar />
      </div>
    </WhySlotContext>
  );
}

function View({ view }: { readonly view: ViewId }): ReactNode {
  switch (view) {
    case 'evidence':
      return <EvidenceView />;
    case 'events':
      return <EventsView />;
    case 'timeline':
      return <TimelineView />;
    default: {
      const Room = roomView(view).View;
      return <Room />;
    }
  }
}

interface WhyHost {
  readonly slot: WhySlot;
  /** Of what there is something to read, '' = nothing. */
  readonly title: string;
  readonly setHost: (element: HTMLElement | null) => void;
}

function useWhySlot(): WhyHost {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [titles, setTitles] = useState<readonly string[]>([]);
  const slot = useMemo<WhySlot>(
    () => ({
      host: host ?? undefined,
      claim: (title) => {
        setTitles((all) => [...all, title]);
        return () => setTitles((all) => all.toSpliced(all.lastIndexOf(title), 1));
      },
    }),
    [host],
  );
  return { slot, title: titles.at(-1) ?? '', setHost };
}
