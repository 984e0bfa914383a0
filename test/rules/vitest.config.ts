/** How the tests run: everything under test/ but what needs a browser. */
import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  cacheDir: 'node_modules/.cache/vite-tests',
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/browser/**'],
    // A process of its own per file: SQLite and worker threads are closed with it.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    passWithNoTests: false,
    // A failed rule names every file that breaks it.
    chaiConfig: { truncateThreshold: 10_000 },
  },
});
