/** Parameters of the room in the order in which one thinks of them: sessions, model, fine print. */
import type { ReactNode } from 'react';
import type { ParamSpec, ParamValue } from '#contract/rooms/room.ts';
import { choiceOf } from '#contract/rooms/room.ts';
import { sequences } from '#contract/rooms/sequences.ts';
import { sequenceRecipes, type SequenceRecipe } from '#contract/rooms/sequence-recipes.ts';
import type { RunReceipt } from '#contract/runs.ts';
import { useSettings } from '../../app/use-case.ts';
import { Field, Select, TextInput } from '../../ui/fields.tsx';
import { exactNumber } from '../../ui/numbers.ts';
import { parseIsoUs, zonedText } from '../../ui/zoned-time.ts';
import { ParamField, type ParamFormProps } from '../param-form.tsx';
import { wrongWith, type ParamDraft } from '../param-values.ts';
import type { RoomForm } from '../room-params.tsx';
import {
  fieldNames,
  fieldWords,
  minutesText,
  needsOf,
  recipeChoices,
  recipeFacts,
  recipeIn,
  shownFields,
  shownMinutes,
} from './recipe-words.ts';

type RecipeFormProps = ParamFormProps & { readonly runs: readonly RunReceipt[] };

/** Form of the room. */
export function RecipeForm(props: RecipeFormProps): ReactNode {
  const { draft } = props;
  const shown = shownFields(draft);
  const list = (names: readonly string[]): ReactNode =>
    names
      .filter((name) => shown.has(name))
      .map((name) => <OneField key={name} {...props} name={name} />);
  return (
    <>
      <section className="form-part">
        <h4>Sessions</h4>
        {list(fieldNames.sessions)}
      </section>
      <section className="form-part">
        <h4>Model</h4>
        <ModelField {...props} />
        {list(fieldNames.model)}
      </section>
      <details className="form-part">
        <summary>Fine print</summary>
        {list(fieldNames.fine)}
      </details>
    </>
  );
}

type OneFieldProps = RecipeFormProps & { readonly name: string };

function OneField(props: OneFieldProps): ReactNode {
  const { specs, draft, onChange, name } = props;
  const spec = specs.find((each) => each.name === name);
  if (spec === undefined) return null;
  const value = draft[name] ?? spec.default;
  const onValue = (next: ParamValue): void => onChange({ ...draft, [name]: next });
  if (name === 'recipe') return <RecipeField spec={spec} value={value} onValue={onValue} />;
  if (name === 'maxSessionMinutes' || name === 'maxGapMinutes') {
    return <MinutesField spec={spec} draft={draft} value={value} onValue={onValue} />;
  }
  return <ParamField spec={spec} value={value} onValue={onValue} {...fieldWords(name, draft)} />;
}

interface ValueProps {
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  readonly onValue: (value: ParamValue) => void;
}

/** The recipe with its own words. */
function RecipeField({ spec, value, onValue }: ValueProps): ReactNode {
  const recipe = sequenceRecipes.find(({ id }) => id === value);
  return (
    <>
      <ParamField
        spec={spec}
        value={value}
        onValue={onValue}
        choices={recipeChoices}
        help={
          recipe?.about ??
          (value === 'custom' ? 'Keys and command are what you name below.' : spec.help)
        }
      />
      {recipe !== undefined && <RecipeFacts recipe={recipe} />}
    </>
  );
}

function RecipeFacts({ recipe }: { readonly recipe: SequenceRecipe }): ReactNode {
  return (
    <dl className="pairs recipe-facts">
      {recipeFacts(recipe).map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** −1 means: as the recipe says. Nobody should have to know. */
function MinutesField(props: ValueProps & { readonly draft: ParamDraft }): ReactNode {
  const { spec, value, onValue, draft } = props;
  const recipe = recipeIn(draft);
  const isLength = spec.name === 'maxSessionMinutes';
  const own = isLength ? recipe?.maxSessionMinutes : recipe?.maxGapMinutes;
  const wrong = wrongWith(spec, value);
  return (
    <Field
      label={isLength ? 'Longest session' : 'Longest gap'}
      unit={spec.unit}
      help={
        isLength
          ? 'A session that lasts longer is cut.'
          : 'After a longer pause a new session begins.'
      }
      wrong={wrong}
    >
      {(ids) => (
        <TextInput
          {...ids}
          inputMode="decimal"
          className="mono"
          aria-invalid={wrong !== undefined}
          placeholder={own === undefined ? 'as the recipe says' : `${own}, as the recipe says`}
          value={shownMinutes(value)}
          onText={(text) => onValue(minutesText(text))}
        />
      )}
    </Field>
  );
}

/** Which model scores: what is learnt here, or that of an earlier run. */
function ModelField({ draft, onChange, runs }: RecipeFormProps): ReactNode {
  const { zone } = useSettings();
  const value = String(draft['model'] ?? 0);
  const nameOf = ({ run, createdAt, summary }: RunReceipt): string => {
    const when = zonedText(parseIsoUs(createdAt), zone).slice(0, 16);
    const sessions = Number(summary['sessions'] ?? 0);
    return `run ${run} · ${when} · ${exactNumber(sessions)} sessions`;
  };
  const known = runs.map((each) => ({ value: String(each.run), label: nameOf(each) }));
  const gone = value !== '0' && !known.some((each) => each.value === value);
  return (
    <Field
      label="Learn from"
      help={
        value === '0'
          ? 'What is usual is learnt from the sessions that are scored.'
          : 'Nothing is learnt here. What sessions are, their type and the window are as in that run unless changed.'
      }
      wrong={gone ? `Run ${value} is no longer in the case.` : undefined}
    >
      {(ids) => (
        <Select
          {...ids}
          value={value}
          options={[
            { value: '0', label: 'these sessions' },
            ...known,
            ...(gone ? [{ value, label: `run ${value}` }] : []),
          ]}
          onPick={(model) => onChange({ ...draft, model })}
        />
      )}
    </Field>
  );
}

/** For the frame. */
export const recipeForm: RoomForm = {
  Form: RecipeForm,
  needs: (values) => needsOf(choiceOf(sequences.queries, values), values),
};
