/** Every profile, in the order in which they are listed; a table fits one at most, `generic` fits all. */
import { plainName } from '../../mapping/plain-name.ts';
import { amcacheProfile } from './amcache.ts';
import { appCompatCacheProfile } from './appcompatcache.ts';
import { bodyfileProfile } from './bodyfile.ts';
import { chainsawProfile } from './chainsaw.ts';
import { cloudTrailProfile } from './cloudtrail.ts';
import { defenderXdrProfile } from './defender-xdr.ts';
import { entraSignInsProfile } from './entra-sign-ins.ts';
import { eventViewerProfile } from './event-viewer.ts';
import { evtxecmdProfile } from './evtxecmd.ts';
import { genericProfile } from './generic.ts';
import { getWinEventProfile } from './get-winevent.ts';
import { hayabusaProfile } from './hayabusa.ts';
import { jlecmdProfile } from './jlecmd.ts';
import { kapeCopyLogProfile } from './kape-copy-log.ts';
import { lanlAuthProfile } from './lanl-auth.ts';
import { lanlDnsProfile } from './lanl-dns.ts';
import { lanlFlowsProfile } from './lanl-flows.ts';
import { lanlProcessesProfile } from './lanl-processes.ts';
import { lanlRedTeamProfile } from './lanl-red-team.ts';
import { lecmdProfile } from './lecmd.ts';
import { m365AuditProfile } from './m365-audit.ts';
import { mactimeProfile } from './mactime.ts';
import { mftecmdProfile } from './mftecmd.ts';
import { officeActivityProfile } from './office-activity.ts';
import { pecmdTimelineProfile } from './pecmd-timeline.ts';
import { pecmdProfile } from './pecmd.ts';
import { plasoDynamicProfile } from './plaso-dynamic.ts';
import { plasoL2tcsvProfile } from './plaso-l2tcsv.ts';
import { fitsHeader } from './profile.ts';
import type { CellRule, CsvProfile } from './profile.ts';
import { rbcmdProfile } from './rbcmd.ts';
import { recmdProfile } from './recmd.ts';
import { s3HoneyBucketProfile } from './s3-honey-bucket.ts';
import { sbecmdProfile } from './sbecmd.ts';
import { securityAlertProfile } from './security-alert.ts';
import { sentinelSecurityProfile } from './sentinel-security.ts';
import { sentinelSyslogProfile } from './sentinel-syslog.ts';
import { splunkProfile } from './splunk.ts';
import { srumecmdProfile } from './srumecmd.ts';
import { timesketchProfile } from './timesketch.ts';
import { usnJournalProfile } from './usn-journal.ts';
import { velociraptorProfile } from './velociraptor.ts';

export { genericProfile };

export const profiles: readonly CsvProfile[] = [
  evtxecmdProfile,
  hayabusaProfile,
  sentinelSecurityProfile,
  sentinelSyslogProfile,
  securityAlertProfile,
  officeActivityProfile,
  defenderXdrProfile,
  eventViewerProfile,
  getWinEventProfile,
  mftecmdProfile,
  usnJournalProfile,
  pecmdProfile,
  pecmdTimelineProfile,
  amcacheProfile,
  appCompatCacheProfile,
  lecmdProfile,
  jlecmdProfile,
  sbecmdProfile,
  recmdProfile,
  rbcmdProfile,
  srumecmdProfile,
  kapeCopyLogProfile,
  plasoL2tcsvProfile,
  plasoDynamicProfile,
  timesketchProfile,
  m365AuditProfile,
  entraSignInsProfile,
  cloudTrailProfile,
  s3HoneyBucketProfile,
  splunkProfile,
  velociraptorProfile,
  chainsawProfile,
  mactimeProfile,
  bodyfileProfile,
  lanlAuthProfile,
  lanlRedTeamProfile,
  lanlProcessesProfile,
  lanlFlowsProfile,
  lanlDnsProfile,
  genericProfile,
];

/** Cells of tables that are published without a header. */
export const headerlessTables: readonly CellRule[] = profiles.flatMap(({ headerless }) =>
  headerless === undefined ? [] : [headerless],
);

/** Profiles that a table with these names fits, all but the generic one. */
export function fittingProfiles(
  columns: readonly string[],
  hasHeader: boolean,
): readonly CsvProfile[] {
  const plain = new Set(columns.map(plainName));
  return profiles.filter(({ header, headerless }) => {
    if (hasHeader) return header !== undefined && fitsHeader(header, plain, columns);
    return headerless !== undefined && sameNames(headerless.names, columns);
  });
}

/** The profile of a table; the generic one when no other fits. */
export function profileOf(table: {
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
}): CsvProfile {
  return fittingProfiles(table.columns, table.hasHeader)[0] ?? genericProfile;
}

const byId = new Map(profiles.map((profile) => [profile.card.id, profile]));

/** A profile by its id; the generic one when a case was made by a version that knew another. */
export function profileNamed(id: string): CsvProfile {
  return byId.get(id) ?? genericProfile;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}
