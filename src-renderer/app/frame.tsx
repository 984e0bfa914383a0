/** The frame that stays: bar, rail, chips, histogram, view, details, status. Only the view changes. */
import { useMemo, useState, type ReactNode } from 'react';
import { DetailsPane } from '../details/details-pane.tsx';
import { HistogramStrip } from '../histogram/histogram-strip.tsx';
import { ClocksDialog } from '../views/clocks/clocks-dialog.tsx';
import { ImportDialog } from '../views/evidence/import-dialog.tsx';
import { VerifyDialog } from '../views/verify/verify-dialog.tsx';
import { ChipsRow } from './chips-row.tsx';
import { DropTarget } from './drop-target.tsx';
import { FrameCommands } from './frame-commands.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useSettings, useView } from './use-case.ts';
import { coreViews } from './core-views.ts';
import type { ViewEntry } from './views.ts';
import { WhySlotContext, type WhyOffer, type WhySlot } from './why-slot.tsx';

/** The workbench with an open case. */
export function Frame({ rooms }: { readonly rooms: readonly ViewEntry[] }): ReactNode {
  const { view } = useView();
  const views = useMemo(() => [...coreViews, ...rooms], [rooms]);
  const View = views.find(({ id }) => id === view)?.View;
  const { detailsOpen } = useSettings();
  const { slot, offer, setHost } = useWhySlot();
  return (
    <WhySlotContext value={slot}>
      <FrameCommands />
      <ImportDialog />
      <ClocksDialog />
      <VerifyDialog />
      <div className="frame">
        <TopBar />
        <Rail views={views} />
        <main className="frame-main">
          <ChipsRow />
          <HistogramStrip />
          <div className="frame-split">
            <DropTarget>
              <div className="frame-view" id="view" key={view}>
                {View !== undefined && <View />}
              </div>
            </DropTarget>
            {detailsOpen && <DetailsPane why={offer} whyHost={setHost} />}
          </div>
        </main>
        <StatusBar />
      </div>
    </WhySlotContext>
  );
}

interface WhyHost {
  readonly slot: WhySlot;
  /** Of what there is something to read. */
  readonly offer: WhyOffer | undefined;
  readonly setHost: (element: HTMLElement | null) => void;
}

function useWhySlot(): WhyHost {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [offers, setOffers] = useState<readonly WhyOffer[]>([]);
  const slot = useMemo<WhySlot>(
    () => ({
      host: host ?? undefined,
      claim: (offer) => {
        setOffers((all) => [...all, offer]);
        return () => setOffers((all) => all.filter((each) => each !== offer));
      },
    }),
    [host],
  );
  return { slot, offer: offers.at(-1), setHost };
}
