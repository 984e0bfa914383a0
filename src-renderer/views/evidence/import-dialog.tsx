/** What to import and how to read it; nothing has to be set for the usual case. */
import { useState, type ReactNode } from 'react';
import { useSettings, useTell } from '../../app/use-case.ts';
import { useWorkbench } from '../../app/use-workbench.ts';
import { knownZone } from '../../app/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Select, TextInput } from '../../ui/fields.tsx';
import { counted } from '../../ui/numbers.ts';
import { formatOptions } from './formats.ts';
import { useEvidenceDialog } from './import-state.ts';

/** The dialog; drawn once, shown when evidence is asked for. */
export function ImportDialog(): ReactNode {
  const { paths } = useEvidenceDialog();
  return paths === undefined ? null : <OpenImportDialog paths={paths} />;
}

function OpenImportDialog({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const { close } = useEvidenceDialog();
  const { shell } = useWorkbench().client;
  const tell = useTell();
  const [text, setText] = useState(paths.join('\n'));
  const [format, setFormat] = useState('');
  const [timeZone, setTimeZone] = useState('');
  const given = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const wrongZone = timeZone !== '' && !knownZone(timeZone);
  const ready = given.length > 0 && !wrongZone;
  const start = async (): Promise<void> => {
    close();
    const options = {
      ...(format === '' ? {} : { format }),
      ...(timeZone === '' ? {} : { timeZone }),
    };
    await tell('import.start', { paths: given, options });
  };
  return (
    <Dialog
      open
      title="Add evidence"
      onClose={close}
      foot={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={!ready} onClick={() => void start()}>
            Import {given.length > 1 ? counted(given.length, 'path') : ''}
          </Button>
        </>
      }
    >
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
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) void start();
            }}
          />
        )}
      </Field>
      <ReadingOptions
        format={format}
        onFormat={setFormat}
        timeZone={timeZone}
        onTimeZone={setTimeZone}
      />
    </Dialog>
  );
}

interface ReadingOptionsProps {
  readonly format: string;
  readonly onFormat: (format: string) => void;
  readonly timeZone: string;
  readonly onTimeZone: (zone: string) => void;
}

function ReadingOptions(props: ReadingOptionsProps): ReactNode {
  const { format, onFormat, timeZone, onTimeZone } = props;
  const { zone } = useSettings();
  const wrong = timeZone !== '' && !knownZone(timeZone) ? 'No zone is called that.' : undefined;
  return (
    <>
      <Field label="Format" help="Found by looking at the bytes; set it only when that went wrong.">
        {(ids) => <Select {...ids} value={format} options={formatOptions} onPick={onFormat} />}
      </Field>
      <Field
        label="Zone of times that do not say theirs"
        help={`UTC when left empty. It is kept with the evidence; the zone that is shown (${zone}) is another thing.`}
        wrong={wrong}
      >
        {(ids) => (
          <>
            <TextInput
              {...ids}
              list="loupe-zones"
              placeholder="UTC"
              aria-invalid={wrong !== undefined}
              value={timeZone}
              onText={onTimeZone}
            />
            <datalist id="loupe-zones">
              {Intl.supportedValuesOf('timeZone').map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </>
  );
}
