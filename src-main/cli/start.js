/**
 * `npm start`: builds what is stale and opens the workbench, in its window where Electron is there,
 * else in the browser. Plain JavaScript for the same reason as loupe.js.
 */
import { oldNodeMessage } from './node-version.js';

const message = oldNodeMessage('npm start');
if (message !== undefined) {
  console.error(message);
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  await main(['open', ...process.argv.slice(2)]);
}
