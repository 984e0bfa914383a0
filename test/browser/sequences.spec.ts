/**
 * Command sequences over planted administration logs: the intruder's session is on top, opens as a
 * strip, is found through its rarest step, and becomes a filter of the whole window.
 */
import { expect, type Page } from '@playwright/test';
import { paintedSpots } from './support/map-page.ts';
import {
  cellOf,
  expectCount,
  goTo,
  gridOf,
  rowsOf,
  test,
  type Bench,
} from './support/workbench-page.ts';

/** A name that turns the rest of its line round, and looks like markup. */
const HOSTILE = 'm\u202eallory<img src=x onerror=alert(1)>';

/** Ordinary sessions of 30 people over ten days, and one of somebody who makes a rule and clears up. */
function administration(): readonly string[] {
  const lines = ['TimeGenerated,UserId,ClientIP,Operation,Parameters'];
  const add = (minute: number, user: string, commands: readonly string[]): void => {
    commands.forEach((command, at) => {
      const time = new Date(Date.UTC(2026, 2, 1, 8, minute, at * 20)).toISOString();
      const parameters = JSON.stringify([{ Name: 'Identity', Value: user }]).replaceAll('"', '""');
      lines.push(`${time},${user},10.0.0.${user.length},${command},"${parameters}"`);
    });
  };
  for (let session = 0; session < 120; session++) {
    const commands = ['Get-Mailbox', 'Set-Mailbox', ...(session % 3 === 0 ? ['Set-User'] : [])];
    // Every tenth looks only: too short for a window.
    const most = session % 10 === 5 ? 1 : 3;
    add(session * 117, `user${session % 30}`, commands.slice(0, most));
  }
  add(5000, HOSTILE, ['Get-Mailbox', 'New-InboxRule', 'Set-Mailbox', 'Remove-Mailbox']);
  return lines;
}

/** 120 sessions of one to three commands, and one of four. */
const EVENTS = '268';

async function openSequences(page: Page, bench: Bench): Promise<void> {
  const evidence = bench.write('administration.csv', administration());
  await bench.open(await bench.import('case.loupe', evidence));
  await goTo(page, 'Command sequences');
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('button', { name: /^receipt [0-9a-f]{8}$/ })).toBeVisible({
    timeout: 60_000,
  });
}

test('the odd session is on top, opens as a strip, and becomes a filter', async ({
  page,
  bench,
}) => {
  await openSequences(page, bench);
  await page.getByLabel('Recipe').selectOption('Exchange administration');
  await expect(page.getByText('One user from one address')).toBeVisible();
  await expect(page.getByText(`${EVENTS} events of the case will be looked at.`)).toBeVisible();
  await run(page);

  const table = gridOf(page, 'Sessions');
  await expect(table).toHaveAttribute('aria-rowcount', '122');
  const first = rowsOf(table).first();
  await expect(first).toContainText('allory');
  await expect(first.locator('.glyph')).toHaveText('RLO');
  expect(Number(await cellOf(table, first, 'Score'))).toBeGreaterThan(1);
  expect(await cellOf(table, first, 'Commands')).toBe('4');

  const strip = page.getByRole('listbox', { name: /^Commands of the session/ });
  await expect(strip.getByRole('option')).toHaveCount(4);
  await expect(strip.getByRole('option').nth(1)).toContainText('New-InboxRule');
  await expect(strip.getByRole('option').nth(1)).toContainText('1 of 121');
  await expect(strip.getByRole('option').nth(1)).toContainText('+20 s');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('ordinary sessions');

  await strip.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(strip.getByRole('option', { selected: true })).toContainText('Set-Mailbox');
  await page.keyboard.press('Enter');
  await expect(details).toContainText('2026-03-04T19:20:40');

  await page.getByRole('button', { name: 'Only the events of this session' }).click();
  await expectCount(page, '4', EVENTS);
  await goTo(page, 'Events');
  await expect(rowsOf(gridOf(page, 'Events'))).toHaveCount(4);
  // Selected over there, open over here.
  await page.keyboard.press('Control+z');
  await expectCount(page, EVENTS, EVENTS);
  await rowsOf(gridOf(page, 'Events')).first().click();
  await goTo(page, 'Command sequences');
  await expect(page.getByRole('region', { name: 'Open session' })).toContainText('user0');
});

test('sessions are drawn, boxed and coloured; the ones too short have a strip of their own', async ({
  page,
  bench,
}) => {
  await openSequences(page, bench);
  await run(page);
  const plot = page.getByRole('application', { name: /^Sessions over time/ });
  await expect.poll(async () => (await paintedSpots(plot, 60)).length).toBeGreaterThan(20);
  const box = (await plot.boundingBox())!;
  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 2, box.y + box.height - 2, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  const chips = page.getByRole('list', { name: 'Filters' });
  await expect(chips).toContainText(/box round [\d,]+ sessions/);
  await page.keyboard.press('Escape');
  await expect(chips).toContainText('No filters');

  await page.getByLabel('Upwards').selectOption('rarest window');
  await expect(page.getByText('not scored', { exact: true }).first()).toBeVisible();
  await page.getByLabel('Lanes by').selectOption('UserId');
  await page.getByRole('button', { name: /^m.*allory/ }).click();
  await expect(chips).toContainText('1 session');
  await expectCount(page, '4', EVENTS);

  // What the scope leaves is what the table lists.
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Query' }).fill('UserId:user7');
  await page.keyboard.press('Enter');
  await expect(gridOf(page, 'Sessions')).toHaveAttribute('aria-rowcount', '5');
  await page.getByRole('button', { name: 'All 121' }).click();
  await expect(gridOf(page, 'Sessions')).toHaveAttribute('aria-rowcount', '122');
});

test('a rare step is found by its command, and leads to the session that has it', async ({
  page,
  bench,
}) => {
  await openSequences(page, bench);
  await run(page);
  await page.getByRole('tab', { name: 'Transitions' }).click();
  const list = gridOf(page, 'Transitions');
  await page.getByLabel('Search transitions by command').fill('inboxrule');
  await expect(rowsOf(list)).toHaveCount(2);
  await rowsOf(list).filter({ hasText: 'Get-Mailbox' }).click();
  const found = gridOf(page, 'Sessions with this transition');
  await expect(rowsOf(found)).toHaveCount(1);
  await page.getByRole('button', { name: 'Only these' }).click();
  await expect(page.getByRole('list', { name: 'Filters' })).toContainText(
    'Get-Mailbox → New-InboxRule (1 session)',
  );
  await expectCount(page, '4', EVENTS);

  await page.keyboard.press('Control+z');
  await page.getByLabel('Search transitions by command').fill('');
  const matrix = page.getByRole('application', { name: /^Transitions between commands/ });
  await matrix.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(matrix).toContainText('(start)');
  await expect(matrix).toContainText(/\d+ of 121/);
});

test('the table is saved as it is, and parameters are told with their probabilities', async ({
  page,
  bench,
}) => {
  await openSequences(page, bench);
  await page.getByLabel('What is modelled').selectOption('commands and parameters');
  await run(page);
  await expect(page.getByRole('list', { name: 'Parameters' })).toContainText('Identity');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save these rows as CSV' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('sessions-of-run-1.csv');
  const stream = await download.createReadStream();
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  const lines = Buffer.concat(parts).toString('utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(122);
  expect(lines[0]).toMatch(/^rank,score,/);
  expect(lines[1]).toContain('allory');
});

test('where there is nothing of the kind, the room says what it needs', async ({ page, bench }) => {
  const evidence = bench.write('plain.jsonl', ['{"@timestamp":"2026-03-01T10:00:00Z","a":1}']);
  await bench.open(await bench.import('case.loupe', evidence));
  await goTo(page, 'Command sequences');
  await page.getByLabel('Recipe').selectOption('AWS CloudTrail');
  await expect(
    page.getByText(/This room needs events of the recipe .AWS CloudTrail/),
  ).toBeVisible();
  await page.getByLabel('Recipe').selectOption('Fields of your own');
  await expect(page.getByText('Fields of your own need this.')).toHaveCount(2);
  await expect(page.getByText('This is not a number.')).toHaveCount(0);
});

test('the model of an earlier run scores, and the run says so', async ({ page, bench }) => {
  await openSequences(page, bench);
  await run(page);
  await page.getByRole('button', { name: 'Parameters' }).click();
  await page.getByLabel('Learn from').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/scored by the model of run 1 \([0-9a-f]{8}\)/)).toBeVisible({
    timeout: 60_000,
  });
  await expect(rowsOf(gridOf(page, 'Sessions')).first()).toContainText('allory');
});
