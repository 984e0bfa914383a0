/** The views that every case has. */
import { ChartNoAxesGantt, HardDriveDownload, Rows3 } from 'lucide-react';
import { EventsView } from '../views/events/events-view.tsx';
import { EvidenceView } from '../views/evidence/evidence-view.tsx';
import { TimelineView } from '../views/timeline/timeline-view.tsx';
import type { ViewEntry } from './views.ts';

export const coreViews: readonly ViewEntry[] = [
  { id: 'evidence', title: 'Evidence', icon: HardDriveDownload, View: EvidenceView },
  { id: 'events', title: 'Events', icon: Rows3, View: EventsView },
  { id: 'timeline', title: 'Timeline', icon: ChartNoAxesGantt, View: TimelineView },
];
