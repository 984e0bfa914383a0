/** Path of a case, typed: a browser may not look for files, but the host behind it can read them. */
import { useState, type ReactNode } from 'react';
import { useCase, useTrouble } from '../app/use-case.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, TextInput } from '../ui/fields.tsx';
import { ErrorNote } from '../ui/notes.tsx';

interface PathDialogProps {
  readonly asking: 'open' | 'create' | undefined;
  readonly onClose: () => void;
}

const words = {
  open: { title: 'Open a case', act: 'Open', help: 'Absolute path of a .loupe case file.' },
  create: {
    title: 'Create a case',
    act: 'Create',
    help: 'Absolute path of the new file, for example /cases/intrusion.loupe. One file holds everything.',
  },
} as const;

/** Asks for a path and opens or creates what is there. */
export function PathDialog({ asking, onClose }: PathDialogProps): ReactNode {
  return asking === undefined ? null : (
    <OpenPathDialog key={asking} asking={asking} onClose={onClose} />
  );
}

interface OpenPathDialogProps extends PathDialogProps {
  readonly asking: 'open' | 'create';
}

function OpenPathDialog({ asking, onClose }: OpenPathDialogProps): ReactNode {
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const cases = useCase();
  const { trouble, dismiss } = useTrouble();
  const { title, act, help } = words[asking];
  const ready = path.trim() !== '' && !busy;
  const leave = (): void => {
    dismiss();
    onClose();
  };
  const go = async (): Promise<void> => {
    dismiss();
    setBusy(true);
    const done = await cases[asking](path.trim());
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      title={title}
      onClose={leave}
      foot={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" disabled={!ready} onClick={() => void go()}>
            {act}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void go();
        }}
      >
        <Field label="Path" help={help}>
          {(ids) => <TextInput {...ids} className="mono" value={path} onText={setPath} />}
        </Field>
      </form>
      {trouble !== undefined && <ErrorNote error={trouble} />}
    </Dialog>
  );
}
