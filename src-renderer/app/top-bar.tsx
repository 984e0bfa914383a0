/** The bar on top: which case, which question, which zone, what is running. */
import { Command as CommandIcon, Moon, PanelRight, Sun, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';
import { QueryBar } from '../query/query-bar.tsx';
import { IconButton } from '../ui/button.tsx';
import { CaseMenu } from './case-menu.tsx';
import { useCommand } from './commands.ts';
import { JobsButton } from './jobs-button.tsx';
import { usePalette } from './palette-state.ts';
import type { Theme } from './settings.ts';
import { useSettings } from './use-case.ts';
import { ZonePicker } from './zone-picker.tsx';

/** 40 px at the top of the window. */
export function TopBar(): ReactNode {
  const palette = usePalette();
  return (
    <header className="top-bar">
      <CaseMenu />
      <QueryBar />
      <span className="grow" />
      <JobsButton />
      <ZonePicker />
      <IconButton
        label="All commands"
        keys="Mod+K"
        icon={CommandIcon}
        onClick={() => palette.show(true)}
      />
      <ThemeButton />
      <DetailsButton />
    </header>
  );
}

const themes: Readonly<Record<Theme, { next: Theme; label: string; icon: typeof Sun }>> = {
  system: { next: 'dark', label: 'Theme: as the system', icon: SunMoon },
  dark: { next: 'light', label: 'Theme: dark', icon: Moon },
  light: { next: 'system', label: 'Theme: light', icon: Sun },
};

function ThemeButton(): ReactNode {
  const { theme, change } = useSettings();
  const { next, label, icon } = themes[theme];
  const turn = (): void => change({ theme: next });
  useCommand({ id: 'theme', title: `Change theme (now ${theme})`, group: 'Display', run: turn });
  return <IconButton label={label} icon={icon} onClick={turn} />;
}

function DetailsButton(): ReactNode {
  const { detailsOpen, change } = useSettings();
  const turn = (): void => change({ detailsOpen: !detailsOpen });
  const label = detailsOpen ? 'Hide details' : 'Show details';
  useCommand({ id: 'details', title: label, group: 'Display', keys: 'd', run: turn });
  return (
    <IconButton label={label} keys="d" icon={PanelRight} pressed={detailsOpen} onClick={turn} />
  );
}
