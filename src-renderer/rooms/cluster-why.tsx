/** Why the chosen rows are what they are: the engine's sentences, then what is telling of them. */
import { useMemo, type ReactNode } from 'react';
import { Empty } from '../ui/notes.tsx';
import { counted, exactNumber } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { clustersOf, type ClusterRow } from './cluster-row.ts';
import { Reasons } from './reasons.tsx';

interface ClusterWhyProps {
  readonly run: number;
  readonly rows: readonly ClusterRow[];
  /** "process creations". */
  readonly things: string;
}

const MOST_SENTENCES = 20;

/** Sentences at the left, comparison at the right. */
export function ClusterWhy({ run, rows, things }: ClusterWhyProps): ReactNode {
  const groups = useMemo(() => {
    const clusters = clustersOf(rows);
    return clusters.length > 0 ? clusters : [-1];
  }, [rows]);
  if (rows.length === 0) return <Empty title="No row is chosen" />;
  const onlyNoise = groups[0] === -1;
  return (
    <div className="cluster-why">
      <section>
        {rows.slice(0, MOST_SENTENCES).map((row) => (
          <Sentence key={row.key} row={row} />
        ))}
        {rows.length > MOST_SENTENCES && (
          <p className="quiet">and {exactNumber(rows.length - MOST_SENTENCES)} more rows</p>
        )}
      </section>
      <section>
        <h3>
          {onlyNoise
            ? `All noise together, compared with the clusters`
            : `${groups.length === 1 ? `Cluster ${groups[0] ?? ''}` : counted(groups.length, 'cluster')} compared with all other ${things}`}
        </h3>
        <Reasons run={run} groups={groups} things={things} />
      </section>
    </div>
  );
}

function Sentence({ row }: { readonly row: ClusterRow }): ReactNode {
  return (
    <div className="sentence">
      <h3>
        {row.cluster < 0 ? (
          <>
            <span className="noise-word">× noise</span> <VisibleText text={row.name} />
          </>
        ) : (
          <>
            Cluster {row.cluster} <span className="quiet">{counted(row.size, 'event')}</span>
          </>
        )}
      </h3>
      <p>
        <WhyWords why={row.why} looksLike={row.looksLike} />
      </p>
    </div>
  );
}

/** The sentence, with what it says of posing as another in red. */
function WhyWords({ why, looksLike }: Pick<ClusterRow, 'why' | 'looksLike'>): ReactNode {
  const at = looksLike === undefined ? -1 : why.indexOf(looksLike);
  if (looksLike === undefined || at < 0) return <VisibleText text={why} />;
  return (
    <>
      <VisibleText text={why.slice(0, at)} />
      <span className="posing-words">
        <VisibleText text={looksLike} />
      </span>
      <VisibleText text={why.slice(at + looksLike.length)} />
    </>
  );
}
