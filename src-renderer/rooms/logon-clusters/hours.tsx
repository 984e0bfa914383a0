/** When people log on: 24 bars, those of the chosen rows in front of all others. */
import { useMemo, useState, type ReactNode } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { useSettings } from '../../app/use-case.ts';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { useSize } from '../../ui/use-size.ts';
import { niceTicks } from '../../canvas/scatter/ticks.ts';
import { clustersOf, pickLabel, type ClusterRow } from '../cluster-row.ts';
import { usePickChip } from '../own-chips.ts';
import { rowsWith } from '../scatter-features.ts';
import { numbersOf } from '../whole-table.ts';
import { hourCounts, hourOf, type HourCounts } from './layout.ts';

interface HoursProps {
  readonly run: number;
  readonly events: ColumnBlock;
  readonly rows: readonly ClusterRow[];
}

/** A tab of the room. */
export function Hours({ run, events, rows }: HoursProps): ReactNode {
  const { zone } = useSettings();
  const pick = usePickChip(run);
  const [asTable, setAsTable] = useState(false);
  const times = useMemo(() => numbersOf(events, 'time'), [events]);
  const counts = useMemo(() => {
    const noise = rows.flatMap(({ cluster, exemplar }) => (cluster < 0 ? [exemplar] : []));
    const chosen = rowsWith(events, new Set(clustersOf(rows)), new Set(noise));
    return hourCounts(times, zone, new Set(chosen));
  }, [events, times, zone, rows]);
  const onHour = (hour: number): void => {
    const ids = numbersOf(events, 'event');
    const inHour: number[] = [];
    times.forEach((timeUs, row) => {
      if (hourOf(timeUs, zone) === hour) inHour.push(ids[row] ?? -1);
    });
    if (inHour.length === 0) return;
    const label = `${hourText(hour)} ${zone} (${counted(inHour.length, 'logon')})`;
    pick({ kind: 'events', ids: inHour.sort((a, b) => a - b) }, label);
  };
  return (
    <div className="hours">
      <div className="scatter-bar">
        <span className="cut">
          Logons by hour of the day, {zone}: <i className="swatch hours-chosen" /> {pickLabel(rows)}{' '}
          among <i className="swatch hours-all" /> all
        </span>
        {counts.timeless > 0 && (
          <span className="quiet">{counted(counts.timeless, 'logon')} without a time</span>
        )}
        <span className="grow" />
        <button type="button" className="button small bare" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'As bars' : 'As a table'}
        </button>
      </div>
      {asTable ? <HourTable counts={counts} /> : <HourBars counts={counts} onHour={onHour} />}
    </div>
  );
}

function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00–${String((hour + 1) % 24).padStart(2, '0')}:00`;
}

interface HourBarsProps {
  readonly counts: HourCounts;
  readonly onHour: (hour: number) => void;
}

const LEFT_PX = 48;
const BELOW_PX = 20;
const ABOVE_PX = 8;

function HourBars({ counts, onHour }: HourBarsProps): ReactNode {
  const [measure, { widthPx, heightPx }] = useSize();
  const most = Math.max(1, ...counts.all);
  const roomPx = Math.max(1, heightPx - BELOW_PX - ABOVE_PX);
  const barPx = Math.max(4, Math.min(56, (widthPx - LEFT_PX - 12) / 24));
  const yOf = (count: number): number => ABOVE_PX + roomPx * (1 - count / most);
  const ticks = niceTicks(0, most, roomPx / 32).filter(Number.isInteger);
  return (
    <div ref={measure} className="hours-plot">
      <svg width={widthPx} height={heightPx} role="group" aria-label="Logons by hour of the day">
        {ticks.map((count) => (
          <g key={count} transform={`translate(0 ${yOf(count)})`}>
            <line className="grid-line" x1={LEFT_PX} x2={LEFT_PX + barPx * 24} />
            <text className="axis-text" x={LEFT_PX - 6} y={4} textAnchor="end">
              {exactNumber(count)}
            </text>
          </g>
        ))}
        {Array.from(counts.all, (all, hour) => (
          <HourBar
            key={hour}
            hour={hour}
            all={all}
            chosen={counts.chosen[hour] ?? 0}
            xPx={LEFT_PX + hour * barPx}
            barPx={barPx}
            yOf={yOf}
            onClick={() => onHour(hour)}
          />
        ))}
      </svg>
    </div>
  );
}

interface HourBarProps {
  readonly hour: number;
  readonly all: number;
  readonly chosen: number;
  readonly xPx: number;
  readonly barPx: number;
  readonly yOf: (count: number) => number;
  readonly onClick: () => void;
}

function HourBar({ hour, all, chosen, xPx, barPx, yOf, onClick }: HourBarProps): ReactNode {
  const floor = yOf(0);
  const words = `${hourText(hour)}: ${counted(all, 'logon')}, ${exactNumber(chosen)} of the chosen rows`;
  return (
    <g
      className="hour"
      transform={`translate(${xPx} 0)`}
      role="button"
      tabIndex={all === 0 ? -1 : 0}
      aria-label={words}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onClick();
      }}
    >
      <title>{words}</title>
      <rect className="hour-ground" width={barPx} y={ABOVE_PX} height={floor - ABOVE_PX} />
      <rect className="hour-all" x={1} width={barPx - 2} y={yOf(all)} height={floor - yOf(all)} />
      <rect
        className="hour-chosen"
        x={1}
        width={barPx - 2}
        y={yOf(chosen)}
        height={floor - yOf(chosen)}
      />
      {(barPx >= 18 || hour % 3 === 0) && (
        <text className="axis-text" x={barPx / 2} y={floor + 15} textAnchor="middle">
          {String(hour).padStart(2, '0')}
        </text>
      )}
    </g>
  );
}

function HourTable({ counts }: { readonly counts: HourCounts }): ReactNode {
  return (
    <div className="heat">
      <table className="heat-table">
        <thead>
          <tr>
            <th scope="col">Hour</th>
            <th scope="col">All logons</th>
            <th scope="col">Chosen rows</th>
          </tr>
        </thead>
        <tbody>
          {Array.from(counts.all, (all, hour) => (
            <tr key={hour}>
              <th scope="row" className="mono">
                {hourText(hour)}
              </th>
              <td className="mono">{exactNumber(all)}</td>
              <td className="mono">{exactNumber(counts.chosen[hour] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
