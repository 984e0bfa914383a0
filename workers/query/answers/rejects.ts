/** Records that could not become events, with reason and place in words. */
import type { Reject } from '#contract/evidence.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { locatorWords } from '#workers/query/evidence-label.ts';

/** A page of rejects, of one evidence or of all. */
export function rejects(
  view: CaseView,
  {
    evidence,
    offset,
    limit,
  }: { readonly evidence?: number | undefined; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rejects: readonly Reject[] } {
  const sources = new Map(view.sources.map((source) => [source.id, source]));
  const rows = view.evidence.rejects(evidence, offset, limit);
  return {
    total: view.evidence.rejectCount(evidence),
    rejects: rows.map((row): Reject => {
      const { path = '', member = '' } = sources.get(row.evidence) ?? {};
      const { reason, message, raw } = row;
      return {
        evidence: row.evidence,
        path,
        member,
        reason,
        message,
        locator: locatorWords(row),
        raw,
      };
    }),
  };
}
