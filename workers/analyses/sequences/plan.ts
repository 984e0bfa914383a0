/** What a run does, from its parameters and its recipe: read once, told to every step. */
import { WorkbenchError } from '#contract/errors.ts';
import type { ParamValues } from '#contract/rooms/room.ts';
import { recipeOf } from '#contract/rooms/sequence-recipes.ts';
import type { SessionType, Training } from '#contract/rooms/sequences.ts';
import { assert } from '#workers/base/assert.ts';
import { parseExpressions, type FieldExpression } from './field-expression.ts';

/** Which parameters' values are modelled. */
export type ValueChoice =
  | { readonly kind: 'heuristic' }
  | { readonly kind: 'all' }
  | { readonly kind: 'these'; readonly names: ReadonlySet<string> };

export interface Plan {
  readonly recipe: string;
  readonly keys: readonly FieldExpression[];
  readonly command: FieldExpression;
  /** Empty for the type `commands`: nothing is read that is not used. */
  readonly parameters: readonly FieldExpression[];
  readonly valuesAsNames: boolean;
  readonly maxSessionUs: number;
  readonly maxGapUs: number;
  readonly exclude: readonly string[];
  readonly dropsSingles: boolean;
  readonly sessionType: SessionType;
  readonly window: number;
  readonly startEndTokens: boolean;
  readonly geometricMean: boolean;
  readonly values: ValueChoice;
  readonly maxDistinctValues: number;
  readonly minValueCount: number;
  readonly maxDistinctShare: number;
  readonly training: Training;
  readonly byFirstKey: boolean;
  readonly folds: number;
  readonly seed: number;
}

const US_PER_MINUTE = 60e6;

/** Throws `bad-parameter` when keys or command are missing or cannot be read. */
export function planOf(params: ParamValues): Plan {
  const recipe = recipeOf(text(params, 'recipe'));
  const keys = parseExpressions(text(params, 'keys') || recipe.keys, 'keys');
  const [command, ...more] = parseExpressions(text(params, 'command') || recipe.command, 'command');
  if (keys.length === 0 || command === undefined || more.length > 0) throw incomplete(recipe.id);
  const sessionType = text(params, 'sessionType') as SessionType;
  const style = text(params, 'parametersAs');
  const fields = text(params, 'parameters') || recipe.parameters;
  return {
    recipe: recipe.id,
    keys,
    command,
    parameters: sessionType === 'commands' ? [] : parseExpressions(fields, 'parameters'),
    valuesAsNames: (style === 'recipe' ? recipe.parametersAs : style) === 'values',
    maxSessionUs: minutesUs(params, 'maxSessionMinutes', recipe.maxSessionMinutes),
    maxGapUs: minutesUs(params, 'maxGapMinutes', recipe.maxGapMinutes),
    exclude: excluded(text(params, 'exclude'), recipe.exclude),
    dropsSingles: params['singles'] === 'drop',
    sessionType,
    window: number(params, 'window'),
    startEndTokens: params['startEndTokens'] === true,
    geometricMean: params['geometricMean'] === true,
    values: valueChoice(sessionType, text(params, 'modelledParameters')),
    maxDistinctValues: number(params, 'maxDistinctValues'),
    minValueCount: number(params, 'minValueCount'),
    maxDistinctShare: number(params, 'maxDistinctShare'),
    training: text(params, 'training') as Training,
    byFirstKey: params['identity'] === 'first-key',
    folds: number(params, 'folds'),
    seed: number(params, 'seed'),
  };
}

function text(params: ParamValues, name: string): string {
  const value = params[name];
  assert(typeof value === 'string', `text parameter ${name}`);
  return value;
}

function number(params: ParamValues, name: string): number {
  const value = params[name];
  assert(typeof value === 'number', `number parameter ${name}`);
  return value;
}

/** Below 0 stands for what the recipe says. */
function minutesUs(params: ParamValues, name: string, usual: number): number {
  const minutes = number(params, name);
  return (minutes < 0 ? usual : minutes) * US_PER_MINUTE;
}

function excluded(given: string, usual: readonly string[]): readonly string[] {
  if (given === 'recipe') return usual;
  return given === 'none' ? [] : listed(given);
}

function listed(given: string): readonly string[] {
  return given
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function valueChoice(type: SessionType, given: string): ValueChoice {
  if (type !== 'commands-params-values' || given === 'none')
    return { kind: 'these', names: new Set() };
  if (given === '') return { kind: 'heuristic' };
  if (given === '*') return { kind: 'all' };
  return { kind: 'these', names: new Set(listed(given)) };
}

function incomplete(recipe: string): WorkbenchError {
  return new WorkbenchError({
    code: 'bad-parameter',
    message:
      recipe === 'custom'
        ? 'Sessions of your own need keys and one command.'
        : 'Keys need at least one field, and command names exactly one.',
    hint: 'For example keys=user.name,host.name and command=event.action, or a recipe such as process-creations.',
  });
}
