/** Evidence dropped on the window is imported; in a browser the path must be typed, and it says so. */
import { useState, type DragEvent, type ReactNode } from 'react';
import { useEvidenceDialog } from '../views/evidence/import-state.ts';
import { useWorkbench } from './use-workbench.ts';

/** Around what files may be dropped on. */
export function DropTarget({ children }: { readonly children: ReactNode }): ReactNode {
  const { client } = useWorkbench();
  const { askFor } = useEvidenceDialog();
  const [over, setOver] = useState(false);
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(false);
    const { shell } = client;
    const files = [...event.dataTransfer.files];
    const paths = shell === undefined ? [] : files.map((file) => shell.pathOfDropped(file));
    askFor(paths.filter((path) => path !== ''));
  };
  return (
    <div
      className="drop-target"
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      {children}
      {over && (
        <div className="drop-over">
          {client.shell === undefined
            ? 'A browser does not tell where a file lies: drop it to type its path instead.'
            : 'Drop to add as evidence. Files are read, never changed.'}
        </div>
      )}
    </div>
  );
}
