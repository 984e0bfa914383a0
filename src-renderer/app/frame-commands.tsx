/** Commands that exist on every view of an open case. */
import type { ReactNode } from 'react';
import { useEvidenceDialog } from '../views/evidence/import-state.ts';
import { useCommand } from './commands.ts';
import { useCase, useSelection, useSettings } from './use-case.ts';
import { useScope } from './use-scope.ts';

/** Draws nothing; offers commands. */
export function FrameCommands(): ReactNode {
  const { undo, redo, clear, canUndo, canRedo, setWindow } = useScope();
  const { selected, select } = useSelection();
  const { change } = useSettings();
  const { close, info } = useCase();
  const { pick } = useEvidenceDialog();
  useCommand({
    id: 'scope.undo',
    title: 'Undo the last change of scope',
    group: 'Scope',
    keys: 'Mod+Z',
    enabled: canUndo,
    run: undo,
  });
  useCommand({
    id: 'scope.redo',
    title: 'Redo the change of scope',
    group: 'Scope',
    keys: 'Shift+Mod+Z',
    enabled: canRedo,
    run: redo,
  });
  useCommand({ id: 'scope.clear', title: 'Look at all events', group: 'Scope', run: clear });
  useCommand({
    id: 'scope.no-time',
    title: 'Remove the time window',
    group: 'Scope',
    run: () => setWindow(undefined),
  });
  useCommand({
    id: 'back',
    title: 'Deselect the event',
    group: 'Event',
    keys: 'Escape',
    enabled: selected !== undefined,
    run: () => select(undefined),
  });
  useCommand({
    id: 'zone.utc',
    title: 'Show times in UTC',
    group: 'Display',
    run: () => change({ zone: 'UTC' }),
  });
  useCommand({
    id: 'evidence.add',
    title: 'Add evidence…',
    group: 'Case',
    keys: 'a',
    enabled: info?.readOnly !== true,
    run: pick,
  });
  useCommand({
    id: 'case.close',
    title: 'Close the case',
    group: 'Case',
    run: () => void close(),
  });
  return null;
}
