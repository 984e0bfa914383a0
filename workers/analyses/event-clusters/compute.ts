/** Features of all slices → clusters, their members and why. */
import type { Column, ColumnBlock } from '#contract/block.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { fileNameOf } from '#workers/algorithms/command-template.ts';
import type { Groups } from '../cluster-groups.ts';
import { groupColumns, groupRows, tallyGroups } from '../cluster-groups.ts';
import type { MethodResult } from '../cluster-method.ts';
import { publishedMethod } from '../published-method.ts';
import { nearestColumns, reasonColumns } from '../reason-columns.ts';
import type { RoomContext, RoomOutput } from '../room.ts';
import { intColumn, numberColumn, pickText, tableOf } from '../table-columns.ts';
import type { EventFeatureName } from './feature-columns.ts';
import { featureColumns, featureMatrix } from './feature-columns.ts';
import type { EventFeatures } from './features.ts';
import { joinFeatures } from './features.ts';
import { templateMethod } from './templates.ts';
import type { EventTallies } from './why.ts';
import { EventReasons } from './why.ts';

/** The room's parameters, typed; checked at the door. */
interface EventParams {
  readonly method: 'published' | 'templates';
  readonly features: readonly EventFeatureName[];
  readonly normalize: boolean;
  readonly eps: number;
  readonly epsTemplates: number;
  readonly minSamples: number;
}

/** Tables `clusters` and `events`. */
export function computeEventClusters(
  parts: readonly EventFeatures[],
  given: ParamValues,
  context: RoomContext,
): RoomOutput {
  const params = given as unknown as EventParams;
  context.onProgress(0, 'Gathering process starts');
  const features = joinFeatures(parts);
  if (features.rows === 0) throw nothingToCluster();
  const columns = featureColumns(features);
  context.checkCancelled();
  const method =
    params.method === 'templates'
      ? templateMethod(
          features,
          { eps: params.epsTemplates, minSamples: params.minSamples },
          context,
        )
      : publishedMethod(
          featureMatrix(columns, params.features, features.rows),
          { ...params, things: 'programs' },
          context,
        );
  context.checkCancelled();
  const groups = groupRows(method);
  return {
    tables: {
      clusters: clustersTable(features, columns, { groups, method, params }, context),
      events: eventsTable(features, columns, method),
    },
    summary: summaryOf(features, groups, method),
  };
}

function nothingToCluster(): WorkbenchError {
  return new WorkbenchError({
    code: 'nothing-to-analyse',
    message: 'There are no process creations to cluster.',
    hint: 'Import Security 4688, Sysmon 1 or other process creations, or widen the filter.',
  });
}

interface Found {
  readonly groups: Groups;
  readonly method: MethodResult;
  readonly params: EventParams;
}

function clustersTable(
  features: EventFeatures,
  columns: ReturnType<typeof featureColumns>,
  { groups, method, params }: Found,
  context: RoomContext,
): ColumnBlock {
  const { exemplars, count } = groups;
  const tallies: EventTallies = {
    process: tallyGroups(groups, features.process),
    command: tallyGroups(groups, features.command),
    template: tallyGroups(groups, features.template),
    parent: tallyGroups(groups, features.parent),
    user: tallyGroups(groups, features.user),
    host: tallyGroups(groups, features.host),
  };
  const { minSamples } = params;
  const reasons = new EventReasons({ groups, features, method, tallies, minSamples });
  const picked = params.features.map((name) => [name, pick(columns[name], exemplars)] as const);
  return tableOf(count, {
    ...groupColumns(groups, features),
    processName: pickText(columns.processName as typeof features.process, exemplars),
    process: pickText(features.process, exemplars),
    commandLine: pickText(features.command, exemplars),
    template: pickText(features.template, exemplars),
    ...Object.fromEntries(picked),
    programs: intColumn(tallies.process.distinct),
    commandLines: intColumn(tallies.command.distinct),
    templates: intColumn(tallies.template.distinct),
    parents: intColumn(tallies.parent.distinct),
    users: intColumn(tallies.user.distinct),
    hosts: intColumn(tallies.host.distinct),
    ...nearestColumns(groups, features.ids, method, context),
    ...reasonColumns(groups, reasons, context),
  });
}

function pick(column: Column, rows: Int32Array): Column {
  if (column.kind === 'flag')
    return { kind: 'flag', values: Uint8Array.from(rows, (row) => column.values[row]!) };
  return numberColumn(
    Float64Array.from(rows, (row) => Number(column.kind === 'number' ? column.values[row] : NaN)),
  );
}

function eventsTable(
  features: EventFeatures,
  columns: ReturnType<typeof featureColumns>,
  method: MethodResult,
): ColumnBlock {
  return tableOf(features.rows, {
    event: intColumn(features.ids),
    row: intColumn(features.places),
    cluster: intColumn(method.labels),
    isCore: { kind: 'flag', values: method.isCore },
    ...columns,
    ...method.columns,
    time: features.time,
    process: features.process,
    parent: features.parent,
    user: features.user,
    host: features.host,
    template: features.template,
  });
}

function summaryOf(
  features: EventFeatures,
  groups: Groups,
  method: MethodResult,
): RoomOutput['summary'] {
  const names = new Set(features.process.values.map((path) => fileNameOf(path).toLowerCase()));
  return {
    events: features.rows,
    rows: groups.count,
    clusters: method.clusters,
    noise: groups.noise,
    programs: names.size,
    patterns: features.template.values.length,
    eps: method.eps,
    epsSource: method.epsSource,
  };
}
