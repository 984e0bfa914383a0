/** The case's name and what can be done with cases. */
import { ChevronDown, FilePlus2, FolderOpen, LogOut } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { PathDialog } from '../start/path-dialog.tsx';
import { useCaseFiles } from '../start/use-case-files.ts';
import { Button } from '../ui/button.tsx';
import { spelledOut } from '../ui/control-glyphs.ts';
import { fileName } from '../ui/cut-text.ts';
import { Menu, type MenuEntry } from '../ui/menu.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useAsk } from './use-ask.ts';
import { useCase } from './use-case.ts';

/** At the left of the bar. */
export function CaseMenu(): ReactNode {
  const { info, close, open } = useCase();
  const recent = useAsk('case.recent', {});
  const [asking, setAsking] = useState<'open' | 'create' | undefined>(undefined);
  const files = useCaseFiles(setAsking);
  const others = (recent.value ?? []).filter(({ path, exists }) => exists && path !== info?.case);
  const entries: readonly MenuEntry[] = [
    { title: info?.case ?? '' },
    'line',
    { label: 'Open another case…', icon: FolderOpen, onSelect: files.open },
    { label: 'Create a case…', icon: FilePlus2, onSelect: files.create },
    ...(others.length === 0 ? [] : (['line', { title: 'Recent cases' }] as const)),
    ...others.slice(0, 8).map(({ path }) => ({
      label: fileName(path),
      onSelect: () => void open(path),
    })),
    'line',
    { label: 'Close the case', icon: LogOut, onSelect: () => void close() },
  ];
  return (
    <div className="brand">
      Loupe
      <Menu entries={entries}>
        <Button variant="bare" title={spelledOut(info?.case ?? '')}>
          <span className="cut">
            <VisibleText text={fileName(info?.case ?? '')} />
          </span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </Menu>
      <PathDialog asking={asking} onClose={() => setAsking(undefined)} />
    </div>
  );
}
