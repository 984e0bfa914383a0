#!/usr/bin/env node
/**
 * Starts the command line. Plain JavaScript that an old Node can read, because the first thing to do
 * is to say which Node is needed: an older one cannot load the TypeScript sources, and crashes
 * without a word in SQLite.
 */
import { oldNodeMessage } from './node-version.js';

const message = oldNodeMessage('npm run loupe -- …');
if (message !== undefined) {
  console.error(message);
  process.exitCode = 1;
} else {
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
}
