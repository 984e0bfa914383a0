/**
 * The packaged program, as far as it can be looked at without Electron: electron-builder packs the
 * real bundles around a stub of the binary, and the unpacked engine then works on evidence in plain Node.
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWindow } from '#main/build/build.ts';
import { projectFolder } from '#main/project-folders.ts';
import { processRecord } from '../cli/run-loupe.ts';

/** Marks the place of the fuses in the binary, see the package @electron/fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

let folder = '';
let packed = '';

/** A binary that is nothing but fuses, all on. */
function stubElectron(): string {
  const dist = path.join(folder, 'electron');
  mkdirSync(path.join(dist, 'resources'), { recursive: true });
  mkdirSync(path.join(dist, 'locales'));
  for (const name of [
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'LICENSE',
    'LICENSES.chromium.html',
    'locales/en-US.pak',
  ]) {
    writeFileSync(path.join(dist, name), '');
  }
  const { version } = createRequire(import.meta.url)('electron/package.json') as {
    version: string;
  };
  writeFileSync(path.join(dist, 'version'), version);
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.of(1, FUSES),
    Buffer.from('1'.repeat(FUSES)),
  ]);
  writeFileSync(path.join(dist, 'electron'), wire, { mode: 0o755 });
  return dist;
}

// electron-builder can pack for Linux anywhere, but only Linux has the prebuilt library to try.
describe.runIf(process.platform === 'linux')('the packaged program', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'loupe-package-'));
    await buildWindow(() => undefined);
    const cli = path.join(projectFolder, 'node_modules/electron-builder/cli.js');
    const settings = [
      `-c.electronDist=${stubElectron()}`,
      `-c.directories.output=${path.join(folder, 'release')}`,
    ];
    const words = [cli, '--linux', 'dir', '--publish', 'never', ...settings];
    const { status, stderr, stdout } = spawnSync(process.execPath, words, {
      cwd: projectFolder,
      encoding: 'utf8',
    });
    expect(status, stdout + stderr).toBe(0);
    const made = readdirSync(path.join(folder, 'release')).find((name) =>
      name.endsWith('unpacked'),
    );
    packed = path.join(folder, 'release', made ?? '');
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Paths in the archive, by its own index. */
  function archived(): readonly string[] {
    const bytes = readFileSync(path.join(packed, 'resources/app.asar'));
    const index = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry;
    return pathsIn(index, '');
  }

  interface Entry {
    readonly files?: Readonly<Record<string, Entry>>;
  }

  const pathsIn = ({ files = {} }: Entry, above: string): readonly string[] =>
    Object.entries(files).flatMap(([name, entry]) =>
      entry.files === undefined ? [above + name] : pathsIn(entry, `${above}${name}/`),
    );

  test('holds the bundles and the two packages they need, and no source', () => {
    const names = archived();
    expect(names).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/electron/main.js',
        'dist/electron/preload.cjs',
        'dist/renderer/index.html',
        'resources/icon.png',
      ]),
    );
    const odd = names.filter(
      (name) =>
        !/^(package\.json$|resources\/icon\.png$|dist\/(electron|renderer)\/|node_modules\/(better-sqlite3|piscina)\/)/.test(
          name,
        ),
    );
    expect(odd).toEqual([]);
    expect(names.filter((name) => /\.(ts|tsx|map|md)$/.test(name))).toEqual([]);
  });

  test('brings the native library of its own platform only, as a real file', () => {
    const prebuilds = path.join(
      packed,
      'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds',
    );
    expect(readdirSync(prebuilds)).toEqual([`linux-${process.arch}.node`]);
  });

  test('has its fuses set', () => {
    const bytes = readFileSync(path.join(packed, 'loupe'));
    const at = bytes.indexOf(SENTINEL) + SENTINEL.length + 2;
    // In the order of the wire: run as Node, cookie encryption, NODE_OPTIONS, --inspect, archive
    // integrity, only from the archive, browser snapshot, file: privileges, and one we leave alone.
    expect(bytes.toString('latin1', at, at + FUSES)).toBe('010011001');
  });

  test('its engine imports evidence from outside of the archive', () => {
    const evidence = path.join(folder, 'day.jsonl');
    writeFileSync(evidence, Array.from({ length: 20 }, (_, n) => processRecord(n)).join('\n'));
    const engine = path.join(packed, 'resources/app.asar.unpacked/dist/electron/engine.js');
    expect(existsSync(engine)).toBe(true);
    const script = `
      const { createEngine } = await import(${JSON.stringify(pathToFileURL(engine).href)});
      const engine = createEngine({ stateFolder: ${JSON.stringify(folder)}, threads: 1 });
      const ended = new Promise((resolve) => engine.listen((notice) => {
        if (notice.kind === 'job' && notice.job.state !== 'running') resolve(notice.job);
      }));
      await engine.handlers['case.create']({ path: ${JSON.stringify(path.join(folder, 'packed.loupe'))} });
      await engine.handlers['import.start']({ paths: [${JSON.stringify(evidence)}], options: {} });
      const { state, result, error } = await ended;
      console.log(JSON.stringify({ state, totals: result?.totals, error }));
      await engine.close();`;
    const file = path.join(folder, 'try.mjs');
    writeFileSync(file, script);
    const { stdout, stderr } = spawnSync(process.execPath, [file], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'done',
      totals: { recordsSeen: 20, imported: 20 },
    });
  });
});
