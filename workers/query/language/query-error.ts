/** A query that cannot be understood: what, where, and how to write it instead. */
import { WorkbenchError } from '#contract/errors.ts';

export class QueryError extends WorkbenchError {
  /** Position in the query, counted from 0. */
  readonly at: number;

  constructor(at: number, message: string, hint: string) {
    super({ code: 'bad-query', message, hint, place: `character ${at + 1} of the query` });
    this.name = 'QueryError';
    this.at = at;
  }
}
