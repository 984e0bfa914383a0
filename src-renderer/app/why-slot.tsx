/**
 * The "why" tab of the details pane: whatever a view has to say about what was picked is drawn there,
 * by the view itself, so that the hand looks for it in one place only.
 */
import { createContext, use, useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

export interface WhySlot {
  /** Where it is drawn; undefined while there is no pane. */
  readonly host: HTMLElement | undefined;
  /** Says that there is something to read; returns how to take it back. */
  readonly claim: (offer: WhyOffer) => () => void;
}

export interface WhyOffer {
  /** Of what: "cluster 17". */
  readonly title: string;
  /** The tab's word. */
  readonly tab: string;
}

export const WhySlotContext = createContext<WhySlot | undefined>(undefined);

interface WhyPaneProps {
  /** Of what: "cluster 17". A new title brings the tab to the front. */
  readonly title: string;
  /** The tab's word where "Why" would be wrong. */
  readonly tab?: string;
  readonly children: ReactNode;
}

/** Draws its children in the details pane's "why" tab, and brings that tab to the front. */
export function WhyPane({ title, tab = 'Why', children }: WhyPaneProps): ReactNode {
  const slot = use(WhySlotContext);
  const claim = slot?.claim;
  useEffect(() => claim?.({ title, tab }), [claim, title, tab]);
  return slot?.host === undefined ? null : createPortal(children, slot.host);
}
