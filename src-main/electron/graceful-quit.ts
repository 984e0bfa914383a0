/** Quitting waits for the writer: running jobs stop at the next whole batch and the case is closed. */
import type { App } from 'electron';

/** Holds the first quit back until `close` is done, then quits for good. */
export function quitAfter(app: Pick<App, 'on' | 'quit'>, close: () => Promise<void>): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const leave = (): void => {
      state = 'closed';
      app.quit();
    };
    close().then(leave, leave);
  });
}
