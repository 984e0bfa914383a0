/**
 * Clusters of process creations: repetitive noise folds into a few rows, the odd ones stand alone.
 *
 * Tables. `clusters`, noise first (one row per noise event, in order of events), then clusters by
 * number: cluster, size, firstTime, lastTime (of the row's own events), exemplar (first member's
 * event id), groupFirstTime and groupLastTime (of all events with that cluster number, so of all
 * noise for a noise row, as the published table has it), processName, process, commandLine and
 * template of the exemplar, the chosen features of the exemplar, numbers of different programs,
 * commandLines, templates, parents, users, hosts, for noise the nearest other event (-1 = none near) and
 * nearestDistance, looksLike (how the program poses as another), why (in words).
 * `events`: event, row, cluster, isCore, processName, all features, with method `published` an
 * `x_` column for each chosen feature (the point that was clustered), time, process, parent, user,
 * host, template.
 */
import type { RoomContract } from './room.ts';

/** Columns of the feature table, in the published order. */
export const eventFeatureNames = [
  'pathScore',
  'pathLogScore',
  'pathHash',
  'commandlineLen',
  'commandlineLogLen',
  'commandlineTokensFull',
  'commandlineScore',
  'commandlineTokensHash',
  'isSystemSession',
] as const;

export const eventClusters = {
  id: 'event-clusters',
  title: 'Process-event clusters',
  purpose: 'Folds repeated process creations into clusters and leaves the unusual ones standing.',
  baseQuery: 'event.category:process and event.action:created-process',
  needs: 'process creations (Security 4688, Sysmon 1, eCAR PROCESS CREATE)',
  membership: { table: 'events', event: 'event', group: 'cluster' },
  tables: ['clusters', 'events'],
  params: [
    {
      name: 'method',
      type: 'choice',
      default: 'published',
      choices: ['published', 'templates'],
      unit: '',
      help: 'published: character sums and DBSCAN as in the notebook; templates: masked command lines of one program, compared word by word.',
    },
    {
      name: 'features',
      type: 'list',
      default: ['commandlineTokensFull', 'pathScore', 'isSystemSession'],
      choices: eventFeatureNames,
      unit: '',
      help: 'Features that make up the point of an event (published method).',
    },
    {
      name: 'normalize',
      type: 'boolean',
      default: true,
      unit: '',
      help: 'Scale each row to unit L2 length before measuring distance (published method).',
    },
    {
      name: 'eps',
      type: 'number',
      default: 0.0001,
      min: 0,
      max: 1e12,
      unit: 'distance',
      help: 'Largest distance between neighbours (published method).',
    },
    {
      name: 'epsTemplates',
      type: 'number',
      default: 0,
      min: 0,
      max: 0.95,
      unit: 'share of words that differ',
      help: 'Largest distance between neighbours, 0 to 1 (templates method); 0 reads it off the knee of the distances.',
    },
    {
      name: 'minSamples',
      type: 'integer',
      default: 2,
      min: 1,
      max: 1e6,
      unit: 'events',
      help: 'Neighbours, itself included, that make a core event.',
    },
  ],
} as const satisfies RoomContract;
