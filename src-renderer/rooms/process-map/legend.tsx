/** What the colours mean, and a filter: a click picks the processes of a label, Ctrl adds another. */
import type { MouseEvent, ReactNode } from 'react';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { Select } from '../../ui/fields.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { shortLabel } from '../short-label.ts';
import { countAmong, type ColourBy, type LegendEntry, type ProcessMapModel } from './layout.ts';
import { styleOfSlot } from './styles.ts';
import type { GroupPick } from '../use-group-pick.ts';

interface LegendProps {
  readonly model: ProcessMapModel;
  readonly picked: GroupPick;
  readonly onColourBy: (by: ColourBy) => void;
}

const choices: readonly { readonly value: ColourBy; readonly label: string }[] = [
  { value: 'label', label: 'label' },
  { value: 'program', label: 'program' },
  { value: 'host', label: 'host' },
];

/** At the left of the map. */
export function Legend({ model, picked, onColourBy }: LegendProps): ReactNode {
  const choose = (entry: LegendEntry, event: MouseEvent): void => {
    const name = nameOf(entry, model);
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!add) {
      if (isExactly(entry, picked)) picked.clear();
      else picked.pick(entry.rows, `${name.slice(0, 60)}: ${processes(entry.rows.length)}`);
      return;
    }
    const own = new Set(entry.rows);
    const others = (picked.rows ?? []).filter((row) => !own.has(row));
    const whole = countAmong(entry.rows, picked.set) === entry.rows.length;
    const next = whole ? others : [...others, ...entry.rows];
    picked.pick(next, `several ${model.colourBy}s: ${processes(next.length)}`);
  };
  const byLegend = isWholeEntries(model, picked);
  return (
    <aside className="legend" aria-label="Colours">
      <label className="legend-head">
        Colour by
        <Select
          small
          value={model.colourBy}
          options={choices}
          onPick={(value) =>
            onColourBy(choices.find((each) => each.value === value)?.value ?? 'label')
          }
        />
      </label>
      <ul>
        {model.legend.map((entry) => (
          <LegendLine
            key={entry.slot}
            entry={entry}
            name={nameOf(entry, model)}
            picked={picked}
            pressed={byLegend && countAmong(entry.rows, picked.set) === entry.rows.length}
            onClick={(event) => choose(entry, event)}
          />
        ))}
      </ul>
      <p className="quiet">
        A larger mark: several processes at one place. A click picks, with Ctrl one more.
      </p>
    </aside>
  );
}

interface LegendLineProps {
  readonly entry: LegendEntry;
  readonly name: string;
  readonly picked: GroupPick;
  readonly pressed: boolean;
  readonly onClick: (event: MouseEvent) => void;
}

function LegendLine({ entry, name, picked, pressed, onClick }: LegendLineProps): ReactNode {
  const all = entry.rows.length;
  const some = picked.rows === undefined ? all : countAmong(entry.rows, picked.set);
  const count = some === all ? exactNumber(all) : `${exactNumber(some)} of ${exactNumber(all)}`;
  return (
    <li>
      <button
        type="button"
        className={some === 0 ? 'legend-line none' : 'legend-line'}
        aria-pressed={pressed}
        title={`${spelledOut(entry.name === '' ? name : entry.name)}\n${count} ${all === 1 ? 'process' : 'processes'}`}
        onClick={onClick}
      >
        <i className="swatch round" style={{ background: styleOfSlot(entry.slot).colour }} />
        <span className={entry.name === '' ? 'cut quiet' : 'cut mono'}>
          <VisibleText text={name.slice(0, 100)} />
        </span>
        <span className="mono quiet">{count}</span>
      </button>
    </li>
  );
}

/** What an entry says: command lines lose the folder of their program. */
function nameOf({ name }: LegendEntry, { otherNames, colourBy }: ProcessMapModel): string {
  if (name === '') return counted(otherNames, `other ${colourBy}`);
  return colourBy === 'label' ? shortLabel(name) : name;
}

/** True when the pick is nothing but whole entries: then it may have come from here. */
function isWholeEntries({ legend }: ProcessMapModel, { rows, set }: GroupPick): boolean {
  if (rows === undefined) return false;
  const whole = legend.filter((entry) => countAmong(entry.rows, set) === entry.rows.length);
  return whole.reduce((sum, entry) => sum + entry.rows.length, 0) === rows.length;
}

function isExactly(entry: LegendEntry, picked: GroupPick): boolean {
  const all = entry.rows.length;
  return picked.rows?.length === all && countAmong(entry.rows, picked.set) === all;
}

function processes(count: number): string {
  return counted(count, 'process', 'processes');
}
