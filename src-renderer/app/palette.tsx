/** Everything that can be done, by name. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Keys } from '../ui/keys.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useCommand, type Command } from './commands.ts';
import { usePalette } from './palette-state.ts';
import { ranked } from './rank-commands.ts';
import { useStore } from './store.ts';
import { useListKeys } from './use-list-keys.ts';
import { useWorkbench } from './use-workbench.ts';

/** The command palette; drawn only while open. */
export function Palette(): ReactNode {
  const { isOpen, show } = usePalette();
  useCommand({
    id: 'palette',
    title: 'All commands',
    group: 'Display',
    keys: 'Mod+K',
    run: () => show(!isOpen),
  });
  return isOpen ? <OpenPalette onClose={() => show(false)} /> : null;
}

/** What is meant most often comes first. */
const groupOrder: readonly Command['group'][] = [
  'Event',
  'View',
  'Scope',
  'Analysis',
  'Case',
  'Display',
];

function OpenPalette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { commands } = useWorkbench();
  const offered = useStore(commands, (all) => all);
  const [typed, setTyped] = useState('');
  const usable = offered
    .filter(({ enabled, id }) => enabled !== false && id !== 'palette')
    .sort((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group));
  const found = ranked(usable, typed, ({ group, title }) => `${title} ${group}`);
  const { marked, mark, onKey } = useListKeys(found.length, 0);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const take = (command: Command | undefined): void => {
    onClose();
    command?.run();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="All commands"
      onCancel={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <input
        className="input"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[marked] && `palette-${found[marked].id}`}
        placeholder="What do you want to do?"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          mark(0);
        }}
        onKeyDown={(event) => onKey(event, (at) => take(found[at]))}
      />
      <ul id="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, at) => (
          <li
            key={command.id}
            id={`palette-${command.id}`}
            role="option"
            aria-selected={at === marked}
            className="menu-item"
            ref={(element) => {
              if (at === marked) element?.scrollIntoView({ block: 'nearest' });
            }}
            onPointerMove={() => mark(at)}
            onClick={() => take(command)}
          >
            <span className="grow cut">
              <VisibleText text={command.title} />
            </span>
            <span className="quiet">{command.group}</span>
            {command.keys !== undefined && <Keys keys={command.keys} />}
          </li>
        ))}
        {found.length === 0 && <li className="query-note">Nothing is called that.</li>}
      </ul>
    </dialog>
  );
}
