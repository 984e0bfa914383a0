/** Form fields with their label, unit, help and what is wrong with them. */
import { useId, type ComponentProps, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly unit?: string | undefined;
  readonly help?: string | undefined;
  /** What is wrong with the value, in words. */
  readonly wrong?: string | undefined;
  readonly children: (ids: {
    readonly id: string;
    readonly 'aria-describedby': string;
  }) => ReactNode;
}

/** One labelled control. */
export function Field({ label, unit, help, wrong, children }: FieldProps): ReactNode {
  const id = useId();
  const about = `${id}-about`;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label} {unit !== undefined && unit !== '' && <span className="quiet">{unit}</span>}
      </label>
      {children({ id, 'aria-describedby': about })}
      <span id={about} className={wrong === undefined ? 'help' : 'wrong'}>
        {wrong ?? help}
      </span>
    </div>
  );
}

interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly small?: boolean;
  readonly onText: (text: string) => void;
}

/** One line of text. */
export function TextInput({ small, onText, className, ...rest }: TextInputProps): ReactNode {
  return (
    <input
      type="text"
      className={`input ${small === true ? 'small' : ''} ${className ?? ''}`}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onText(event.target.value)}
      {...rest}
    />
  );
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'onChange'> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly small?: boolean;
  readonly onPick: (value: string) => void;
}

/** One out of a few. */
export function Select({ options, small, onPick, ...rest }: SelectProps): ReactNode {
  return (
    <select
      className={small === true ? 'select small' : 'select'}
      onChange={(event) => onPick(event.target.value)}
      {...rest}
    >
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  readonly disabled?: boolean;
}

/** Yes or no. */
export function Check({ label, checked, onCheck, disabled = false }: CheckProps): ReactNode {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onCheck(event.target.checked)}
      />
      {label}
    </label>
  );
}

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onPick: (value: T) => void;
}

/** One out of two or three, all of them in sight. */
export function Segments<T extends string>(props: SegmentsProps<T>): ReactNode {
  const { label, options, value, onPick } = props;
  return (
    <div className="segments" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onPick(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
