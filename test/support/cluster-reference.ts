/** The inputs and known answers of the published clusterings, events and logons alike. */
import { csvRows } from './csv-rows.ts';
import { referenceJson, referenceText } from './reference.ts';
import type { PlainEvent } from './run-room.ts';

/** A run of the published method as the reference has it. */
export interface ExpectedRun {
  readonly parameters: {
    readonly cluster_columns: readonly string[];
    readonly normalize: boolean;
    readonly max_cluster_distance: number;
    readonly min_cluster_samples: number;
  };
  readonly clusteredRows: number;
  readonly noiseRows: number;
  readonly clusters: number;
  readonly rows: readonly ExpectedRow[];
}

/** A row of the published table of clustered events. */
export interface ExpectedRow {
  readonly ClusterId: number;
  readonly ClusterSize: number;
  readonly exemplarRow: number;
  readonly FirstEventTime: string;
  readonly LastEventTime: string;
  readonly memberRows: readonly number[];
  readonly [feature: string]: unknown;
}

export type Technique = 'event-clustering' | 'logon-clustering';

/** Tables and counts of a run. */
export function expectedRun(technique: Technique, run: string): ExpectedRun {
  return referenceJson<ExpectedRun>(`${technique}/expected-clusters-${run}.json`);
}

/** Labels, cores and the matrix of a run, by row of the input. */
export function expectedLabels(
  technique: Technique,
  run: string,
): readonly Readonly<Record<string, string>>[] {
  return csvRows(referenceText(`${technique}/expected-labels-${run}.csv`));
}

/** Features by row of the input. */
export function expectedFeatures(
  technique: Technique,
): readonly Readonly<Record<string, string>>[] {
  return csvRows(referenceText(`${technique}/expected-features.csv`));
}

/** Parameters of a run as the rooms name them. */
export function paramsOf({ parameters }: ExpectedRun): Record<string, number | boolean | string[]> {
  return {
    features: [...parameters.cluster_columns],
    normalize: parameters.normalize,
    eps: parameters.max_cluster_distance,
    minSamples: parameters.min_cluster_samples,
  };
}

/** The process creations of the published notebook. */
export function processEvents(): readonly PlainEvent[] {
  const text = referenceText('event-clustering/processes_on_host.csv');
  return csvRows(text).map((row) => ({
    ...commonColumns(row),
    'winlog.logon.id': row['SubjectLogonId'] ?? '',
    'process.executable': row['NewProcessName'] ?? '',
    'process.command_line': row['CommandLine'] ?? '',
    'process.parent.executable': row['ParentProcessName'] ?? '',
  }));
}

/** The logons of the published notebook. */
export function logonEvents(): readonly PlainEvent[] {
  const text = referenceText('logon-clustering/host_logons.csv');
  return csvRows(text).map((row) => ({
    ...commonColumns(row),
    'user.id': row['TargetUserSid'] ?? '',
    'winlog.logon.id': row['TargetLogonId'] ?? '',
    'winlog.logon.type': Number(row['LogonType']),
    'winlog.logon.process': row['LogonProcessName'] ?? '',
    'winlog.logon.authentication': row['AuthenticationPackageName'] ?? '',
    'source.ip': known(row['IpAddress']),
    'source.domain': known(row['WorkstationName']),
    fields: row,
  }));
}

function commonColumns(row: Readonly<Record<string, string>>): PlainEvent {
  const [domain = '', name = ''] = (row['Account'] ?? '').split('\\');
  return {
    '@timestamp': row['TimeGenerated'] ?? '',
    'host.name': row['Computer'] ?? '',
    'user.domain': domain,
    'user.name': name,
  };
}

/** Windows writes `-` where it has nothing. */
function known(text = ''): string {
  return text === '-' ? '' : text;
}
