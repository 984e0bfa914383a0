/** An IANA zone, typed or found in the list; empty stands for UTC, and says so. */
import { useId, type ReactNode } from 'react';
import { knownZone } from '../../../app/settings.ts';
import { Field, TextInput } from '../../../ui/fields.tsx';

const zones = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** True for what can be sent. */
export function goodZone(zone: string): boolean {
  return zone === '' || knownZone(zone);
}

interface ZoneFieldProps {
  readonly label: string;
  readonly help: string;
  readonly zone: string;
  readonly onZone: (zone: string) => void;
}

/** The field with its list. */
export function ZoneField({ label, help, zone, onZone }: ZoneFieldProps): ReactNode {
  const list = useId();
  const wrong = goodZone(zone) ? undefined : 'No zone is called that.';
  return (
    <Field label={label} help={help} wrong={wrong}>
      {(ids) => (
        <>
          <TextInput
            {...ids}
            list={list}
            placeholder="UTC"
            aria-invalid={wrong !== undefined}
            value={zone}
            onText={onZone}
          />
          <datalist id={list}>
            {zones.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
