/** The menu as data: what works on cases, the usual editing, sizes; developer tools outside of releases. */
import type { MenuItemConstructorOptions } from 'electron';
import type { CaseActions } from './case-actions.ts';

export interface MenuSettings {
  readonly actions: CaseActions;
  readonly development: boolean;
  readonly platform?: string;
}

/** Template of the application's menu. */
export function menuTemplate({
  actions,
  development,
  platform = process.platform,
}: MenuSettings): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileItems(actions, isMac) },
    { role: 'editMenu' },
    { label: '&View', submenu: viewItems(development) },
    { role: 'windowMenu' },
  ];
}

function fileItems(actions: CaseActions, isMac: boolean): MenuItemConstructorOptions[] {
  const item = (
    label: string,
    accelerator: string,
    action: () => Promise<void>,
  ): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === '' ? {} : { accelerator }),
    click: () => void action(),
  });
  return [
    item('New case…', 'CmdOrCtrl+N', actions.chooseAndCreate),
    item('Open case…', 'CmdOrCtrl+O', actions.chooseAndOpen),
    {
      label: 'Open recent',
      role: 'recentDocuments',
      submenu: [{ role: 'clearRecentDocuments' }],
      visible: isMac,
    },
    { type: 'separator' },
    item('Import evidence…', 'CmdOrCtrl+I', actions.chooseAndImport),
    item('Import a folder…', '', actions.chooseAndImportFolder),
    { type: 'separator' },
    isMac ? { role: 'close' } : { role: 'quit' },
  ];
}

function viewItems(development: boolean): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(development
      ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const)
      : []),
  ];
}
