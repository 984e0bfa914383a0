/** Words of the room's form: what recipes mean, which fields matter at the moment, what is missing. */
import type { ParamValue, ParamValues } from '#contract/rooms/room.ts';
import { sequences } from '#contract/rooms/sequences.ts';
import {
  customRecipe,
  sequenceRecipes,
  type SequenceRecipe,
} from '#contract/rooms/sequence-recipes.ts';
import type { ParamDraft } from '../param-values.ts';

/** Names for the choices of recipes. */
export const recipeChoices: Readonly<Record<string, string>> = {
  auto: 'Find out from the events',
  ...Object.fromEntries(sequenceRecipes.map(({ id, title }) => [id, title])),
  custom: customRecipe.title,
};

/** Parameters in the form's order; `model` has a field of its own. */
export const fieldNames = {
  sessions: [
    'recipe',
    'keys',
    'command',
    'parameters',
    'parametersAs',
    'maxSessionMinutes',
    'maxGapMinutes',
    'exclude',
    'singles',
  ],
  model: ['sessionType', 'window', 'geometricMean', 'modelledParameters', 'training', 'folds'],
  fine: [
    'startEndTokens',
    'identity',
    'maxDistinctValues',
    'minValueCount',
    'maxDistinctShare',
    'seed',
  ],
} as const;

/** The recipe that a form names; undefined while it is left to the engine. */
export function recipeIn(draft: ParamDraft): SequenceRecipe | undefined {
  const id = String(draft['recipe'] ?? 'auto');
  if (id === 'custom') return customRecipe;
  return sequenceRecipes.find((recipe) => recipe.id === id);
}

/** Fields that mean something with the others as they are. */
export function shownFields(draft: ParamDraft): ReadonlySet<string> {
  const shown = new Set<string>(sequences.params.map(({ name }) => name));
  const hide = (...names: readonly string[]): void => names.forEach((name) => shown.delete(name));
  const type = String(draft['sessionType'] ?? 'commands');
  if (type === 'commands') hide('parameters', 'parametersAs');
  if (type !== 'commands-params-values') {
    hide('modelledParameters', 'maxDistinctValues', 'minValueCount', 'maxDistinctShare');
  }
  const learnsHere = String(draft['model'] ?? '0') === '0';
  const training = learnsHere ? String(draft['training'] ?? 'all') : 'all';
  if (!learnsHere) hide('training');
  if (training === 'all') hide('identity');
  if (training !== 'cross-fit') hide('folds', 'seed');
  return shown;
}

interface FieldWords {
  readonly label?: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly choices?: Readonly<Record<string, string>>;
  readonly wrong?: string;
}

const choiceWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  parametersAs: {
    recipe: 'as the recipe says',
    names: 'names with values',
    values: 'what the fields say',
  },
  singles: { keep: 'kept', drop: 'dropped' },
  sessionType: {
    commands: 'commands',
    'commands-params': 'commands and parameters',
    'commands-params-values': 'commands, parameters and values',
  },
  training: {
    all: 'all sessions',
    'leave-identity-out': 'leave the identity out',
    'cross-fit': 'cross-fit in folds',
  },
  identity: { 'first-key': 'the first key', 'all-keys': 'all keys together' },
};

const labels: Readonly<Record<string, string>> = {
  exclude: 'Left out as automated',
  singles: 'Sessions of one command',
  sessionType: 'What is modelled',
  window: 'Window',
  startEndTokens: 'Start and end count as steps',
  geometricMean: 'Geometric mean',
  modelledParameters: 'Parameters with values',
  identity: 'Who is left out together',
};

const helps: Readonly<Record<string, string>> = {
  sessionType:
    'The order of commands alone, or also which parameters they have, or also what these say.',
  window: 'So many steps in a row are scored together, and shown as the rarest window.',
  singles: 'Who does a single thing and leaves can be scored, but has no window.',
  geometricMean: 'Likelihoods of windows by the step.',
};

/** Words of a field beyond the contract's. */
export function fieldWords(name: string, draft: ParamDraft): FieldWords {
  const recipe = recipeIn(draft);
  const isCustom = recipe === customRecipe;
  const label = Object.hasOwn(labels, name) ? labels[name] : undefined;
  const choices = Object.hasOwn(choiceWords, name) ? choiceWords[name] : undefined;
  return {
    ...(label === undefined ? {} : { label }),
    ...(choices === undefined ? {} : { choices }),
    ...(Object.hasOwn(helps, name) ? { help: helps[name] ?? '' } : {}),
    ...(isField(name) ? fieldsOf(name, recipe, isCustom, draft) : {}),
    ...(name === 'exclude' && recipe !== undefined ? { help: excludeHelp(recipe) } : {}),
  };
}

type FieldParam = 'keys' | 'command' | 'parameters';

function isField(name: string): name is FieldParam {
  return name === 'keys' || name === 'command' || name === 'parameters';
}

function fieldsOf(
  name: FieldParam,
  recipe: SequenceRecipe | undefined,
  isCustom: boolean,
  draft: ParamDraft,
): FieldWords {
  const own = recipe?.[name] ?? '';
  const isMissing = isCustom && name !== 'parameters' && String(draft[name] ?? '').trim() === '';
  return {
    placeholder: own === '' ? (isCustom ? '' : 'as the recipe says') : own,
    ...(isMissing ? { wrong: 'Fields of your own need this.' } : {}),
  };
}

function excludeHelp({ exclude }: SequenceRecipe): string {
  const list = exclude.length === 0 ? 'nobody' : exclude.join(', ');
  return `recipe: ${list}; none: nobody; or a list of patterns, * for anything.`;
}

/** What a recipe takes, line by line. */
export function recipeFacts(
  recipe: SequenceRecipe,
): readonly { readonly label: string; readonly value: string }[] {
  return [
    { label: 'events', value: recipe.query },
    { label: 'one session is', value: recipe.keys },
    { label: 'a command is', value: recipe.command },
    {
      label: 'at most',
      value: `${recipe.maxSessionMinutes} min, pauses of ${recipe.maxGapMinutes} min`,
    },
    ...(recipe.exclude.length === 0
      ? []
      : [{ label: 'left out', value: recipe.exclude.join(', ') }]),
  ];
}

/** −1 is shown as nothing. */
export function shownMinutes(value: ParamValue): string {
  return String(value) === '-1' ? '' : String(value);
}

/** Nothing is kept as −1. */
export function minutesText(text: string): string {
  return text.trim() === '' ? '-1' : text;
}

/** What is missing where a run would find no event. */
export function needsOf(choice: string, values: ParamValues): string {
  if (choice === sequences.queries.auto) return sequences.needs;
  if (choice === 'custom') {
    const fields = [values['keys'], values['command']].map(String).filter((text) => text !== '');
    return `events with ${fields.length === 0 ? 'keys and a command' : fields.join(' and ')}`;
  }
  const recipe = sequenceRecipes.find(({ id }) => id === choice) ?? customRecipe;
  return `events of the recipe “${recipe.title}”: ${recipe.query}`;
}
