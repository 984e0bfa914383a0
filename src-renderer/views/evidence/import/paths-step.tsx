/** The first step: files and folders, and how to read them where the usual is wrong. */
import type { ReactNode } from 'react';
import { useAsk } from '../../../app/use-ask.ts';
import { useSettings } from '../../../app/use-case.ts';
import { useWorkbench } from '../../../app/use-workbench.ts';
import { Field, Select } from '../../../ui/fields.tsx';
import type { ImportFlow } from './use-import-flow.ts';
import { ZoneField } from './zone-field.tsx';

/** Paths, format and zone. */
export function PathsStep({ flow }: { readonly flow: ImportFlow }): ReactNode {
  const { shell } = useWorkbench().client;
  const { zone } = useSettings();
  const formats = useAsk('formats.list', {});
  const { text, given, ready } = flow;
  return (
    <>
      <Field
        label="Files and folders"
        help={
          shell === undefined
            ? 'One absolute path a line, on the machine that runs the workbench. Folders are walked; gzip, zstd and zip are opened. A browser cannot take dropped files.'
            : 'One path a line. Folders are walked; gzip, zstd and zip are opened.'
        }
      >
        {(ids) => (
          <textarea
            {...ids}
            className="textarea mono"
            rows={Math.min(10, Math.max(3, given.length + 1))}
            spellCheck={false}
            placeholder="/evidence/dc01/Security.evtx"
            value={text}
            onChange={(event) => flow.setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) {
                void flow.look(false);
              }
            }}
          />
        )}
      </Field>
      <Field label="Format" help="Found by looking at the bytes; set it only when that went wrong.">
        {(ids) => (
          <Select
            {...ids}
            value={flow.format}
            options={[{ value: '', label: 'Found out' }, ...readersOf(formats.value ?? [])]}
            onPick={flow.setFormat}
          />
        )}
      </Field>
      <ZoneField
        label="Zone of times that do not say theirs"
        help={`UTC when left empty. It is kept with the evidence; the zone that is shown (${zone}) is another thing.`}
        zone={flow.timeZone}
        onZone={flow.setTimeZone}
      />
    </>
  );
}

/** One choice a reader: a layout is found by what is inside. */
function readersOf(
  formats: readonly { readonly reader: string; readonly label: string }[],
): readonly { readonly value: string; readonly label: string }[] {
  const labels = new Map<string, string[]>();
  for (const { reader, label } of formats) {
    labels.set(reader, [...(labels.get(reader) ?? []), label]);
  }
  return [...labels].map(([reader, all]) => ({
    value: reader,
    label: all.length === 1 ? `${all[0] ?? ''} (${reader})` : `${reader}: ${all.length} layouts`,
  }));
}
