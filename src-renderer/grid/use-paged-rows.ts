/** Rows of a long table for the grid: what is there now, and a way to wish for more. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';
import { PageCache, type FetchPage } from './page-cache.ts';

/** What a grid needs of its rows. */
export interface RowSource<R> {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Rows in all; 0 before anything is known. */
  readonly total: number;
  /** A row that has come already. */
  readonly row: (index: number) => R | undefined;
  /** Sees to it that these rows come (inclusive). */
  readonly want: (first: number, last: number) => void;
  readonly error: WorkbenchError | undefined;
  readonly again: () => void;
}

/**
 * Rows fetched by the page.
 * @param fetch a stable function (useCallback); another function means another table. The rows of the
 * one before stay on screen until the first page of the new one is there.
 */
export function usePagedRows<R>(fetch: FetchPage<R>): RowSource<R> {
  const fresh = useMemo(() => new PageCache(fetch), [fetch]);
  const [shown, setShown] = useState<PageCache<R>>(fresh);
  const version = useSyncExternalStore(fresh.subscribe, fresh.version);
  const [span, setSpan] = useState<readonly [number, number]>([0, 0]);
  const settled = fresh.total !== undefined || fresh.failure !== undefined;
  if (settled && shown !== fresh) setShown(fresh);

  const want = useCallback(
    (first: number, last: number) => {
      setSpan((old) => (old[0] === first && old[1] === last ? old : [first, last]));
      fresh.want(first, last);
    },
    [fresh],
  );
  // A new table begins with the rows that were on screen; a page too far down tells its total.
  useEffect(() => fresh.want(span[0], span[1]), [fresh, span, version]);

  const present = settled ? fresh : shown;
  const failure = fresh.failure;
  return useMemo(
    () => ({
      state: failure !== undefined ? 'failed' : settled ? 'ready' : 'loading',
      total: version >= 0 ? (present.total ?? 0) : 0,
      row: (index) => present.row(index),
      want,
      error: failure === undefined ? undefined : fromWireError(toWireError(failure)),
      again: fresh.retry,
    }),
    [failure, settled, version, present, want, fresh],
  );
}

/** All rows at hand: the same interface over an array. */
export function useArrayRows<R>(rows: readonly R[]): RowSource<R> {
  return useMemo(
    () => ({
      state: 'ready',
      total: rows.length,
      row: (index) => rows[index],
      want: () => undefined,
      error: undefined,
      again: () => undefined,
    }),
    [rows],
  );
}
