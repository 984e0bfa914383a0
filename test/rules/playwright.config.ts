/** How the browser tests run: one Chromium against the loopback host, and Electron where it is. */
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ensureChromium } from '../support/chromium.js';

const root = path.resolve(import.meta.dirname, '../..');

/** A browser that talks to nobody but the page under test. */
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--no-first-run',
  '--no-pings',
];

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: path.join(root, 'test/browser'),
  outputDir: path.join(root, 'test-results'),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  projects: [
    {
      name: 'browser',
      testMatch: '**/*.spec.ts',
      testIgnore: '**/*.electron.spec.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        actionTimeout: 30_000,
        launchOptions: { executablePath: ensureChromium(), args: [...quiet, ...sandbox] },
        screenshot: 'only-on-failure',
        trace: 'retain-on-failure',
      },
    },
    { name: 'electron', testMatch: '**/*.electron.spec.ts' },
  ],
});
