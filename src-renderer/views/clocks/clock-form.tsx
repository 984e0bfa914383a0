/** One host's correction: typed, shown on an example before it holds, then set. */
import { useId, useState, type ReactNode } from 'react';
import { clockOffsetText, clockOffsetUs, type ClockRule } from '#contract/clocks.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/fields.tsx';
import { zonedText } from '../../ui/zoned-time.ts';

interface ClockFormProps {
  /** What it begins with. */
  readonly start: Pick<ClockRule, 'host' | 'reason'> & { readonly offset: string };
  /** Hosts that can be named, most events first. */
  readonly hosts: readonly string[];
  readonly disabled: boolean;
  readonly onSet: (rule: ClockRule) => void;
}

/** Suggestions beyond this help nobody. */
const MOST_HOSTS = 500;
const NOON_US = 43_200_000_000;

/** Host, offset, reason. */
export function ClockForm({ start, hosts, disabled, onSet }: ClockFormProps): ReactNode {
  const [host, setHost] = useState(start.host);
  const [offset, setOffset] = useState(start.offset);
  const [reason, setReason] = useState(start.reason);
  const listId = useId();
  const offsetUs = clockOffsetUs(offset);
  const known = hosts.some((each) => each.toLowerCase() === host.toLowerCase());
  const ready = host !== '' && offsetUs !== undefined && offsetUs !== 0;
  const set = (): void => {
    if (ready && !disabled) onSet({ host, offsetUs, reason: reason.trim() });
  };
  return (
    <form
      className="clock-form"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) set();
      }}
    >
      <Field
        label="Host"
        help={host === '' || known ? 'as in host.name' : 'no event of this case has this host'}
      >
        {(ids) => (
          <TextInput {...ids} value={host} list={listId} disabled={disabled} onText={setHost} />
        )}
      </Field>
      <datalist id={listId}>
        {hosts.slice(0, MOST_HOSTS).map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Field
        label="Add to its times"
        wrong={offset !== '' && !offsetUs ? 'such as +00:03:20, -1:00 or 200s' : undefined}
        help={offsetUs === undefined || offsetUs === 0 ? '+h:mm:ss or seconds' : example(offsetUs)}
      >
        {(ids) => (
          <TextInput
            {...ids}
            className="mono"
            value={offset}
            placeholder="+00:03:20"
            disabled={disabled}
            onText={setOffset}
          />
        )}
      </Field>
      <Field label="Reason" help="how it is known; kept with the case">
        {(ids) => <TextInput {...ids} value={reason} disabled={disabled} onText={setReason} />}
      </Field>
      <Button variant="primary" disabled={!ready || disabled} onClick={set}>
        Set the correction
      </Button>
    </form>
  );
}

function example(offsetUs: number): string {
  const shown = zonedText(NOON_US + offsetUs, 'UTC', offsetUs % 1_000_000 === 0 ? 0 : 6).slice(11);
  const days = Math.floor((NOON_US + offsetUs) / 86_400_000_000);
  const day = days === 0 ? '' : ` (${days > 0 ? '+' : '−'}${Math.abs(days)} d)`;
  return `${clockOffsetText(offsetUs)}: 12:00:00 is shown as ${shown}${day}`;
}
