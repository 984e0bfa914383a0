/** Path of a case, typed: a browser may not look for files, but the host behind it can read them. */
import { useState, type ReactNode } from 'react';
import { useCase } from '../app/use-case.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field, TextInput } from '../ui/fields.tsx';

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
  const [path, setPath] = useState('');
  const cases = useCase();
  if (asking === undefined) return null;
  const { title, act, help } = words[asking];
  const go = async (): Promise<void> => {
    onClose();
    await cases[asking](path.trim());
  };
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={path.trim() === ''} onClick={() => void go()}>
            {act}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '') void go();
        }}
      >
        <Field label="Path" help={help}>
          {(ids) => <TextInput {...ids} autoFocus className="mono" value={path} onText={setPath} />}
        </Field>
      </form>
    </Dialog>
  );
}
