/** What could not be done, over everything else until it is put away; and a host that went silent. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../ui/button.tsx';
import { ErrorNote, Warning } from '../ui/notes.tsx';
import { useTrouble } from './use-case.ts';
import { useWorkbenchState } from './use-workbench.ts';

/** Shown only while there is trouble. */
export function TroubleBar(): ReactNode {
  const { trouble, dismiss } = useTrouble();
  const connected = useWorkbenchState((state) => state.connected);
  if (trouble === undefined && connected) return null;
  return (
    <div className="trouble">
      {!connected && (
        <Warning>
          <p>The workbench behind this page cannot be heard; trying again.</p>
          <p className="quiet">
            What is on screen may be old. The case itself is safe: it is written by the workbench,
            not by this page.
          </p>
        </Warning>
      )}
      {trouble !== undefined && (
        <div className="trouble-line">
          <ErrorNote error={trouble} />
          <IconButton small label="Put away" icon={X} onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
