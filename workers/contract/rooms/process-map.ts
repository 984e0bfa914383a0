/**
 * Map of processes by what they did: alike ones lie together, strangers lie apart.
 *
 * Tables. A process is a row of `processes`, a token a row of `tokens`; both are numbers elsewhere.
 * - `processes`, in order of first appearance: process (its id), label (command line, else image
 *   path), tokens (before pruning), kept (on the map), vector (-1 when not kept), x, y (missing when
 *   not kept), program, template (label without what changes from run to run), host, events,
 *   keptTokens, firstTime, lastTime
 * - `tokens`, by kind, then value: kind, value, count (in all), processes, kept, countInKept (over
 *   the kept processes: what decides)
 * - `labels`, most frequent first: label, processes (kept ones), rank (from 1)
 * - `neighbours` of each distinct vector: vector, neighbour, distance (cosine), rank (from 1)
 * - `members`: event, process
 * - `vectors`: vector, token, count
 */
import type { RoomContract } from './room.ts';

export const processMap = {
  id: 'process-map',
  title: 'Process map',
  purpose: 'Counts what every process did as tokens and lays alike processes side by side.',
  baseQuery: '',
  needs: 'events that name the acting process (Sysmon, eCAR, Security 4688)',
  membership: { table: 'members', event: 'event', group: 'process' },
  tables: ['processes', 'tokens', 'labels', 'neighbours', 'members', 'vectors'],
  params: [
    {
      name: 'minTokensPerProcess',
      type: 'integer',
      default: 10,
      min: 0,
      max: 1e6,
      unit: 'tokens',
      help: 'Processes with fewer tokens are left out of the map.',
    },
    {
      name: 'minTokenCount',
      type: 'integer',
      default: 4,
      min: 1,
      max: 1e6,
      unit: 'occurrences',
      help: 'A token is kept when its count over the kept processes is at least this.',
    },
    {
      name: 'neighbors',
      type: 'integer',
      default: 15,
      min: 2,
      max: 200,
      unit: 'processes',
      help: 'Nearest neighbours that shape the map.',
    },
    {
      name: 'epochs',
      type: 'integer',
      default: 800,
      min: 1,
      max: 10_000,
      unit: 'rounds',
      help: 'Rounds of layout optimisation.',
    },
    {
      name: 'densmap',
      type: 'boolean',
      default: true,
      unit: '',
      help: 'Keep local density (densMAP): crowded regions stay crowded.',
    },
    {
      name: 'densLambda',
      type: 'number',
      default: 4,
      min: 0,
      max: 100,
      unit: '',
      help: 'Weight of the density term when densmap is true.',
    },
    {
      name: 'metric',
      type: 'choice',
      default: 'cosine',
      choices: ['cosine'],
      unit: '',
      help: 'Distance between token vectors.',
    },
    {
      name: 'engine',
      type: 'choice',
      default: 'fast',
      choices: ['fast', 'umap-js'],
      unit: '',
      help: 'fast: our own layout, needed for densmap; umap-js: the library, given the same exact neighbours, always without densmap.',
    },
    {
      name: 'seed',
      type: 'integer',
      default: 42,
      min: 0,
      max: 2_147_483_647,
      unit: '',
      help: 'Seed of all chance; same seed, same map.',
    },
  ],
} as const satisfies RoomContract;
