/**
 * `test` for the browser specs: every test gets a folder, a host of its own in a process of its own,
 * and a page on it. A test fails when its page throws, logs an error, opens a dialog or asks anybody
 * but 127.0.0.1 for anything.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  expect,
  test as plain,
  type BrowserContext,
  type ConsoleMessage,
  type Locator,
  type Page,
} from '@playwright/test';
import { loupe, startLoupe, testFolder, type Running } from '#test/src-main/cli/run-loupe.ts';

const START_MS = 90_000;

/** A running workbench and where its files lie. */
export class Bench {
  readonly folder: string;
  private readonly page: Page;
  private readonly demo: string;
  private running: Running | undefined;

  constructor(folder: string, page: Page, demo: string) {
    this.folder = folder;
    this.page = page;
    this.demo = demo;
  }

  /** Path of a file in the test's folder. */
  path(name: string): string {
    return path.join(this.folder, name);
  }

  /** Writes evidence, one line for each. @returns its path */
  write(name: string, lines: readonly string[]): string {
    const file = this.path(name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  }

  /** Makes a case without a browser. @returns its path */
  async import(name: string, ...evidence: readonly string[]): Promise<string> {
    const { status, stderr } = await loupe(this.folder, 'import', this.path(name), ...evidence);
    expect(status, stderr).toBe(0);
    return this.path(name);
  }

  /** Starts a host, with the case open or on the start screen. @returns its one-time link */
  async serve(caseFile?: string): Promise<string> {
    const words = ['serve', ...(caseFile === undefined ? [] : [caseFile]), '--json'];
    const running = startLoupe(this.folder, words);
    this.running = running;
    await expect
      .poll(() => running.said().stdout.includes('\n') || running.child.exitCode !== null, {
        timeout: START_MS,
      })
      .toBe(true);
    const { stdout, stderr } = running.said();
    expect(stdout, stderr).toContain('"url"');
    return (JSON.parse(stdout) as { url: string }).url;
  }

  /** Starts a host and goes to its page. */
  async open(caseFile?: string): Promise<void> {
    await this.page.goto(await this.serve(caseFile));
  }

  /** Opens a fresh copy of the demo case. @returns its path */
  async openDemo(): Promise<string> {
    const file = this.path('demo.loupe');
    copyFileSync(this.demo, file);
    await this.open(file);
    await expect(this.page.getByTitle('17,824 of 17,824 events')).toBeVisible();
    return file;
  }

  /** Leaves the page and ends the host, as Ctrl-C does. */
  async stop(): Promise<void> {
    const { running } = this;
    this.running = undefined;
    if (running === undefined) return;
    if (!this.page.isClosed()) await this.page.goto('about:blank');
    running.child.kill('SIGINT');
    const { status, stderr } = await running.ended;
    expect(status, stderr).toBe(0);
  }
}

interface WorkerFixtures {
  /** The demo case, made once. */
  readonly demo: string;
}

interface Fixtures {
  readonly quiet: undefined;
  readonly bench: Bench;
}

export const test = plain.extend<Fixtures, WorkerFixtures>({
  demo: [
    async ({}, use) => {
      const { folder, remove } = testFolder();
      const { status, stderr } = await loupe(folder, 'demo', folder);
      expect(status, stderr).toBe(0);
      await use(path.join(folder, 'northwind-demo.loupe'));
      remove();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  quiet: [
    async ({ context }, use) => {
      const heard = listenTo(context);
      await use(undefined);
      expect(heard, 'the page threw, complained or asked outside').toEqual([]);
    },
    { auto: true },
  ],
  bench: async ({ page, demo }, use) => {
    const { folder, remove } = testFolder();
    const bench = new Bench(folder, page, demo);
    await use(bench);
    await bench.stop();
    remove();
  },
});

/** Everything that a page of ours must never do; filled as it happens. */
function listenTo(context: BrowserContext): readonly string[] {
  const heard: string[] = [];
  context.on('weberror', (error) => heard.push(`threw: ${error.error().message}`));
  context.on('console', (message) => {
    if (message.type() !== 'error' || isAnswerAboutCases(message)) return;
    heard.push(`logged: ${message.text()}`);
  });
  context.on('dialog', (dialog) => {
    heard.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:|about:)/.test(request.url())) {
      heard.push(`asked: ${request.url()}`);
    }
  });
  return heard;
}

/** That no case is open, or none is there, is an answer; the browser calls it an error all the same. */
function isAnswerAboutCases(message: ConsoleMessage): boolean {
  return (
    /\/api\/case\.(info|open)$/.test(message.location().url) &&
    /status of 4\d\d/.test(message.text())
  );
}

/** Goes to a view by the rail. */
export async function goTo(page: Page, view: string): Promise<void> {
  const button = page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: view, exact: true });
  await button.click();
  await expect(button).toHaveAttribute('aria-current', 'page');
}

/** A grid by its whole name. */
export function gridOf(page: Page, name: string): Locator {
  return page.getByRole('grid', { name, exact: true });
}

/** Rows of a grid that are on screen, without the headings. */
export function rowsOf(grid: Locator): Locator {
  return grid.getByRole('rowgroup').getByRole('row');
}

/** The cell of a row under a heading; the grid may have its columns in any order. */
export async function cellOf(grid: Locator, row: Locator, heading: string): Promise<string> {
  const headings = await grid.getByRole('columnheader').allInnerTexts();
  const at = headings.findIndex((text) => text.trim() === heading);
  expect(at, `a column '${heading}' among ${headings.join(', ')}`).toBeGreaterThanOrEqual(0);
  return (await row.getByRole('gridcell').nth(at).innerText()).trim();
}

/** Waits until the scope holds so many events: the exact numbers stand behind the count. */
export async function expectCount(page: Page, shown: string, all: string): Promise<void> {
  await expect(page.getByTitle(`${shown} of ${all} events`)).toBeVisible();
}

/** Types a query and applies it. */
export async function ask(page: Page, query: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Query' });
  await field.fill(query);
  await field.press('Enter');
}
