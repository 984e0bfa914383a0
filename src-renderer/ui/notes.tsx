/** What is shown when there is nothing to show: empty, loading, failed. */
import { CircleAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { WireError } from '#contract/errors.ts';
import { Button } from './button.tsx';
import { ProgressBar } from './progress.tsx';
import { VisibleText } from './visible-text.tsx';

interface EmptyProps {
  readonly title: string;
  /** What would be here. */
  readonly children?: ReactNode;
  readonly icon?: LucideIcon;
  /** The one thing to do. */
  readonly actions?: ReactNode;
}

/** An empty state. */
export function Empty({ title, icon: Icon, actions, children }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      {Icon !== undefined && <Icon size={20} className="faint" aria-hidden />}
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

interface ErrorNoteProps {
  readonly error: Pick<WireError, 'message' | 'hint'> & { readonly place?: string | undefined };
  readonly again?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What happened, where, and what to do. */
export function ErrorNote({ error, again, children }: ErrorNoteProps): ReactNode {
  return (
    <div className="note error" role="alert">
      <CircleAlert size={16} aria-hidden />
      <div className="grow">
        <p>
          <VisibleText text={error.message} />
        </p>
        {error.place !== undefined && error.place !== '' && (
          <p className="mono">
            <VisibleText text={error.place} />
          </p>
        )}
        {error.hint !== '' && (
          <p className="quiet">
            <VisibleText text={error.hint} />
          </p>
        )}
        {children}
      </div>
      {again !== undefined && (
        <Button small onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Something to know before going on. */
export function Warning({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className="note warning">
      <TriangleAlert size={16} aria-hidden />
      <div className="grow">{children}</div>
    </div>
  );
}

interface DoingProps {
  /** What is being done: "Counting events". */
  readonly what: string;
  readonly ratio01?: number;
}

/** Work in progress, said in words after a tenth of a second. */
export function Doing({ what, ratio01 = -1 }: DoingProps): ReactNode {
  return (
    <div className="doing" role="status">
      <span>{what}</span>
      <ProgressBar label={what} ratio01={ratio01} />
    </div>
  );
}
