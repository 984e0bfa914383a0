/** The workbench from the command line, for a browser: its link, its page, its end. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { buildWindow } from '#main/build/build.ts';
import { projectFolder } from '#main/project-folders.ts';
import { loupe, processRecord, startLoupe, testFolder, type Running } from './run-loupe.ts';

const { folder, remove } = testFolder();

beforeAll(async () => {
  await buildWindow(() => undefined);
  writeFileSync(path.join(folder, 'day.jsonl'), processRecord(1));
  expect((await loupe(folder, 'import', 'case.loupe', 'day.jsonl')).status).toBe(0);
}, 120_000);
afterAll(remove);

async function firstLine({ said, child }: Running): Promise<string> {
  await expect
    .poll(() => said().stdout.includes('\n') || child.exitCode !== null, { timeout: 30_000 })
    .toBe(true);
  return said().stdout;
}

async function stop({ child, ended }: Running): Promise<number | null> {
  child.kill('SIGINT');
  return (await ended).status;
}

async function askThrough(link: string, name: string): Promise<unknown> {
  const { origin, hash } = new URL(link);
  const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
  const post = async (target: string, secret: string, body?: Uint8Array<ArrayBuffer>) => {
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await fetch(origin + target, { method: 'POST', headers, ...(body && { body }) });
    return decodeWire(new Uint8Array(await answer.arrayBuffer()));
  };
  const { key } = (await post('/session', token)) as { key: string };
  return post(`/api/${name}`, key, encodeWire({}));
}

test('serve prints one line with its link, shows the case, and ends with 0', async () => {
  const running = startLoupe(folder, ['serve', 'case.loupe', '--json']);
  const line = await firstLine(running);
  const { url } = JSON.parse(line) as { url: string };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=/);
  const page = await (await fetch(new URL('/', url))).text();
  expect(page).toContain('<div id="root">');
  expect(await askThrough(url, 'case.info')).toMatchObject({
    case: path.join(folder, 'case.loupe'),
    events: 1,
    readOnly: false,
  });
  // The case is held by the page's engine until the end.
  expect((await loupe(folder, 'import', 'case.loupe', 'day.jsonl')).status).toBe(3);
  expect(await stop(running)).toBe(0);
  expect((await running.ended).stdout).toBe(line);
  expect((await loupe(folder, 'import', 'case.loupe', 'day.jsonl')).status).toBe(0);
});

test('serve without a case shows the start screen', async () => {
  const running = startLoupe(folder, ['serve']);
  const url = (await firstLine(running)).trim();
  expect(await askThrough(url, 'case.info')).toMatchObject({ code: 'no-case-open' });
  expect(await stop(running)).toBe(0);
});

test('serve of a case that is not there ends with 3', async () => {
  expect((await loupe(folder, 'serve', 'gone.loupe')).status).toBe(3);
});

/** No Electron binary, and no program that could open a browser. */
const nothingToOpen = {
  ELECTRON_OVERRIDE_DIST_PATH: path.join(folder, 'nothing'),
  PATH: path.join(folder, 'nothing'),
};

test('open falls back to the browser in one line where there is no window', async () => {
  const running = startLoupe(folder, ['open', 'case.loupe'], nothingToOpen);
  const url = (await firstLine(running)).trim();
  expect(await askThrough(url, 'case.info')).toMatchObject({
    case: path.join(folder, 'case.loupe'),
  });
  const reasons = running
    .said()
    .stderr.split('\n')
    .filter((line) => line.includes('so the workbench opens'));
  expect(reasons).toHaveLength(1);
  expect(await stop(running)).toBe(0);
});

// A stand-in for the Electron binary that notes how it was started.
test.runIf(process.platform !== 'win32')(
  'open starts the window with the case, and ends with it',
  async () => {
    const env = standIn('electron', 'exit 0');
    const { status, stderr } = await startLoupe(folder, ['open', 'case.loupe'], env).ended;
    expect(status, stderr).toBe(0);
    const words = readFileSync(path.join(folder, 'electron/words'), 'utf8').trim().split('\n');
    expect(words).toContain(projectFolder);
    expect(words.at(-1)).toBe(`--case=${path.join(folder, 'case.loupe')}`);
  },
);

test.runIf(process.platform !== 'win32')(
  'a window that does not start gives way to the browser',
  async () => {
    const running = startLoupe(folder, ['open'], standIn('broken', 'exit 7'));
    expect(await firstLine(running)).toMatch(/^http:/);
    expect(running.said().stderr).toContain('status 7');
    expect(await stop(running)).toBe(0);
  },
);

function standIn(name: string, end: string): Record<string, string> {
  const place = path.join(folder, name);
  mkdirSync(place);
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${place}/words'\n${end}\n`;
  writeFileSync(path.join(place, 'electron'), script, { mode: 0o755 });
  // Neither a screen nor a browser is there, but the variable says so.
  return {
    ELECTRON_OVERRIDE_DIST_PATH: place,
    WAYLAND_DISPLAY: 'none',
    PATH: path.join(folder, 'nothing'),
  };
}
