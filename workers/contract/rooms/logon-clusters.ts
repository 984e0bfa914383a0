/** Clusters of logons: a host's few habits, and the logon that fits none of them. */
import type { RoomContract } from './room.ts';

export const logonFeatureNames = ['AccountNum', 'LogonType', 'LogonHour'] as const;

export const logonClusters = {
  id: 'logon-clusters',
  title: 'Logon clusters',
  purpose: 'Groups logons by account, type and hour; single ones are worth a look.',
  baseQuery: 'event.category:authentication and event.action:logged-in',
  needs: 'successful logons (Security 4624, eCAR USER_SESSION LOGIN)',
  membership: { table: 'events', event: 'event', group: 'cluster' },
  tables: ['clusters', 'events', 'counts'],
  params: [
    {
      name: 'method',
      type: 'choice',
      default: 'published',
      choices: ['published', 'profiles'],
      unit: '',
      help: 'published: account character sum and DBSCAN as in the notebook; profiles: exact account, type, source and hour-of-day profile with an automatic eps.',
    },
    {
      name: 'features',
      type: 'list',
      default: ['AccountNum', 'LogonType'],
      choices: logonFeatureNames,
      unit: '',
      help: 'Features that make up the point of a logon (published method).',
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
      help: 'Largest distance between neighbours; with method profiles 0 means automatic.',
    },
    {
      name: 'minSamples',
      type: 'integer',
      default: 2,
      min: 1,
      max: 1e6,
      unit: 'logons',
      help: 'Neighbours, itself included, that make a core logon.',
    },
  ],
} as const satisfies RoomContract;
