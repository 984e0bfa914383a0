/** Records that could not become events, with reason and place in words. */
import type { Outputs, ParsedOf } from '#contract/api.ts';
import type { Reject } from '#contract/evidence.ts';
import type { CaseView } from '#workers/query/case-view.ts';
import { locatorWords } from '#workers/query/evidence-label.ts';

/** A page of rejects, of one evidence or of all, with how many there are of each reason. */
export function rejects(
  view: CaseView,
  { evidence, reason, offset, limit }: ParsedOf<'evidence.rejects'>,
): Outputs['evidence.rejects'] {
  const sources = new Map(view.sources.map((source) => [source.id, source]));
  const rows = view.evidence.rejects({ evidence, reason }, offset, limit);
  const reasons = reasonsOf(view, evidence);
  const total = reasons
    .filter((each) => reason === undefined || each.reason === reason)
    .reduce((sum, { count }) => sum + count, 0);
  return {
    total,
    reasons,
    rejects: rows.map((row): Reject => {
      const { path = '', member = '' } = sources.get(row.evidence) ?? {};
      const { message, raw } = row;
      return {
        evidence: row.evidence,
        path,
        member,
        reason: row.reason,
        message,
        locator: locatorWords(row),
        raw,
      };
    }),
  };
}

interface Counted {
  readonly generation: number;
  readonly byEvidence: Map<number | undefined, Outputs['evidence.rejects']['reasons']>;
}

const counted = new WeakMap<CaseView, Counted>();

/** Counted once as long as the case stays the same: pages of one list are asked one after the other. */
function reasonsOf(
  view: CaseView,
  evidence: number | undefined,
): Outputs['evidence.rejects']['reasons'] {
  let known = counted.get(view);
  if (known?.generation !== view.generation) {
    known = { generation: view.generation, byEvidence: new Map() };
    counted.set(view, known);
  }
  let reasons = known.byEvidence.get(evidence);
  if (reasons === undefined) {
    reasons = view.evidence.rejectReasons(evidence);
    known.byEvidence.set(evidence, reasons);
  }
  return reasons;
}
