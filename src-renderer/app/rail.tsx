/** The views in the order of work. */
import { ChartNoAxesGantt, HardDriveDownload, Rows3, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RoomView } from '../rooms/room-view.ts';
import { IconButton } from '../ui/button.tsx';
import { useCommand } from './commands.ts';
import { useView } from './use-case.ts';
import type { ViewId } from './views.ts';

interface RailEntry {
  readonly id: ViewId;
  readonly title: string;
  readonly icon: LucideIcon;
}

const core: readonly RailEntry[] = [
  { id: 'evidence', title: 'Evidence', icon: HardDriveDownload },
  { id: 'events', title: 'Events', icon: Rows3 },
  { id: 'timeline', title: 'Timeline', icon: ChartNoAxesGantt },
];

/** 44 px at the left. */
export function Rail({ rooms }: { readonly rooms: readonly RoomView[] }): ReactNode {
  const entries = [...core, ...rooms];
  return (
    <nav className="rail" aria-label="Views">
      {entries.map((entry, at) => (
        <RailButton key={entry.id} entry={entry} keys={String(at + 1)} />
      ))}
    </nav>
  );
}

function RailButton({ entry, keys }: { entry: RailEntry; keys: string }): ReactNode {
  const { view, show } = useView();
  const { id, title, icon } = entry;
  const go = (): void => show(id);
  useCommand({ id: `view.${id}`, title: `Go to ${title.toLowerCase()}`, group: 'View', keys, run: go });
  return (
    <IconButton
      label={title}
      keys={keys}
      icon={icon}
      side="right"
      aria-current={view === id ? 'page' : undefined}
      onClick={go}
    />
  );
}
