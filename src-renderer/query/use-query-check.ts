/** Whether a query can be understood, asked shortly after the typing pauses. */
import { useAsk } from '../app/use-ask.ts';
import { useSettled } from '../app/use-settled.ts';

export interface QueryCheck {
  /** What is wrong, in words. */
  readonly wrong: string | undefined;
  /** Position of the trouble, or -1. */
  readonly at: number;
}

const PAUSE_MS = 200;

/** What is wrong with a query; nothing while it is being typed. */
export function useQueryCheck(query: string): QueryCheck {
  const settled = useSettled(query, PAUSE_MS);
  const asked = useAsk('query.check', settled.trim() === '' ? undefined : { query: settled });
  const { value } = asked;
  if (asked.state !== 'ready' || value === undefined || value.ok || settled !== query) {
    return { wrong: undefined, at: -1 };
  }
  return { wrong: value.message, at: value.at };
}
