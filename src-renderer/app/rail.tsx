/** The views in the order of work. */
import type { ReactNode } from 'react';
import { IconButton } from '../ui/button.tsx';
import { useCommand } from './commands.ts';
import { useView } from './use-case.ts';
import type { ViewEntry } from './views.ts';

/** 44 px at the left. */
export function Rail({ views }: { readonly views: readonly ViewEntry[] }): ReactNode {
  return (
    <nav className="rail" aria-label="Views">
      {views.map((entry, at) => (
        <RailButton key={entry.id} entry={entry} keys={String(at + 1)} />
      ))}
    </nav>
  );
}

interface RailButtonProps {
  readonly entry: ViewEntry;
  readonly keys: string;
}

function RailButton({ entry: { id, title, icon }, keys }: RailButtonProps): ReactNode {
  const { view, show } = useView();
  const go = (): void => show(id);
  const name = `Go to ${title.toLowerCase()}`;
  useCommand({ id: `view.${id}`, title: name, group: 'View', keys, run: go });
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
