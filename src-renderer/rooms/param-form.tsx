/** A form made from a room's parameters, with limits said where they are broken. */
import { useId, type ReactNode } from 'react';
import type { ParamSpec, ParamValue } from '#contract/rooms/room.ts';
import { Check, Field, Select, TextInput } from '../ui/fields.tsx';
import { headingOf } from './run-columns.ts';
import { wrongWith, type ParamDraft } from './param-values.ts';

export interface ParamFormProps {
  readonly specs: readonly ParamSpec[];
  readonly draft: ParamDraft;
  readonly onChange: (draft: ParamDraft) => void;
}

/** Fields for all parameters of a room. */
export function ParamForm({ specs, draft, onChange }: ParamFormProps): ReactNode {
  return specs.map((spec) => (
    <ParamField
      key={spec.name}
      spec={spec}
      value={draft[spec.name] ?? spec.default}
      onValue={(value) => onChange({ ...draft, [spec.name]: value })}
    />
  ));
}

interface ParamFieldProps {
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  readonly onValue: (value: ParamValue) => void;
  /** In place of the parameter's name. */
  readonly label?: string;
  /** In place of the contract's words. */
  readonly help?: string;
  /** Words for choices. */
  readonly choices?: Readonly<Record<string, string>>;
  /** What an empty field means. */
  readonly placeholder?: string;
  /** What a form knows to be wrong beyond the limits of the contract. */
  readonly wrong?: string | undefined;
}

/** The field of one parameter. */
export function ParamField(props: ParamFieldProps): ReactNode {
  const { spec, value, onValue, help = spec.help, choices = {}, placeholder } = props;
  const wrong = wrongWith(spec, value) ?? props.wrong;
  if (spec.type === 'boolean') return <BooleanField spec={spec} value={value} onValue={onValue} />;
  if (spec.type === 'list') {
    const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
    return <ListField spec={spec} chosen={chosen} wrong={wrong} onValue={onValue} />;
  }
  return (
    <Field label={props.label ?? headingOf(spec.name)} unit={spec.unit} help={help} wrong={wrong}>
      {(ids) =>
        spec.type === 'choice' ? (
          <Select
            {...ids}
            value={String(value)}
            options={spec.choices.map((choice) => ({
              value: choice,
              label: Object.hasOwn(choices, choice) ? (choices[choice] ?? choice) : choice,
            }))}
            onPick={onValue}
          />
        ) : (
          <TextInput
            {...ids}
            inputMode={spec.type === 'text' ? 'text' : 'decimal'}
            placeholder={placeholder}
            className="mono"
            aria-invalid={wrong !== undefined}
            value={String(value)}
            onText={onValue}
          />
        )
      }
    </Field>
  );
}

function BooleanField({ spec, value, onValue }: ParamFieldProps): ReactNode {
  return (
    <div className="field">
      <Check label={headingOf(spec.name)} checked={value === true} onCheck={onValue} />
      <span className="help">{spec.help}</span>
    </div>
  );
}

interface ListFieldProps {
  readonly spec: ParamSpec & { readonly type: 'list' };
  readonly chosen: readonly string[];
  readonly wrong: string | undefined;
  readonly onValue: (value: ParamValue) => void;
}

function ListField({ spec, chosen, wrong, onValue }: ListFieldProps): ReactNode {
  const id = useId();
  const toggle = (choice: string, on: boolean): void =>
    // Order matters to the engine: it is that of the contract, not of the clicks.
    onValue(spec.choices.filter((each) => (each === choice ? on : chosen.includes(each))));
  return (
    <div className="field" role="group" aria-labelledby={id}>
      <span id={id} className="label">
        {headingOf(spec.name)}
      </span>
      {spec.choices.map((choice) => (
        <Check
          key={choice}
          label={choice}
          checked={chosen.includes(choice)}
          onCheck={(on) => toggle(choice, on)}
        />
      ))}
      <span className={wrong === undefined ? 'help' : 'wrong'}>{wrong ?? spec.help}</span>
    </div>
  );
}
