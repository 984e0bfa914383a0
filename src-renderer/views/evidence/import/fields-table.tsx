/** What the evidence itself says: every field with its first values. */
import type { ReactNode } from 'react';
import type { ImportPreview } from '#contract/mapping.ts';
import { exactNumber } from '../../../ui/numbers.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';

const SHOWN = 4;

/** A plain table; fields that are mapped already say to what. */
export function FieldsTable({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const targets = new Map<string, string>();
  const { time, columns = {} } = preview.mapping ?? {};
  for (const name of typeof time === 'string' ? [time] : (time ?? [])) targets.set(name, 'time');
  for (const [target, source] of Object.entries(columns)) {
    targets.set(typeof source === 'string' ? source : source.from, target);
  }
  return (
    <table className="fields-table">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col" className="end">
            Filled
          </th>
          <th scope="col">First values</th>
          <th scope="col">Becomes</th>
        </tr>
      </thead>
      <tbody>
        {preview.fields.map(({ name, seen, filled, samples }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              <VisibleText text={name} />
            </th>
            <td
              className="mono end"
              title={`${exactNumber(filled)} of ${exactNumber(seen)} records`}
            >
              {exactNumber(filled)}
            </td>
            <td className="mono samples">
              <VisibleText
                text={samples.length === 0 ? undefined : samples.slice(0, SHOWN).join(' · ')}
              />
            </td>
            <td className="mono quiet">{targets.get(name) ?? ''}</td>
          </tr>
        ))}
        {preview.moreFields > 0 && (
          <tr>
            <td colSpan={4} className="quiet">
              and {exactNumber(preview.moreFields)} more, kept with each event all the same
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
