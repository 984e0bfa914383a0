/** How readers of text take times without a zone: as UTC unless the analyst says otherwise, and told either way. */
import type { ZoneRule } from '#contract/time.ts';
import { isKnownZone, zoneOffset } from '#workers/normalise/zone-offset.ts';
import type { Prepared } from './reader.ts';

type Problem = Prepared['problems'][number];

/**
 * The rule for evidence whose times may lack a zone. Throws `usage` for a name that is no zone.
 * @param bare whether a time without a zone was seen
 */
export function assumedZone(
  timeZone: string | undefined,
  bare: boolean,
): { readonly zone: ZoneRule; readonly problems: readonly Problem[] } {
  // Throws for names that are no zone, before anything is read.
  if (timeZone !== undefined && !isKnownZone(timeZone)) zoneOffset(timeZone);
  if (!bare) return { zone: { kind: 'explicit', zone: 'UTC' }, problems: [] };
  const zone: ZoneRule = { kind: 'assumed', zone: timeZone ?? 'UTC' };
  if (timeZone !== undefined) return { zone, problems: [] };
  const message =
    'Times without a zone are taken as UTC; import with a time zone if they are local.';
  return { zone, problems: [{ code: 'time-zone-assumed', message, locator: '' }] };
}
