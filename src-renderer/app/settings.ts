/** What an analyst sets once: zone, theme, widths. Kept by the window, never in the case. */

export type Theme = 'system' | 'dark' | 'light';

export interface Settings {
  /** IANA zone in which times are shown; stored times never change. */
  readonly zone: string;
  readonly theme: Theme;
  readonly detailsOpen: boolean;
  readonly detailsWidthPx: number;
  readonly facetsOpen: boolean;
}

const KEY = 'loupe.settings';

const defaults: Settings = {
  zone: 'UTC',
  theme: 'system',
  detailsOpen: true,
  detailsWidthPx: 360,
  facetsOpen: false,
};

/** Settings of last time; defaults where they are missing or damaged. */
export function readSettings(): Settings {
  const kept = readKept(KEY);
  const choose = <K extends keyof Settings>(key: K): Settings[K] =>
    typeof kept[key] === typeof defaults[key] ? (kept[key] as Settings[K]) : defaults[key];
  const theme = choose('theme');
  return {
    zone: knownZone(choose('zone')) ? choose('zone') : 'UTC',
    theme: theme === 'dark' || theme === 'light' ? theme : 'system',
    detailsOpen: choose('detailsOpen'),
    detailsWidthPx: choose('detailsWidthPx'),
    facetsOpen: choose('facetsOpen'),
  };
}

/** Keeps settings for the next start. */
export function keepSettings(settings: Settings): void {
  keep(KEY, settings);
}

/** An object kept under a name, {} when there is none or it cannot be read. */
export function readKept(key: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Settings are a comfort: damaged ones are replaced at the next change.
    return {};
  }
}

/** Keeps an object under a name, where the window may keep something at all. */
export function keep(key: string, value: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store costs the comfort, not the work.
    return;
  }
}

/** True for zones that times can be shown in. */
export function knownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl has no other way to ask.
    return false;
  }
}
