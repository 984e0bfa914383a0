/** Which columns the grid has: those of the case, and any field that a record has of its own. */
import { RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { useAsk } from '../../app/use-ask.ts';
import { Button } from '../../ui/button.tsx';
import { Check, TextInput } from '../../ui/fields.tsx';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { columnLabel, defaultColumns } from './event-columns-view.ts';
import { useEventsLayout } from './events-layout.ts';

const always: readonly string[] = ['@timestamp', 'loupe.evidence', 'loupe.locator', 'id'];
const SHOWN = 200;

/** Chosen columns on top, then all others that fit what is typed. */
export function ColumnChooser(): ReactNode {
  const { columns, change } = useEventsLayout();
  const [typed, setTyped] = useState('');
  const asked = useAsk('events.fields', {});
  const fields = asked.value ?? [];
  const wanted = typed.trim().toLowerCase();
  const names = [...new Set([...columns, ...always, ...fields.map(({ name }) => name)])];
  const found = names.filter((name) =>
    `${name} ${columnLabel(name, fields)}`.toLowerCase().includes(wanted),
  );
  const toggle = (name: string, on: boolean): void => {
    const next = on ? [...columns, name] : columns.filter((each) => each !== name);
    if (next.length > 0) change({ columns: next });
  };
  return (
    <div className="chooser">
      <TextInput
        autoFocus
        value={typed}
        placeholder="Find a field"
        aria-label="Find a field"
        onText={setTyped}
      />
      {asked.error !== undefined && <ErrorNote error={asked.error} again={asked.again} />}
      {asked.value === undefined && asked.error === undefined && <Doing what="Listing fields" />}
      <ul className="chooser-list">
        {found.slice(0, SHOWN).map((name) => (
          <li key={name} title={spelledOut(name)}>
            <Check
              label={labelWithName(name, columnLabel(name, fields))}
              checked={columns.includes(name)}
              onCheck={(on) => toggle(name, on)}
            />
          </li>
        ))}
        {found.length > SHOWN && (
          <li className="quiet">{found.length - SHOWN} more: type to find them.</li>
        )}
        {found.length === 0 && <li className="quiet">No field is called that.</li>}
      </ul>
      <Button variant="bare" icon={RotateCcw} onClick={() => change({ columns: defaultColumns })}>
        Usual columns
      </Button>
    </div>
  );
}

function labelWithName(name: string, label: string): string {
  return label === name ? name : `${label} (${name})`;
}
