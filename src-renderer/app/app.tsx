/** The window: the start screen while no case is open, the frame with its views while one is. */
import { useEffect, type ReactNode } from 'react';
import { StartScreen } from '../start/start-screen.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { forgetColours } from '../ui/colours.ts';
import { spelledOut } from '../ui/control-glyphs.ts';
import { fileName } from '../ui/cut-text.ts';
import { Frame } from './frame.tsx';
import { GlobalKeys } from './global-keys.tsx';
import { Palette } from './palette.tsx';
import { TroubleBar } from './trouble-bar.tsx';
import { useTheme } from './use-theme.ts';
import { useWorkbenchState } from './use-workbench.ts';
import type { ViewEntry } from './views.ts';
import { startWorkbench, WorkbenchContext, type Workbench } from './workbench.ts';

interface AppProps {
  readonly bench: Workbench;
  /** Views of the rooms, in the order of work. */
  readonly rooms: readonly ViewEntry[];
}

/** Everything under one workbench. */
export function App({ bench, rooms }: AppProps): ReactNode {
  useEffect(() => startWorkbench(bench), [bench]);
  return (
    <WorkbenchContext value={bench}>
      <TooltipProvider>
        <Window rooms={rooms} />
      </TooltipProvider>
    </WorkbenchContext>
  );
}

function Window({ rooms }: Pick<AppProps, 'rooms'>): ReactNode {
  useTheme();
  const path = useWorkbenchState((state) => state.info?.case);
  useEffect(() => {
    document.title = path === undefined ? 'Loupe' : `${spelledOut(fileName(path))} – Loupe`;
    return forgetColours;
  }, [path]);
  return (
    <>
      <GlobalKeys />
      <Palette />
      <TroubleBar />
      {path === undefined ? <StartScreen /> : <Frame key={path} rooms={rooms} />}
    </>
  );
}
