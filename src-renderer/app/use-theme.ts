/** Dark or light as the analyst says, else as the system does. */
import { useEffect, useSyncExternalStore } from 'react';
import { useSettings } from './use-case.ts';

const light = window.matchMedia('(prefers-color-scheme: light)');

function onSystemChange(listener: () => void): () => void {
  light.addEventListener('change', listener);
  return () => light.removeEventListener('change', listener);
}

/** Sets the theme of the page; returns the one in force. */
export function useTheme(): 'dark' | 'light' {
  const { theme } = useSettings();
  const systemLight = useSyncExternalStore(onSystemChange, () => light.matches);
  const system = systemLight ? 'light' : 'dark';
  const inForce = theme === 'system' ? system : theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = inForce;
  }, [inForce]);
  return inForce;
}
