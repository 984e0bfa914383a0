/** Clusters of process creations: repetitive noise folds into a few rows, the odd ones stand alone. */
import type { RoomContract } from './room.ts';

/** Columns of the feature table, in the order in which they are computed. */
export const eventFeatureNames = [
  'pathScore',
  'pathLogScore',
  'pathHash',
  'commandlineLen',
  'commandlineLogLen',
  'commandlineScore',
  'commandlineTokensFull',
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
      help: 'published: character sums and DBSCAN as in the notebook; templates: command-line templates, token distance and an automatic eps.',
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
      help: 'Largest distance between neighbours; with method templates 0 means automatic.',
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
