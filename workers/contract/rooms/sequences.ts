/**
 * Sessions of commands: what somebody did one after the other, and which sessions are rare.
 *
 * Tables. A session is its number, which is also its row in `sessions`.
 * - `sessions`, by keys (code points, a missing one as `dummy_str`), then start:
 *   session, keys (json object, a missing key is null), start, end, events, likelihood,
 *   likelihoodGeometricMean, rarestWindow2, rarestWindow3 (json `{likelihood, start, commands}`, missing
 *   when the session is shorter; `start` = position in the session), rarestWindow (the same for the
 *   length `window`), logLikelihood (log10; stays readable where `likelihood` underflows to 0), score
 *   (higher = rarer, see below; always there), rank (1 = highest score), percentile (0 to 100: share of
 *   the sessions of its band with a lower score, equal ones half), band (text, "3 to 4 commands"),
 *   bitsPerStep (mean surprise), rarest (text, "Set-Mailbox after New-InboxRule: 1 of 1,204"),
 *   rarestEvent (event id of the rarest step; for the end the last event), rarestStep (position,
 *   `events` = the end), endStep (json, as `step` below, for the step to the session's end), endTransition
 *   (row of `transitions`, as `transition` below), distinctCommands, durationSeconds, identity (number of the key values), fold
 *   (what was held out while it was scored; -1 = nothing)
 * - `events`, by session, then position: event, session, position (from 0), command, step (json
 *   `{count, fromCount, probability, parametersProbability, bits}`: how often this command followed the
 *   one before in what was learnt, of how often that one was followed by anything, the published
 *   transition probability, that of the parameters (1 for the type `commands`), the surprise in bits
 *   that the score adds up), transition (row of `transitions`, -1 = the model does not know it), setup (row of `setups`; not for the type `commands`)
 * - `transitions`, by from and to: from, to (texts, tokens as `(start)`, `(end)`), count, fromCount,
 *   probability, sessions and identities (that have it), bits, fromToken and toToken (rows of `tokens`)
 * - `tokens`, START, END, UNK, then commands by name: token, kind (start, end, unknown, command), count,
 *   smoothedCount, prior, sessions, identities
 * - `commandParameters`, by command, then parameter: command, parameter, kind (parameter, unknown),
 *   count, commandCount, probability. Empty for the type `commands`
 * - `parameters`, by name: parameter, events (that have it), filled (with a value that is not empty),
 *   distinctValues (counted up to one more than `maxDistinctValues`), modelled
 * - `values` of modelled parameters, by parameter, then value: parameter, value, kind (value,
 *   unknown), count, parameterCount, probability. Empty but for the third type
 * - `setups`, by first use: command, parameters (json `{names, values}`, a value is null unless it is
 *   modelled), count. Empty for the type `commands`
 * - `bands`: band, minCommands, maxCommands, sessions, medianScore
 * - `calibration`: bits (ascending), share (of stretches at least so surprising), stretches and mean (how
 *   many, expected bits of a step; first row only): what turns surprise into a score, kept with the model
 * - `excluded`, most events first: keys (json), pattern, events
 *
 * Score. A step is a transition, from the start to the end. Its surprise in bits comes from counts
 * smoothed towards how frequent a command is at all (Witten-Bell), not from the published Laplace
 * smoothing, under which all that follows a rare command looks alike. A session's most surprising
 * run of `window` steps is compared with all such runs of the case: score = -log10 of the chance that
 * the most surprising of as many ordinary runs as the session has would be so surprising. A session
 * with fewer steps is filled up with steps of average surprise. So long sessions do not stand out by
 * being long, and one with a single command has a score as well.
 */
import { sequenceRecipes } from './sequence-recipes.ts';
import type { RoomContract } from './room.ts';

export const sessionTypes = ['commands', 'commands-params', 'commands-params-values'] as const;
export type SessionType = (typeof sessionTypes)[number];

export const trainings = ['all', 'leave-identity-out', 'cross-fit'] as const;
export type Training = (typeof trainings)[number];

/** The tables that are a kept model. */
export const modelTables = [
  'transitions',
  'tokens',
  'commandParameters',
  'parameters',
  'values',
  'calibration',
] as const;

const queries: Readonly<Record<string, string>> = Object.fromEntries(
  sequenceRecipes.map(({ id, query }) => [id, query]),
);

export const sequences = {
  id: 'sequences',
  title: 'Command sequences',
  purpose: 'Cuts events into sessions of commands and ranks the sessions that go unusual ways.',
  baseQuery: '',
  queries: {
    param: 'recipe',
    by: { ...queries, custom: '' },
    auto: 'auto',
    given: { params: ['keys', 'command'], choice: 'custom' },
  },
  buildsOn: {
    param: 'model',
    tables: [...modelTables, 'setups'],
    inherits: [
      'recipe',
      'keys',
      'command',
      'parameters',
      'parametersAs',
      'maxSessionMinutes',
      'maxGapMinutes',
      'exclude',
      'singles',
      'sessionType',
      'window',
    ],
  },
  needs:
    'process creations, PowerShell script blocks, logons, CloudTrail, SSH or Exchange administration, or fields of your own as keys and command',
  membership: { table: 'events', event: 'event', group: 'session' },
  tables: [
    'sessions',
    'events',
    'transitions',
    'tokens',
    'commandParameters',
    'parameters',
    'values',
    'setups',
    'bands',
    'calibration',
    'excluded',
  ],
  params: [
    {
      name: 'recipe',
      type: 'choice',
      default: 'auto',
      choices: ['auto', ...sequenceRecipes.map(({ id }) => id), 'custom'],
      unit: '',
      help: 'What makes up a session. auto: the first recipe that finds events, or custom when keys and command are given.',
    },
    {
      name: 'keys',
      type: 'text',
      default: '',
      unit: 'fields',
      help: 'Identity of a session, comma list of columns or fields of the record; empty: as the recipe says.',
    },
    {
      name: 'command',
      type: 'text',
      default: '',
      unit: 'field',
      help: 'What was done; a|b takes the first that is there, file(a) a file name, a+b both. Empty: as the recipe says.',
    },
    {
      name: 'parameters',
      type: 'text',
      default: '',
      unit: 'fields',
      help: 'Fields that give a command’s parameters; JSON lists of {Name, Value} and objects are opened. Empty: as the recipe says.',
    },
    {
      name: 'parametersAs',
      type: 'choice',
      default: 'recipe',
      choices: ['recipe', 'names', 'values'],
      unit: '',
      help: 'names: a field is a parameter with a value; values: what the field says is itself the parameter.',
    },
    {
      name: 'maxSessionMinutes',
      type: 'number',
      default: -1,
      min: -1,
      max: 1e7,
      unit: 'minutes',
      help: 'Longest session; -1: as the recipe says.',
    },
    {
      name: 'maxGapMinutes',
      type: 'number',
      default: -1,
      min: -1,
      max: 1e7,
      unit: 'minutes',
      help: 'Longest gap between two commands of a session; -1: as the recipe says.',
    },
    {
      name: 'exclude',
      type: 'text',
      default: 'recipe',
      unit: 'patterns',
      help: 'Automated identities to leave out: comma list, * for anything, compared with each key; recipe: as the recipe says, none: nobody. The table excluded lists who was.',
    },
    {
      name: 'singles',
      type: 'choice',
      default: 'keep',
      choices: ['keep', 'drop'],
      unit: '',
      help: 'Sessions of a single command: kept, or dropped before anything is learnt.',
    },
    {
      name: 'sessionType',
      type: 'choice',
      default: 'commands',
      choices: sessionTypes,
      unit: '',
      help: 'What is modelled: commands, also which parameters they have, also what values these have.',
    },
    {
      name: 'window',
      type: 'integer',
      default: 3,
      min: 1,
      max: 50,
      unit: 'commands',
      help: 'Length of the window whose rarest place is shown as rarestWindow, and of the run of steps that is scored.',
    },
    {
      name: 'startEndTokens',
      type: 'boolean',
      default: true,
      unit: '',
      help: 'Count the start and the end of a session as steps in likelihoods and windows (the score always does).',
    },
    {
      name: 'geometricMean',
      type: 'boolean',
      default: false,
      unit: '',
      help: 'Windows’ likelihoods as geometric mean per step.',
    },
    {
      name: 'modelledParameters',
      type: 'text',
      default: '',
      unit: 'parameters',
      help: 'Parameters whose values are modelled: comma list, * for all, none; empty: those that look categorical by the three limits below.',
    },
    {
      name: 'maxDistinctValues',
      type: 'integer',
      default: 20,
      min: 1,
      max: 10_000,
      unit: 'values',
      help: 'A categorical parameter has at most so many different values.',
    },
    {
      name: 'minValueCount',
      type: 'integer',
      default: 20,
      min: 1,
      max: 1e9,
      unit: 'events',
      help: 'A categorical parameter has a value at least so often.',
    },
    {
      name: 'maxDistinctShare',
      type: 'number',
      default: 0.1,
      min: 0,
      max: 1,
      unit: 'different values ÷ events',
      help: 'A categorical parameter has at most this share of different values.',
    },
    {
      name: 'training',
      type: 'choice',
      default: 'all',
      choices: trainings,
      unit: '',
      help: 'all: every session is scored by what all sessions teach (published); leave-identity-out: by what all but its own identity teach; cross-fit: identities are dealt into folds and scored by the other folds. The last two keep a busy intruder from making himself normal.',
    },
    {
      name: 'identity',
      type: 'choice',
      default: 'first-key',
      choices: ['first-key', 'all-keys'],
      unit: '',
      help: 'Who is left out together: sessions with the same first key (an account, from wherever), or the same keys.',
    },
    {
      name: 'folds',
      type: 'integer',
      default: 5,
      min: 2,
      max: 100,
      unit: 'folds',
      help: 'Number of folds of cross-fit.',
    },
    {
      name: 'model',
      type: 'integer',
      default: 0,
      min: 0,
      max: 2_147_483_647,
      unit: 'run',
      help: 'Number of a run of this room whose model scores these sessions, without learning from them; 0: learn from these sessions.',
    },
    {
      name: 'seed',
      type: 'integer',
      default: 42,
      min: 0,
      max: 2_147_483_647,
      unit: '',
      help: 'Seed of the dealing into folds.',
    },
  ],
} as const satisfies RoomContract;
