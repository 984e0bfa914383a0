/** All rows of a run's table for a drawing, fetched by the page and kept while they are in use. */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ColumnBlock } from '#contract/block.ts';
import { fromWireError, toWireError, type WorkbenchError } from '#contract/errors.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useWorkbench } from '../app/use-workbench.ts';
import type { Client } from '../transport/client.ts';
import { TableBuilder } from './whole-table.ts';

export interface WholeTable {
  /** Undefined until all rows are there. */
  readonly block: ColumnBlock | undefined;
  readonly loaded: number;
  /** -1 while nobody knows. */
  readonly total: number;
  readonly error: WorkbenchError | undefined;
}

/** Makes columns of a page's own, e.g. out of JSON, before the page is put to the others. */
export interface PageReading {
  /** Tells readings of one table apart. */
  readonly id: string;
  /** What it reads of the table; keep the array the same object. */
  readonly columns: readonly string[];
  readonly of: (page: ColumnBlock) => ColumnBlock;
}

/** Rows that one request may bring. */
const PAGE_ROWS = 100_000;
/** Two tables of one room and one of the room before. */
const KEPT_TABLES = 3;

const nothingYet: WholeTable = { block: undefined, loaded: 0, total: -1, error: undefined };

interface Wanted {
  readonly run: number;
  readonly table: string;
  readonly names: readonly string[] | undefined;
  readonly reading: PageReading | undefined;
}

/** A table on its way; shared by all that look at it. */
class Loading {
  state = nothingYet;
  private readonly listeners = new Set<() => void>();
  private started = false;

  /** Begins, or begins again after a failure. */
  start(client: Client, wanted: Wanted): void {
    if (this.started) return;
    this.started = true;
    this.load(client, wanted).catch((thrown: unknown) => {
      this.started = false;
      this.put({ ...this.state, error: fromWireError(toWireError(thrown)) });
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private async load(client: Client, { run, table, names, reading }: Wanted): Promise<void> {
    this.put(nothingYet);
    const columns = reading?.columns ?? names;
    let builder: TableBuilder | undefined;
    let total = -1;
    do {
      const offset = builder?.loaded ?? 0;
      const page = await client.call('runs.table', {
        run,
        table,
        ...(columns === undefined ? {} : { columns: [...columns] }),
        offset,
        limit: PAGE_ROWS,
      });
      total = page.total;
      builder ??= new TableBuilder(total, names);
      builder.add(reading === undefined ? page.block : reading.of(page.block));
      this.put({ ...this.state, loaded: builder.loaded, total });
      if (page.block.rows === 0) break;
    } while (builder.loaded < total);
    this.put({ block: builder.finish(), loaded: builder.loaded, total, error: undefined });
  }

  private put(state: WholeTable): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const kept = new Map<string, Loading>();

/** Equal hashes mean equal tables, in whatever case. */
function loadingOf(key: string): Loading {
  const loading = kept.get(key) ?? new Loading();
  kept.delete(key);
  kept.set(key, loading);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_TABLES) break;
    kept.delete(oldest);
  }
  return loading;
}

/**
 * A whole table of a run.
 * @param names columns to keep; keep the array the same object
 * @param reading what is made of each page first; keep the object the same
 */
export function useWholeTable(
  receipt: RunReceipt,
  table: string,
  names: readonly string[] | undefined,
  reading?: PageReading,
): WholeTable & { readonly again: () => void } {
  const { client } = useWorkbench();
  const { run, outputSha256 } = receipt;
  const loading = useMemo(
    () => loadingOf(`${outputSha256} ${table} ${reading?.id ?? ''} ${names?.join(' ') ?? ''}`),
    [outputSha256, table, names, reading],
  );
  const state = useSyncExternalStore(loading.subscribe, () => loading.state);
  useEffect(
    () => loading.start(client, { run, table, names, reading }),
    [loading, client, run, table, names, reading],
  );
  return { ...state, again: () => loading.start(client, { run, table, names, reading }) };
}
