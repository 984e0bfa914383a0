/** The same questions over every transport give the same answers, errors and notices. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeWire } from '#contract/codec.ts';
import { WorkbenchError } from '#contract/errors.ts';
import type { Notice } from '#contract/jobs.ts';
import type { Scope } from '#contract/scope.ts';
import { createBridge } from '#main/electron/bridge.ts';
import { wireIpc } from '#main/electron/ipc.ts';
import type { Bridge } from '#renderer/transport/ipc.ts';
import { createEngine, type Engine } from '#workers/engine/engine.ts';
import {
  dialogs,
  inProcess,
  messages,
  overLoopback,
  overMessages,
  type Transport,
} from './clients.ts';

const RECORDS = 500;
/** Text that transports like to break. */
const commandLine = 'cmd.exe /c "echo ünïcode 漢字 🙂 \u202e\u0000" & =1+1';

function evidenceText(): string {
  const lines = Array.from({ length: RECORDS }, (_, n) =>
    JSON.stringify({
      EventID: 4688,
      Channel: 'Security',
      Hostname: `WS${n % 7}`,
      '@timestamp': new Date(1_700_000_000_000 + n * 60_000).toISOString(),
      SourceName: 'Microsoft-Windows-Security-Auditing',
      SubjectUserName: 'alice',
      NewProcessName: `C:\\Windows\\p${n % 11}.exe`,
      CommandLine: n === 0 ? commandLine : `run ${n}`,
      NewProcessId: '0x1a2c',
      ProcessId: '0x64',
    }),
  );
  return `${lines.join('\n')}\nnot a record\n`;
}

let folder = '';
let engine: Engine;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-contract-'));
  writeFileSync(path.join(folder, 'evidence.jsonl'), evidenceText());
});
afterAll(() => rmSync(folder, { recursive: true }));

const all: Scope = { query: '', chips: [] };
const columns = [
  'id',
  '@timestamp',
  'host.name',
  'process.command_line',
  'process.pid',
  'user.name',
];

const transports = [
  ['in process', inProcess],
  ['over the loopback host', overLoopback],
  ['over the messages of the window', overMessages],
] as const;

describe.each(transports)('%s', (name, connect) => {
  let transport: Transport;
  const notices: Notice[] = [];

  beforeAll(async () => {
    engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
    transport = await connect(engine);
    transport.client.listen((notice) => notices.push(notice));
  });
  afterAll(async () => {
    await transport.close();
    await engine.close();
  });

  const errorOf = async (ask: Promise<unknown>): Promise<unknown> => {
    const thrown: unknown = await ask.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(WorkbenchError);
    const { code, message, hint, place } = thrown as WorkbenchError;
    return { code, message, hint, place };
  };

  test('an error arrives with code, message, hint and place', async () => {
    const { call } = transport.client;
    expect(await errorOf(call('case.info', {}))).toEqual({
      code: 'no-case-open',
      message: 'No case is open.',
      hint: 'Open or create one first.',
      place: undefined,
    });
    const missing = path.join(folder, 'missing.loupe');
    expect(await errorOf(call('case.open', { path: missing }))).toMatchObject({
      code: 'no-such-file',
      message: expect.stringContaining('missing.loupe'),
      hint: expect.stringMatching(/./),
      place: missing,
    });
  });

  test('what is not as agreed is refused at the door, with the place', async () => {
    const { call } = transport.client;
    expect(await errorOf(call('events.detail', { id: 'x' } as never))).toMatchObject({
      code: 'bad-request',
      place: 'id',
    });
    expect(
      await errorOf(
        call('events.page', {
          scope: { chips: [{ filter: { kind: 'odd' } }] },
          columns: [],
        } as never),
      ),
    ).toMatchObject({ code: 'bad-request', place: 'scope.chips.0.filter.kind' });
    expect(await errorOf(call('no.such.request' as never, {} as never))).toMatchObject({
      code: 'bad-request',
    });
  });

  test('an import tells how far it is, and its result', async () => {
    const { call } = transport.client;
    await call('case.create', { path: path.join(folder, `${name}.loupe`) });
    const { job: id } = await call('import.start', {
      paths: [path.join(folder, 'evidence.jsonl')],
    });
    await expect.poll(() => jobStates(notices, id).at(-1), { timeout: 30_000 }).toBe('done');
    expect(jobStates(notices, id)[0]).toBe('running');
    const last = notices.findLast((notice) => notice.kind === 'job');
    expect(last).toMatchObject({
      job: {
        id,
        kind: 'import',
        result: {
          totals: { recordsSeen: RECORDS + 1, imported: RECORDS, rejected: 1, duplicates: 0 },
        },
      },
    });
    expect(notices.some((notice) => notice.kind === 'case' && notice.revision > 1)).toBe(true);
    expect(await call('jobs.list', {})).toMatchObject([{ id, state: 'done' }]);
  });

  test('typed arrays arrive as typed arrays with their values', async () => {
    const { block, total } = await transport.client.call('events.page', {
      scope: all,
      columns,
      limit: 1000,
    });
    expect([total, block.rows]).toEqual([RECORDS, RECORDS]);
    const times = block.columns['@timestamp'];
    expect(times).toMatchObject({
      kind: 'time',
      values: expect.any(Float64Array),
      digits: expect.any(Uint8Array),
    });
    expect(times?.kind === 'time' && times.values[1]).toBe(1_700_000_060_000_000);
    const hosts = block.columns['host.name'];
    expect(hosts?.kind === 'text' && hosts.ids).toBeInstanceOf(Int32Array);
    expect(hosts?.kind === 'text' && hosts.values[hosts.ids[6] ?? -1]).toBe('WS6');
    const { counts } = await transport.client.call('timeline.histogram', { scope: all, bins: 10 });
    expect(counts).toBeInstanceOf(Float64Array);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(RECORDS);
  });

  test('the answers are those of the engine itself', async () => {
    const input = { scope: { query: 'host.name:WS3', chips: [] }, columns, limit: 100 };
    const direct = await (await inProcess(engine)).client.call('events.page', input);
    expect(await transport.client.call('events.page', input)).toEqual(direct);
  });

  test('text that transports like to break arrives whole', async () => {
    const { block } = await transport.client.call('events.page', {
      scope: all,
      columns: ['process.command_line'],
      limit: 1,
    });
    const column = block.columns['process.command_line'];
    expect(column?.kind === 'text' && column.values[column.ids[0] ?? -1]).toBe(commandLine);
  });

  test('a query that cannot be read says where', async () => {
    const scope = { query: 'host.name:(', chips: [] };
    const direct = await errorOf((await inProcess(engine)).client.call('events.count', { scope }));
    const error = await errorOf(transport.client.call('events.count', { scope }));
    expect(error).toEqual(direct);
    expect(error).toMatchObject({ code: 'bad-query', place: expect.stringMatching(/\d/) });
  });

  test('whoever no longer listens hears nothing', async () => {
    const heard: Notice[] = [];
    const unlisten = transport.client.listen((notice) => heard.push(notice));
    unlisten();
    const { job } = await transport.client.call('import.start', {
      paths: [path.join(folder, 'evidence.jsonl')],
    });
    await expect.poll(() => jobStates(notices, job).at(-1), { timeout: 30_000 }).toBe('done');
    expect(jobStates(heard, job)).toEqual([]);
  });
});

function jobStates(notices: readonly Notice[], id: number): readonly string[] {
  return notices.flatMap((notice) =>
    notice.kind === 'job' && notice.job.id === id ? [notice.job.state] : [],
  );
}

test('of two pages in browsers the other one is told of a case that one opens, and of jobs from before', async () => {
  engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
  const { client, another, close } = await overLoopback(engine);
  const [here, there] = [[], []] as [Notice[], Notice[]];
  client.listen((notice) => here.push(notice));
  const other = another();
  other.listen((notice) => there.push(notice));

  const file = path.join(folder, 'two-pages.loupe');
  await client.call('case.create', { path: file });
  const { job } = await client.call('import.start', {
    paths: [path.join(folder, 'evidence.jsonl')],
  });
  // Whenever its stream begins, it is told how the job stands.
  await expect.poll(() => jobStates(there, job).at(-1), { timeout: 30_000 }).toBe('done');
  await client.call('case.open', { path: file });
  await expect.poll(() => there, { timeout: 30_000 }).toContainEqual({ kind: 'open', path: file });
  expect(here.filter(({ kind }) => kind === 'open')).toEqual([]);

  const late: Notice[] = [];
  another().listen((notice) => late.push(notice));
  await expect.poll(() => jobStates(late, job), { timeout: 30_000 }).toEqual(['done']);
  await close();
  await engine.close();
});

describe('only in the window', () => {
  test('cases that the page opens are told to the system', async () => {
    engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
    const opened: string[] = [];
    const { client, close } = await overMessages(engine, (file) => opened.push(file));
    const file = path.join(folder, 'system.loupe');
    await client.call('case.create', { path: file });
    await client.call('case.info', {});
    expect(opened).toEqual([file]);
    expect(await client.shell?.pickEvidence()).toEqual(['/evidence/one', '/evidence/two']);
    expect(await client.shell?.pickCaseToOpen()).toBe('/cases/a.loupe');
    expect(await client.shell?.pickCaseToCreate()).toBeUndefined();
    expect(client.shell?.pathOfDropped({ name: 'log.evtx' })).toBe('/dropped/log.evtx');
    await close();
    await engine.close();
  });

  test.each([
    ['a foreign page', { parent: null, url: 'https://evil.example/' }],
    ['a frame inside of our page', { parent: {}, url: 'app://loupe/index.html' }],
    ['a frame that is gone', null],
    ['a lookalike', { parent: null, url: 'app://loupe.example/index.html' }],
  ])('%s is not answered', async (_, frame) => {
    engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
    const { ipcMain, ipcRenderer, close } = messages(frame);
    wireIpc(ipcMain, { engine, dialogs, onOpened: () => undefined });
    const bridge: Bridge = createBridge(ipcRenderer, { getPathForFile: () => '' });
    await expect(bridge.call('rooms.list', encodeWire({}))).rejects.toThrow('not the workbench');
    await expect(bridge.shell.pickEvidence()).rejects.toThrow('not the workbench');
    close();
    await engine.close();
  });

  test('a message that is no request is refused, not thrown', async () => {
    engine = createEngine({ stateFolder: path.join(folder, 'state'), threads: 1 });
    const { ipcMain, ipcRenderer, close } = messages();
    wireIpc(ipcMain, { engine, dialogs, onOpened: () => undefined });
    const { call } = createBridge(ipcRenderer, { getPathForFile: () => '' });
    for (const bytes of ['text', undefined, [1, 2], { length: 1 }]) {
      expect(await call('rooms.list', bytes as never)).toMatchObject({ ok: false });
    }
    expect(await call(7 as never, encodeWire({}))).toMatchObject({ ok: false });
    expect(await call('rooms.list', encodeWire({}))).toMatchObject({ ok: true });
    close();
    await engine.close();
  });
});
