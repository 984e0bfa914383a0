/** Where the times are, how they are written, and what has to be asked about them. */
import type { ReactNode } from 'react';
import type { DateOrderExample, ImportPreview, MappingFile, TimeForm } from '#contract/mapping.ts';
import { Field, Select, TextInput } from '../../../ui/fields.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { timeSources, withTime, type DateOrderChoice, type Draft } from './drafts.ts';
import { sourceOptions } from './source-options.ts';
import { ZoneField } from './zone-field.tsx';

interface TimeFormProps {
  readonly preview: ImportPreview;
  readonly draft: Draft;
  /** Undefined while the layout's own columns are kept. */
  readonly mapping: MappingFile | undefined;
  readonly onDraft: (draft: Draft) => void;
}

/** The time's part of the form. */
export function TimeForm({ preview, draft, mapping, onDraft }: TimeFormProps): ReactNode {
  const { zone, dateOrder } = preview;
  const asksZone = zone.kind === 'assumed' || draft.timeZone !== '';
  return (
    <section className="mapper-block" aria-label="Times">
      {mapping !== undefined && (
        <TimeSources
          preview={preview}
          mapping={mapping}
          onMapping={(next) => onDraft({ ...draft, mapping: next })}
        />
      )}
      {asksZone ? (
        <ZoneField
          label="These times carry no zone. Which one are they in?"
          help={
            draft.timeZone === ''
              ? 'Nothing said: they will be read as UTC. Kept with the evidence, and told with it.'
              : `They will be read as ${draft.timeZone}; that is kept with the evidence.`
          }
          zone={draft.timeZone}
          onZone={(timeZone) => onDraft({ ...draft, timeZone })}
        />
      ) : (
        <p className="help">
          {zone.kind === 'utc'
            ? 'The format says that its times are UTC.'
            : 'The times say their own zone; nothing is to be asked.'}
        </p>
      )}
      {(dateOrder.length > 0 || draft.dateOrder !== '') && (
        <DateOrder
          examples={dateOrder}
          choice={draft.dateOrder}
          onChoice={(choice) => onDraft({ ...draft, dateOrder: choice })}
        />
      )}
    </section>
  );
}

const forms: readonly { readonly value: TimeForm; readonly label: string }[] = [
  { value: 'written', label: 'dates or epoch' },
  { value: 'excel', label: 'Excel days' },
  { value: 'seconds', label: 'counted seconds' },
];

interface TimeSourcesProps {
  readonly preview: ImportPreview;
  readonly mapping: MappingFile;
  readonly onMapping: (mapping: MappingFile) => void;
}

function TimeSources({ preview, mapping, onMapping }: TimeSourcesProps): ReactNode {
  const [first = '', second = ''] = timeSources(mapping);
  const sources = timeSources(mapping).join('\n');
  const proposed = preview.proposal?.reasons.find(
    ({ target, from }) => target === '@timestamp' && from.join('\n') === sources,
  );
  const form = mapping.timeForm ?? 'written';
  return (
    <>
      <Field label="Time" help={proposed?.reason}>
        {(ids) => (
          <div className="mapper-times">
            <Select
              {...ids}
              value={first}
              options={sourceOptions(preview.fields, 'found by its name')}
              onPick={(name) => onMapping(withTime(mapping, [name, second]))}
            />
            <Select
              aria-label="Time of day, where it stands apart"
              value={second}
              disabled={first === ''}
              options={sourceOptions(preview.fields, 'no clock apart')}
              onPick={(name) => onMapping(withTime(mapping, [first, name]))}
            />
            <Select
              aria-label="Written as"
              value={form}
              options={forms}
              onPick={(next) => onMapping({ ...mapping, timeForm: next as TimeForm })}
            />
          </div>
        )}
      </Field>
      {form === 'seconds' && (
        <Field label="Beginning" help="ISO 8601; without it they are counted from 1970 on.">
          {(ids) => (
            <TextInput
              {...ids}
              placeholder="2015-01-01T00:00:00Z"
              defaultValue={mapping.epoch ?? ''}
              onBlur={(event) => onMapping(withEpoch(mapping, event.target.value.trim()))}
              onText={() => undefined}
            />
          )}
        </Field>
      )}
    </>
  );
}

function withEpoch(mapping: MappingFile, epoch: string): MappingFile {
  const { epoch: _before, ...rest } = mapping;
  return epoch === '' ? rest : { ...rest, epoch };
}

interface DateOrderProps {
  readonly examples: readonly DateOrderExample[];
  readonly choice: DateOrderChoice;
  readonly onChoice: (choice: DateOrderChoice) => void;
}

/** Both ways to read the same date, as an example decides faster than a name. */
function DateOrder({ examples, choice, onChoice }: DateOrderProps): ReactNode {
  const [example] = examples;
  const options: readonly [DateOrderChoice, string, string][] = [
    ['', 'Let the rest of the column decide', 'month first if nothing in it does'],
    ['day-first', 'Day first', example === undefined ? '' : dayText(example.dayFirst)],
    ['month-first', 'Month first', example === undefined ? '' : dayText(example.monthFirst)],
  ];
  return (
    <fieldset className="mapper-question">
      <legend>
        {example === undefined ? (
          'Day or month first?'
        ) : (
          <>
            What is{' '}
            <span className="mono">
              <VisibleText text={example.text} />
            </span>
            ?
          </>
        )}
      </legend>
      {options.map(([value, label, help]) => (
        <label key={value} className="check">
          <input
            type="radio"
            name="date-order"
            checked={choice === value}
            onChange={() => onChoice(value)}
          />
          {label} {help !== '' && <span className="quiet">{help}</span>}
        </label>
      ))}
    </fieldset>
  );
}

/** "8 July 2019". */
function dayText(iso: string): string {
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(day);
}
