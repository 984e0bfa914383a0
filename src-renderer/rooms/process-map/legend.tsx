/** What the colours mean, and a filter: a click picks the processes of a label, Ctrl adds another. */
import type { MouseEvent, ReactNode } from 'react';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { shortLabel } from '../short-label.ts';
import { countAmong, type LegendEntry, type ProcessMapModel } from './layout.ts';
import { styleOfSlot } from './styles.ts';
import type { Picked } from './use-picked.ts';

interface LegendProps {
  readonly model: ProcessMapModel;
  readonly picked: Picked;
}

/** At the left of the map. */
export function Legend({ model, picked }: LegendProps): ReactNode {
  const choose = (entry: LegendEntry, event: MouseEvent): void => {
    const name = nameOf(entry, model);
    const add = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!add) {
      if (isExactly(entry, picked)) picked.clear();
      else
        picked.pick(
          entry.rows,
          `${shortLabel(name).slice(0, 60)}: ${processes(entry.rows.length)}`,
        );
      return;
    }
    const own = new Set(entry.rows);
    const others = (picked.rows ?? []).filter((row) => !own.has(row));
    const whole = countAmong(entry.rows, picked.set) === entry.rows.length;
    const next = whole ? others : [...others, ...entry.rows];
    picked.pick(next, `picked labels: ${processes(next.length)}`);
  };
  return (
    <aside className="legend" aria-label="Labels and their colours">
      <h3>Most frequent labels</h3>
      <ul>
        {model.legend.map((entry) => (
          <LegendLine
            key={entry.slot}
            entry={entry}
            name={nameOf(entry, model)}
            picked={picked}
            onClick={(event) => choose(entry, event)}
          />
        ))}
      </ul>
      <p className="quiet">
        A larger mark: several processes at one place. A click picks a label, with Ctrl one more.
      </p>
    </aside>
  );
}

interface LegendLineProps {
  readonly entry: LegendEntry;
  readonly name: string;
  readonly picked: Picked;
  readonly onClick: (event: MouseEvent) => void;
}

function LegendLine({ entry, name, picked, onClick }: LegendLineProps): ReactNode {
  const all = entry.rows.length;
  const some = picked.rows === undefined ? all : countAmong(entry.rows, picked.set);
  const count = some === all ? exactNumber(all) : `${exactNumber(some)} of ${exactNumber(all)}`;
  return (
    <li>
      <button
        type="button"
        className={some === 0 ? 'legend-line none' : 'legend-line'}
        aria-pressed={picked.rows !== undefined && some === all}
        title={`${name}\n${count} ${all === 1 ? 'process' : 'processes'}`}
        onClick={onClick}
      >
        <i className="swatch round" style={{ background: styleOfSlot(entry.slot).colour }} />
        <span className={entry.label === '' ? 'cut quiet' : 'cut mono'}>
          <VisibleText text={entry.label === '' ? name : shortLabel(name).slice(0, 100)} />
        </span>
        <span className="mono quiet">{count}</span>
      </button>
    </li>
  );
}

function nameOf({ label }: LegendEntry, { otherLabels }: ProcessMapModel): string {
  return label === '' ? counted(otherLabels, 'other label') : label;
}

function isExactly(entry: LegendEntry, picked: Picked): boolean {
  const all = entry.rows.length;
  return picked.rows?.length === all && countAmong(entry.rows, picked.set) === all;
}

function processes(count: number): string {
  return counted(count, 'process', 'processes');
}
