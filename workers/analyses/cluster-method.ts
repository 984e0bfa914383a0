/** What a clustering method hands over, published or ours, events or logons. */
import type { Column } from '#contract/block.ts';
import type { Clustering } from './cluster-groups.ts';

/** An event and how far it is. */
export interface Nearest {
  readonly row: number;
  readonly distance: number;
}

export interface MethodResult extends Clustering {
  readonly eps: number;
  /** `given` by the analyst, read off the `knee` of the distances, or the method's `fallback` when they have no knee. */
  readonly epsSource: 'given' | 'knee' | 'fallback';
  /** The event nearest to a noise event that is not at the same point, undefined when none is comparable. */
  readonly nearest: (row: number) => Nearest | undefined;
  /** What it means when a cluster has several programs or accounts: "different programs that …". */
  readonly mixture: string;
  /** Columns of the method's own for the table of events. */
  readonly columns: Readonly<Record<string, Column>>;
}
