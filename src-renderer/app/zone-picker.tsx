/** The zone in which times are shown: UTC, this machine's, or any other. Stored times never change. */
import { Check, ChevronDown, Clock } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/fields.tsx';
import { Popover } from '../ui/popover.tsx';
import { useClocksDialog } from '../views/clocks/clocks-state.ts';
import { offsetText, zoneLabel, zoneOffsetUs } from '../ui/zoned-time.ts';
import { useCommand } from './commands.ts';
import { ranked } from './rank-commands.ts';
import { useSettings } from './use-case.ts';
import { useListKeys } from './use-list-keys.ts';

const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones: readonly string[] = [
  ...new Set(['UTC', local, ...Intl.supportedValuesOf('timeZone')]),
];
const SHOWN = 80;

/** In the bar, always saying the zone. */
export function ZonePicker(): ReactNode {
  const { zone, change } = useSettings();
  const { show: showClocks } = useClocksDialog();
  const [open, setOpen] = useState(false);
  useCommand({
    id: 'zone',
    title: 'Show times in another zone…',
    group: 'Display',
    run: () => setOpen(true),
  });
  return (
    <Popover
      label="Zone of displayed times"
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="bare" title="Zone in which times are shown; stored times stay in UTC">
          {zone}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      <ZoneList
        zone={zone}
        onPick={(next) => {
          change({ zone: next });
          setOpen(false);
        }}
      />
      <Button
        small
        variant="bare"
        icon={Clock}
        onClick={() => {
          setOpen(false);
          showClocks();
        }}
      >
        Correct clocks of hosts…
      </Button>
    </Popover>
  );
}

interface ZoneListProps {
  readonly zone: string;
  readonly onPick: (zone: string) => void;
}

function ZoneList({ zone, onPick }: ZoneListProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [nowUs] = useState(() => Date.now() * 1000);
  const found = ranked(zones, typed.replaceAll(' ', '_'), (each) => each);
  const shown = found.slice(0, SHOWN);
  const { marked, mark, onKey } = useListKeys(shown.length, 0);
  return (
    <div className="zones">
      <TextInput
        value={typed}
        placeholder="City or region"
        aria-label="Find a zone"
        onText={(text) => {
          setTyped(text);
          mark(0);
        }}
        onKeyDown={(event) =>
          onKey(event, (at) => {
            const picked = shown[at];
            if (picked !== undefined) onPick(picked);
          })
        }
      />
      <ul role="listbox" aria-label="Zones">
        {shown.map((each, at) => (
          <li
            key={each}
            role="option"
            aria-selected={at === marked}
            className="menu-item"
            title={zoneLabel(each, nowUs)}
            onPointerMove={() => mark(at)}
            onClick={() => onPick(each)}
          >
            <span className="grow">
              {each}
              {each === local && <span className="quiet"> (this machine)</span>}
            </span>
            {each === zone && <Check size={14} aria-label="shown now" />}
            <span className="quiet mono">{offsetText(zoneOffsetUs(nowUs, each))}</span>
          </li>
        ))}
        {found.length > SHOWN && (
          <li className="query-note">{found.length - SHOWN} more: type to find them.</li>
        )}
        {found.length === 0 && <li className="query-note">No zone is called that.</li>}
      </ul>
    </div>
  );
}
