/**
 * Clusters of logons: a host's few habits, and the logon that fits none of them.
 *
 * Tables. `clusters`, noise first (one row per noise logon, in order of events), then clusters by
 * number: cluster, size, firstTime, lastTime (of the row's own events), exemplar (first member's
 * event id), groupFirstTime and groupLastTime (of all events with that cluster number, so of all
 * noise for a noise row, as the published table has it), account, the features, logonTypeName,
 * sourceAddress, sourceHost and host of the exemplar, numbers of different accounts, logonTypes,
 * sources, hours, hosts, for noise the nearest other event and nearestDistance, looksLike (how the
 * account's name poses as another), why (in words).
 * `events`: event, row, cluster, isCore, the features, with method `published` an `x_` column for
 * each chosen feature (the point that was clustered), and what a logon's card shows: time, account,
 * userName, domain, logonTypeName, sid, sidMeaning, session, sessionMeaning, subject (DOMAIN/name),
 * subjectSid, logonProcess, authentication, sourceAddress, sourceHost, host, status.
 * `counts`: account, logonType, logonTypeName, count.
 *
 * LogonType is -1 where a logon has none, LogonHour (0 to 23, of the UTC time) -1 where it has no time.
 */
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
      help: 'published: account character sum and DBSCAN as in the notebook; profiles: habits of each account and logon type, by source and hour of day.',
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
      help: 'Largest distance between neighbours (published method).',
    },
    {
      name: 'epsProfiles',
      type: 'number',
      default: 0,
      min: 0,
      max: 0.95,
      unit: 'distance',
      help: 'Largest distance between neighbours, 0 to 1 (profiles method): 1/24 is an hour of a set habit; 0 reads it off the knee of the distances.',
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
