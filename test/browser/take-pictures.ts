/**
 * Takes the README's pictures of the demo case: `node test/browser/take-pictures.ts`. Run by hand
 * after a view has changed; what it writes to resources/pictures is committed.
 */
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright';
import { loupe, startLoupe, testFolder } from '#test/src-main/cli/run-loupe.ts';
import { ensureChromium } from '../support/chromium.js';
import { ask, goTo, gridOf, lasso, rowsOf } from './support/workbench-page.ts';

const target = path.resolve(import.meta.dirname, '../../resources/pictures');
const MOST_BYTES = 300_000;

interface Picture {
  readonly name: string;
  readonly theme: 'dark' | 'light';
  /** Brings on screen what the picture is to show. */
  readonly arrange: (page: Page) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'events-dark', theme: 'dark', arrange: arrangeEvents },
  { name: 'timeline-dark', theme: 'dark', arrange: arrangeTimeline },
  { name: 'process-map-dark', theme: 'dark', arrange: arrangeMap },
  { name: 'event-clusters-light', theme: 'light', arrange: arrangeEventClusters },
  { name: 'logon-clusters-light', theme: 'light', arrange: arrangeLogonClusters },
];
