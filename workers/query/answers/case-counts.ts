/** Manifest and counts of the case, for the first thing that anybody asks. */
import type { CaseInfo } from '#contract/api.ts';
import type { Evidence } from '#contract/evidence.ts';
import type { EventColumnName } from '#contract/event-columns.ts';
import type { Sqlite } from '#workers/case-file/case-file.ts';
import { formatVersion, sizeBytes } from '#workers/case-file/read-case.ts';
import { listEvidence, type StoredEvidence } from '#workers/case-file/evidence-repository.ts';
import { cardOfEvidence } from '#workers/readers/format-card.ts';
import type { CaseView } from '#workers/query/case-view.ts';

/** What the case itself knows; who holds it open is not its business. */
export type CaseCounts = Omit<CaseInfo, 'case' | 'readOnly' | 'readOnlyReason' | 'revision'>;

/** Counts are of values as they are written, upper and lower case apart. */
export function caseCounts(db: Sqlite, view: CaseView): CaseCounts {
  const { firstTime, lastTime } = view.evidence.span();
  return {
    formatVersion: formatVersion(db),
    sizeBytes: sizeBytes(db),
    events: view.table.rows,
    firstTime,
    lastTime,
    evidence: listEvidence(db).map(evidenceOf),
    counts: {
      byEventCode: countsBy(view, 'event.code'),
      byProvider: countsBy(view, 'event.provider'),
      byHost: countsBy(view, 'host.name'),
    },
    clockRules: view.clocks.rules,
    runs: view.runs.list().map(({ run, room, createdAt }) => ({ id: run, room, createdAt })),
  };
}

/** With its format card, without what only resuming an import needs. */
function evidenceOf(stored: StoredEvidence): Evidence {
  const {
    containerSha256: _sha,
    doneBytes: _bytes,
    doneLine: _line,
    readerState,
    ...rest
  } = stored;
  return { ...rest, ...cardOfEvidence(stored.format, readerState) };
}

/** Most frequent first; equal ones in the order in which the case met them. */
function countsBy(view: CaseView, column: EventColumnName): Readonly<Record<string, number>> {
  const counts = new Map<number, number>();
  for (const id of view.columns.ints(column)) counts.set(id, (counts.get(id) ?? 0) + 1);
  counts.delete(0);
  const sorted = [...counts].sort(([a, inA], [b, inB]) => inB - inA || a - b);
  return Object.fromEntries(sorted.map(([id, count]) => [view.texts.value(id), count]));
}
