/** Windows events for tests of normalising: made from plain data, read back as columns. */
import { eventsOf } from '#test/support/events-of.ts';
import { BatchBuilder } from '#workers/batch/builder.ts';
import { normaliseWindows } from '#workers/normalise/windows.ts';

export interface MadeEvent {
  readonly code: string;
  readonly provider?: string;
  readonly channel?: string;
  readonly computer?: string;
  readonly userSid?: string;
  readonly level?: string;
  readonly keywords?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Columns that the normaliser fills for an event. */
export function columnsOf({
  code,
  data = {},
  ...given
}: MadeEvent): Record<string, string | number> {
  const batch = new BatchBuilder('json');
  const record = {
    provider: '',
    channel: '',
    computer: 'PC01',
    userSid: '',
    level: '',
    ...given,
    code,
    data: (name: string): string | undefined =>
      Object.hasOwn(data, name) ? data[name] : undefined,
  };
  normaliseWindows(record, batch);
  batch.commit({ offset: 0, length: 2, recordId: -1, line: 1 }, Buffer.from('{}'));
  return { ...eventsOf([batch.finish()])[0]!.values };
}
