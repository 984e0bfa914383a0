/** Dialogs on the browser's own dialog element: focus stays inside, Esc closes, nothing is injected. */
import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconButton } from './button.tsx';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly wide?: boolean;
  /** As large as the window: for work that takes a while. */
  readonly full?: boolean;
  readonly onClose: () => void;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A dialog over the window. Its content lives only while it is open. */
export function Dialog(props: DialogProps): ReactNode {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ title, wide, full, onClose, foot, children }: DialogProps): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // The first field, else the first answer; not the close button that stands before them.
    const field = dialog?.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)');
    (field ?? dialog?.querySelector<HTMLElement>('.dialog-foot button'))?.focus();
    // Closing gives the focus back to where it was.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${wide === true ? 'wide' : ''} ${full === true ? 'full' : ''}`.trim()}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        // The element itself is only hit beside its content, on the backdrop.
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header className="dialog-head">
        <h2 id={titleId} className="grow">
          {title}
        </h2>
        <IconButton label="Close" keys="Esc" icon={X} onClick={onClose} />
      </header>
      <div className="dialog-body">{children}</div>
      {foot !== undefined && <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
