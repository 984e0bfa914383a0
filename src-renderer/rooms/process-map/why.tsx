/** In the details pane: who is picked, under which labels, and what sets them apart. */
import { useMemo, useState, type ReactNode } from 'react';
import type { BlockRow } from '../../grid/grid-column.ts';
import { blockNumber, blockRows, blockText } from '../../grid/grid-column.ts';
import { WhyPane } from '../../app/why-slot.tsx';
import { useAsk } from '../../app/use-ask.ts';
import { useSettings } from '../../app/use-case.ts';
import { Button } from '../../ui/button.tsx';
import { spelledOut } from '../../ui/control-glyphs.ts';
import { Doing, ErrorNote } from '../../ui/notes.tsx';
import { counted, exactNumber } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { Reasons } from '../reasons.tsx';
import { labelCounts, programOf, type ProcessMapModel } from './layout.ts';
import { shortLabel } from '../short-label.ts';
import type { GroupPick } from '../use-group-pick.ts';

interface PickedWhyProps {
  readonly run: number;
  readonly model: ProcessMapModel;
  readonly picked: GroupPick;
}

/** Draws nothing while nothing is picked. */
export function PickedWhy({ run, model, picked }: PickedWhyProps): ReactNode {
  const { rows, label } = picked;
  if (rows === undefined) return null;
  return (
    <WhyPane title={label}>
      <div className="why">
        <h3>
          {exactNumber(rows.length)} of {counted(model.kept, 'process', 'processes')} on the map
        </h3>
        <Reasons run={run} groups={rows} things="processes" />
        <LabelList model={model} rows={rows} />
        <ProcessList key={rows.length} run={run} model={model} picked={picked} rows={rows} />
      </div>
    </WhyPane>
  );
}

interface RowsProps {
  readonly model: ProcessMapModel;
  readonly rows: readonly number[];
}

const FEW_LABELS = 8;

function LabelList({ model, rows }: RowsProps): ReactNode {
  const [all, setAll] = useState(false);
  const labels = useMemo(() => labelCounts(model, rows), [model, rows]);
  const shown = all ? labels.slice(0, 500) : labels.slice(0, FEW_LABELS);
  const hidden = labels.length - shown.length;
  return (
    <section>
      <h4>{counted(labels.length, 'label')}</h4>
      <ul className="why-lines">
        {shown.map(({ label, count }) => (
          <li key={label} title={spelledOut(label)}>
            <span className="mono quiet">{exactNumber(count)}</span>
            <span className="mono cut">
              <VisibleText text={shortLabel(label).slice(0, 300)} />
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button small variant="bare" disabled={all} onClick={() => setAll(true)}>
          and {counted(hidden, 'more label')}
        </Button>
      )}
    </section>
  );
}

/** Rows of the table that are asked for and listed. */
const ASKED = 2000;
const LISTED = 100;

interface ProcessListProps extends RowsProps {
  readonly run: number;
  readonly picked: GroupPick;
}

function ProcessList({ run, model, picked, rows }: ProcessListProps): ReactNode {
  const { vectors } = model;
  const inside = useMemo(
    () => [...new Set(rows.map((row) => vectors[row] ?? -1))],
    [vectors, rows],
  );
  const asked = useAsk('runs.table', {
    run,
    table: 'processes',
    where: { column: 'vector', in: inside },
    limit: ASKED,
  });
  const lines = useMemo(
    () => (asked.value === undefined ? [] : linesOf(blockRows(asked.value.block), vectors, inside)),
    [asked.value, vectors, inside],
  );
  if (asked.error !== undefined) return <ErrorNote error={asked.error} again={asked.again} />;
  if (asked.value === undefined) return <Doing what="Listing processes" />;
  const own = lines.filter(({ row }) => picked.set.has(row)).slice(0, LISTED);
  return (
    <section>
      <h4>{counted(rows.length, 'process', 'processes')}</h4>
      <ul className="why-lines">
        {own.map(({ row, cells }) => (
          <ProcessLine
            key={row}
            cells={cells}
            onPick={() => picked.pick([row], `process ${programOf(model, row)}`)}
          />
        ))}
      </ul>
      {rows.length > own.length && (
        <p className="quiet">
          and {exactNumber(rows.length - own.length)} more: T shows all processes in a table.
        </p>
      )}
    </section>
  );
}

interface Line {
  /** Row of the table `processes`. */
  readonly row: number;
  readonly cells: BlockRow;
}

/** The engine answers in the order of the table, so the answer's rows can be numbered. */
function linesOf(
  cells: readonly BlockRow[],
  vectors: Float64Array,
  inside: readonly number[],
): readonly Line[] {
  const wanted = new Set(inside);
  const lines: Line[] = [];
  for (let row = 0; row < vectors.length && lines.length < cells.length; row++) {
    const next = cells[lines.length];
    if (wanted.has(vectors[row] ?? -1) && next !== undefined) lines.push({ row, cells: next });
  }
  return lines;
}

function ProcessLine({ cells, onPick }: { cells: BlockRow; onPick: () => void }): ReactNode {
  const { zone } = useSettings();
  const text = (name: string): string => blockText(cells, name, zone) ?? '–';
  const title = [
    text('label'),
    text('process'),
    `${text('firstTime')} – ${text('lastTime')} ${zone}`,
    counted(blockNumber(cells, 'events'), 'event'),
  ].join('\n');
  return (
    <li>
      <button type="button" className="why-line" title={spelledOut(title)} onClick={onPick}>
        <span className="cut grow">
          <VisibleText text={blockText(cells, 'program', zone)} />{' '}
          <span className="quiet">
            on <VisibleText text={text('host')} />
          </span>
        </span>
        <span className="mono quiet">{text('firstTime').slice(0, 19)}</span>
      </button>
    </li>
  );
}
