/**
 * The thread that answers views from a read-only connection, so that looking never waits for
 * importing and never blocks the window. It sees the case as of the last commit.
 */
import { parentPort } from 'node:worker_threads';
import { defined } from '#workers/base/assert.ts';
import { openForReading, type Sqlite } from '#workers/case-file/case-file.ts';
import { createQueries, type Queries } from '#workers/query/queries.ts';
import { serveRpc } from './rpc.ts';

/** Behind the first page and the histogram of a view that has just opened. */
const WARM_AFTER_MS = 700;

let db: Sqlite | undefined;
let queries: Queries | undefined;

type QueryName = Extract<keyof Queries, string>;

/** A question: a request's name and its checked input. */
export type Question = {
  readonly [N in QueryName]: {
    readonly name: N;
    readonly input: Parameters<Queries[N]>[0];
  };
}[QueryName];

const offer = {
  open: ({ file }: { readonly file: string }): void => {
    db = openForReading(file);
    const opened = createQueries(db);
    queries = opened;
    // Whoever opens a case looks before filtering: by then the dictionary is there.
    setTimeout(() => {
      try {
        opened.warm();
      } catch {
        // Whatever it is, the question that needs the dictionary meets it too, and tells.
        return;
      }
    }, WARM_AFTER_MS).unref();
  },
  ask: ({ name, input }: Question): unknown => {
    const answers = defined(queries, 'an open case');
    return (answers[name] as (input: unknown) => unknown)(input);
  },
};

export type QueryOffer = typeof offer;

serveRpc(defined(parentPort ?? undefined, 'a parent thread'), offer);
