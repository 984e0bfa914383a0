/** Taking an evidence out of the case: its events, its rejects, and the runs whose results point at them. */
import { WorkbenchError } from '#contract/errors.ts';
import type { EvidenceRemoval } from '#contract/evidence.ts';
import type { Jobs } from './jobs.ts';
import type { Session } from './session.ts';

/** Throws `bad-request` for evidence that is not there, `not-available` while a job is running. */
export async function removeEvidence(
  session: Session,
  jobs: Jobs,
  evidence: number,
): Promise<EvidenceRemoval> {
  const writer = session.requireWritable();
  if (jobs.list().some(({ state }) => state === 'running')) throw busy();
  const { evidence: known } = (await session.query.call('ask', {
    name: 'case.info',
    input: {},
  })) as { evidence: readonly { id: number }[] };
  if (!known.some(({ id }) => id === evidence)) throw noSuchEvidence(evidence);
  const runs = (await session.query.call('ask', {
    name: 'runsOfEvidence',
    input: { evidence },
  })) as readonly number[];
  const removal = await writer.call('removeEvidenceAndRuns', {
    evidence,
    runs,
    at: new Date().toISOString(),
  });
  // Ids may be given out again: whoever answers about rows has to see the gap before they are.
  await session.query.call('ask', { name: 'case.info', input: {} });
  return removal;
}

function busy(): WorkbenchError {
  return new WorkbenchError({
    code: 'not-available',
    message: 'Evidence cannot be taken out while an import or an analysis is running.',
    hint: 'Wait until it is done, or cancel it.',
  });
}

function noSuchEvidence(evidence: number): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-request',
    message: `There is no evidence ${evidence} in this case.`,
    hint: '"loupe info CASE" lists the evidence.',
  });
}
