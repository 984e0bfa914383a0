/** Opens an address in the user's browser, and does not mind when there is none. */
import { spawn } from 'node:child_process';
import { hasScreen } from './electron-binary.ts';

/** Program and arguments by system; none of them is a shell that would read the address. */
const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/** True when an opener could be started; whether a browser appears is not known. */
export function openInBrowser(address: string): Promise<boolean> {
  const opener = openers[process.platform];
  if (opener === undefined || !hasScreen()) return Promise.resolve(false);
  const [program, ...words] = opener;
  return new Promise((resolve) => {
    const child = spawn(program, [...words, address], { stdio: 'ignore', detached: true });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
