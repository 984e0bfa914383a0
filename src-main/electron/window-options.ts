/** How the one window is made: an isolated, sandboxed page without Node. */
import type { BrowserWindowConstructorOptions } from 'electron';

export interface WindowSettings {
  /** Path of the bundled preload script. */
  readonly preload: string;
  readonly icon: string;
  /** Developer tools exist only outside of releases. */
  readonly development: boolean;
}

/** Options of the window; it is shown when its page is painted. */
export function windowOptions({
  preload,
  icon,
  development,
}: WindowSettings): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Loupe',
    // The dark theme's background, so that nothing flashes.
    backgroundColor: '#14171a',
    icon,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: development,
    },
  };
}
