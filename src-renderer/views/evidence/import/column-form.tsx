/** Which field of the evidence becomes which column, and why the program thinks so. */
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportPreview, MappingFile } from '#contract/mapping.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Select } from '../../../ui/fields.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { freeTargets, isEventColumn, mappedRows, withSource, type MappedRow } from './drafts.ts';
import { sourceOptions } from './source-options.ts';

interface ColumnFormProps {
  readonly preview: ImportPreview;
  readonly mapping: MappingFile;
  readonly onMapping: (mapping: MappingFile) => void;
}

/** The columns' part of the form. */
export function ColumnForm({ preview, mapping, onMapping }: ColumnFormProps): ReactNode {
  const rows = mappedRows(mapping);
  const first = preview.fields[0]?.name ?? '';
  return (
    <section className="mapper-block" aria-label="Columns">
      <h3>Columns</h3>
      {rows.length === 0 && (
        <p className="help">
          Nothing is mapped yet. Every field is kept with its event and can be searched all the
          same.
        </p>
      )}
      <ul className="mapper-rows">
        {rows.map((row) => (
          <ColumnRow
            key={row.target}
            row={row}
            preview={preview}
            onSource={(from) => onMapping(withSource(mapping, row.target, from))}
          />
        ))}
      </ul>
      <div className="mapper-add">
        <Plus size={14} aria-hidden />
        <Select
          small
          aria-label="Add a column"
          value=""
          options={[{ value: '', label: 'Add a column…' }, ...freeTargets(mapping)]}
          onPick={(target) => {
            if (isEventColumn(target)) onMapping(withSource(mapping, target, first));
          }}
        />
      </div>
    </section>
  );
}

interface ColumnRowProps {
  readonly row: MappedRow;
  readonly preview: ImportPreview;
  readonly onSource: (from: string) => void;
}

function ColumnRow({ row, preview, onSource }: ColumnRowProps): ReactNode {
  const { target, label, from } = row;
  const proposed = preview.proposal?.reasons.find(
    (reason) => reason.target === target && reason.from[0] === from,
  );
  const field = preview.fields.find(({ name }) => name === from);
  return (
    <li>
      <span className="mapper-target" title={target}>
        {label}
      </span>
      <Select
        small
        aria-label={`Field for ${label}`}
        value={field === undefined ? '' : from}
        options={sourceOptions(preview.fields, field === undefined ? `${from} (not here)` : 'none')}
        onPick={onSource}
      />
      <IconButton small label={`Do not map ${label}`} icon={X} onClick={() => onSource('')} />
      <p className="help">
        {proposed !== undefined ? (
          <>
            <Confidence ratio01={proposed.confidence01} /> <VisibleText text={proposed.reason} />
          </>
        ) : (
          <VisibleText text={sampleText(field?.samples)} />
        )}
      </p>
    </li>
  );
}

/** How sure, as a word with a mark. */
function Confidence({ ratio01 }: { readonly ratio01: number }): ReactNode {
  const word = ratio01 >= 0.8 ? 'likely' : ratio01 >= 0.6 ? 'plausible' : 'a guess';
  return (
    <span className={`confidence ${word === 'likely' ? 'good' : word === 'a guess' ? 'low' : ''}`}>
      {word}
    </span>
  );
}

function sampleText(samples: readonly string[] = []): string {
  return samples.length === 0 ? 'has no values here' : `e.g. ${samples.slice(0, 3).join(', ')}`;
}
