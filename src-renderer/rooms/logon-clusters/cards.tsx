/** The logons behind the chosen rows, each with all that an analyst asks of a logon first. */
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/use-ask.ts';
import { useSelection, useSettings } from '../../app/use-case.ts';
import { blockNumber, blockRows, blockText, type BlockRow } from '../../grid/grid-column.ts';
import { Button } from '../../ui/button.tsx';
import { Doing, Empty, ErrorNote } from '../../ui/notes.tsx';
import { counted } from '../../ui/numbers.ts';
import { VisibleText } from '../../ui/visible-text.tsx';
import { zoneLabel } from '../../ui/zoned-time.ts';
import { clustersOf, pickLabel, sizeOf, type ClusterRow } from '../cluster-row.ts';

interface CardsProps {
  readonly run: number;
  readonly rows: readonly ClusterRow[];
}

const FEW_CARDS = 50;

/** Right of the table. */
export function Cards({ run, rows }: CardsProps): ReactNode {
  const [limit, setLimit] = useState(FEW_CARDS);
  const clusters = useLogons(run, 'cluster', clustersOf(rows), limit);
  const single = useLogons(run, 'event', noiseOf(rows), limit);
  const cards = [...single.rows, ...clusters.rows];
  const all = sizeOf(rows);
  const error = clusters.error ?? single.error;
  return (
    <>
      <div className="members-head">
        <span className="cut">
          <VisibleText text={pickLabel(rows)} />
        </span>
        <span className="quiet cut">{counted(all, 'logon')}</span>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {rows.length === 0 && <Empty title="No row is chosen" />}
      {rows.length > 0 && cards.length === 0 && error === undefined && (
        <Doing what="Fetching logons" />
      )}
      <div className="cards">
        {cards.map((row) => (
          <Card key={blockNumber(row, 'event')} row={row} />
        ))}
        {cards.length > 0 && all > cards.length && (
          <Button small variant="bare" onClick={() => setLimit(limit * 4)}>
            and {counted(all - cards.length, 'more logon')}
          </Button>
        )}
      </div>
    </>
  );
}

function noiseOf(rows: readonly ClusterRow[]): readonly number[] {
  return rows.flatMap(({ cluster, exemplar }) => (cluster < 0 ? [exemplar] : []));
}

function useLogons(
  run: number,
  column: string,
  wanted: readonly number[],
  limit: number,
): Pick<ReturnType<typeof useAsk<'runs.table'>>, 'error'> & { readonly rows: readonly BlockRow[] } {
  const where = { column, in: [...wanted] };
  const asked = useAsk(
    'runs.table',
    wanted.length === 0 ? undefined : { run, table: 'events', where, limit },
  );
  const known = wanted.length > 0 && asked.value !== undefined;
  return { error: asked.error, rows: known ? blockRows(asked.value.block) : [] };
}

/** What a card says, and the columns that say it: value and its meaning. */
const lines: readonly (readonly [label: string, value: string, meaning?: string])[] = [
  ['Time', 'time'],
  ['SID', 'sid', 'sidMeaning'],
  ['Session', 'session', 'sessionMeaning'],
  ['From', 'sourceAddress', 'sourceHost'],
  ['On', 'host'],
  ['By', 'subject', 'subjectSid'],
  ['Process', 'logonProcess', 'authentication'],
  ['Status', 'status'],
];

function Card({ row }: { readonly row: BlockRow }): ReactNode {
  const { zone } = useSettings();
  const { selected, openDetails } = useSelection();
  const id = blockNumber(row, 'event');
  const text = (name: string): string | undefined => {
    const value = blockText(row, name, zone);
    return value === '' ? undefined : value;
  };
  const domain = text('domain');
  const account = text('userName') ?? text('account');
  return (
    <article className={selected === id ? 'card selected' : 'card'}>
      <button type="button" className="card-head" onClick={() => openDetails(id)}>
        <span className="cut grow">
          <strong>
            <VisibleText text={account} />
          </strong>{' '}
          {domain !== undefined && (
            <span className="quiet">
              <VisibleText text={domain} />
            </span>
          )}
        </span>
        <TypeWords row={row} />
      </button>
      <dl className="card-lines">
        {lines.map(([label, value, meaning]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span className="mono">
                <VisibleText text={text(value)} />
              </span>
              {value === 'time' && (
                <span className="quiet"> {zoneLabel(zone, blockNumber(row, 'time'))}</span>
              )}
              {meaning !== undefined && text(meaning) !== undefined && (
                <span className="quiet">
                  {' '}
                  <VisibleText text={text(meaning)} />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

function TypeWords({ row }: { readonly row: BlockRow }): ReactNode {
  const type = blockNumber(row, 'LogonType');
  if (!(type >= 0)) return <span className="quiet">no type</span>;
  return (
    <span className="type-words">
      <span className="mono">{type}</span> {blockText(row, 'logonTypeName')}
    </span>
  );
}
