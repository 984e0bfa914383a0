/** Logons of all slices → clusters, their members with all that a card shows, counts by account and type. */
import type { Column, ColumnBlock, TextColumn } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { logonFeatureNames } from '#contract/rooms/logon-clusters.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { codePointSum } from '#workers/algorithms/string-scores.ts';
import type { Groups } from '../cluster-groups.ts';
import { groupColumns, groupRows } from '../cluster-groups.ts';
import type { MethodResult } from '../cluster-method.ts';
import { publishedMethod } from '../published-method.ts';
import { nearestColumns, reasonColumns } from '../reason-columns.ts';
import type { RoomContext, RoomOutput } from '../room.ts';
import { intColumn, numberColumn, pickText, tableOf, textColumn } from '../table-columns.ts';
import type { LogonFeatures } from './features.ts';
import { joinLogons } from './features.ts';
import { profileMethod } from './profiles.ts';
import { LogonReasons, logonWords } from './why.ts';
import { logonTypeName, sessionMeaning, sidMeaning } from './windows-words.ts';

type LogonFeatureName = (typeof logonFeatureNames)[number];

/** The room's parameters, typed; checked at the door. */
interface LogonParams {
  readonly method: 'published' | 'profiles';
  readonly features: readonly LogonFeatureName[];
  readonly normalize: boolean;
  readonly eps: number;
  readonly epsProfiles: number;
  readonly minSamples: number;
}

/** Tables `clusters`, `events` and `counts`. */
export function computeLogonClusters(
  parts: readonly LogonFeatures[],
  given: ParamValues,
  context: RoomContext,
): RoomOutput {
  const params = given as unknown as LogonParams;
  context.onProgress(0, 'Gathering logons');
  const features = joinLogons(parts);
  if (features.rows === 0) throw nothingToCluster();
  const columns = featureColumns(features);
  const method =
    params.method === 'profiles'
      ? profileMethod(features, { ...params, eps: params.epsProfiles }, context)
      : publishedMethod(
          matrixOf(columns, params.features),
          { ...params, things: 'accounts' },
          context,
        );
  context.checkCancelled();
  const groups = groupRows(method);
  return {
    tables: {
      clusters: clustersTable(features, columns, { groups, method, params }, context),
      events: eventsTable(features, columns, method),
      counts: countsTable(features),
    },
    summary: {
      events: features.rows,
      rows: groups.count,
      clusters: method.clusters,
      noise: groups.noise,
      accounts: features.texts.account.values.length,
      eps: method.eps,
      epsSource: method.epsSource,
    },
  };
}

function nothingToCluster(): WorkbenchError {
  return new WorkbenchError({
    code: 'nothing-to-analyse',
    message: 'There are no logons to cluster.',
    hint: 'Import Security 4624 or other successful logons, or widen the filter.',
  });
}

type FeatureColumns = Readonly<Record<LogonFeatureName, Float64Array>>;

function featureColumns({ texts, type, hour }: LogonFeatures): FeatureColumns {
  const { ids, values } = texts.account;
  const scores = Float64Array.from(values, (account) => codePointSum(account));
  return {
    AccountNum: Float64Array.from(ids, (id) => scores[id] ?? 0),
    LogonType: Float64Array.from(type),
    LogonHour: Float64Array.from(hour),
  };
}

function matrixOf(columns: FeatureColumns, names: readonly LogonFeatureName[]): Float64Array {
  const rows = columns.LogonType.length;
  const matrix = new Float64Array(rows * names.length);
  for (const [at, name] of names.entries()) {
    for (let row = 0; row < rows; row++) matrix[row * names.length + at] = columns[name][row]!;
  }
  return matrix;
}

interface Found {
  readonly groups: Groups;
  readonly method: MethodResult;
  readonly params: LogonParams;
}

function clustersTable(
  features: LogonFeatures,
  columns: FeatureColumns,
  { groups, method, params }: Found,
  context: RoomContext,
): ColumnBlock {
  const { exemplars } = groups;
  const { texts, type } = features;
  const { minSamples } = params;
  const reasons = new LogonReasons({
    groups,
    features,
    words: logonWords(features),
    method,
    minSamples,
  });
  const { tallies } = reasons;
  const pick = (values: Float64Array): Column =>
    numberColumn(Float64Array.from(exemplars, (row) => values[row]!));
  return tableOf(groups.count, {
    ...groupColumns(groups, features),
    account: pickText(texts.account, exemplars),
    AccountNum: pick(columns.AccountNum),
    LogonType: pick(columns.LogonType),
    LogonHour: pick(columns.LogonHour),
    logonTypeName: textColumn(Array.from(exemplars, (row) => logonTypeName(type[row]!))),
    sourceAddress: pickText(texts.sourceAddress, exemplars),
    sourceHost: pickText(texts.sourceHost, exemplars),
    host: pickText(texts.host, exemplars),
    accounts: intColumn(tallies.account.distinct),
    logonTypes: intColumn(tallies.type.distinct),
    sources: intColumn(tallies.source.distinct),
    hours: intColumn(tallies.hour.distinct),
    hosts: intColumn(tallies.host.distinct),
    ...nearestColumns(groups, features.ids, method, context),
    ...reasonColumns(groups, reasons, context),
  });
}

function eventsTable(
  features: LogonFeatures,
  columns: FeatureColumns,
  method: MethodResult,
): ColumnBlock {
  const { texts, type } = features;
  return tableOf(features.rows, {
    event: intColumn(features.ids),
    row: intColumn(features.places),
    cluster: intColumn(method.labels),
    isCore: { kind: 'flag', values: method.isCore },
    AccountNum: numberColumn(columns.AccountNum),
    LogonType: numberColumn(columns.LogonType),
    LogonHour: numberColumn(columns.LogonHour),
    ...method.columns,
    time: features.time,
    account: texts.account,
    userName: texts.userName,
    domain: texts.domain,
    logonTypeName: typeNames(type),
    sid: texts.sid,
    sidMeaning: meaning(texts.sid, sidMeaning),
    session: texts.session,
    sessionMeaning: meaning(texts.session, sessionMeaning),
    subject: texts.subject,
    subjectSid: texts.subjectSid,
    logonProcess: texts.logonProcess,
    authentication: texts.authentication,
    sourceAddress: texts.sourceAddress,
    sourceHost: texts.sourceHost,
    host: texts.host,
    status: texts.status,
  });
}

function typeNames(types: Int32Array): TextColumn {
  return textColumn(Array.from(types, logonTypeName));
}

/** A text column read through a dictionary: each distinct text is looked up once. */
function meaning(column: TextColumn, of: (text: string) => string | undefined): TextColumn {
  const meanings = column.values.map(of);
  return textColumn(Array.from(column.ids, (id) => meanings[id]));
}

/** Logons for each account and type, by account, then type. A missing account stands as ''. */
function countsTable({ texts, type, rows }: LogonFeatures): ColumnBlock {
  const { account } = texts;
  const counts = new Map<string, { account: string; type: number; count: number }>();
  for (let row = 0; row < rows; row++) {
    const key = `${account.ids[row]!} ${type[row]!}`;
    const known = counts.get(key);
    if (known !== undefined) known.count++;
    else
      counts.set(key, {
        account: account.values[account.ids[row]!] ?? '',
        type: type[row]!,
        count: 1,
      });
  }
  const sorted = [...counts.values()].sort((a, b) =>
    a.account === b.account ? a.type - b.type : a.account < b.account ? -1 : 1,
  );
  return tableOf(sorted.length, {
    account: textColumn(sorted.map((each) => each.account)),
    logonType: intColumn(Int32Array.from(sorted, (each) => each.type)),
    logonTypeName: textColumn(sorted.map((each) => logonTypeName(each.type))),
    count: intColumn(Int32Array.from(sorted, ({ count }) => count)),
  });
}
