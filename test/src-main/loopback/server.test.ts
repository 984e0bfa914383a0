/** The loopback host over real sockets: who gets in, who does not, and what the answers carry. */
import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeWire, encodeWire } from '#contract/codec.ts';
import { startLoopback, type Loopback } from '#main/loopback/server.ts';
import { MAX_BODY_BYTES } from '#main/loopback/request-body.ts';
import { createEngine, type Engine } from '#workers/engine/engine.ts';

let folder = '';
let engine: Engine;
let host: Loopback;
let key = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'loupe-loopback-'));
  mkdirSync(path.join(folder, 'views'));
  writeFileSync(path.join(folder, 'views/index.html'), '<p>start</p>');
  writeFileSync(path.join(folder, 'secret.json'), '{"secret":true}');
  engine = createEngine({ stateFolder: folder, threads: 1 });
  host = await startLoopback({ engine, viewsFolder: path.join(folder, 'views') });
  key = await signIn(tokenOf(host.newLink()));
});
afterAll(async () => {
  await host.close();
  await engine.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Sent as it is: clients like fetch would tidy it up. */
  readonly path: string;
}

function ask({ method = 'GET', headers = {}, body, path: target }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: host.port,
      method,
      path: target,
      headers,
      agent: false,
    };
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const tokenOf = (link: string): string =>
  new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

async function signIn(token: string): Promise<string> {
  const { status, body } = await ask({ method: 'POST', path: '/session', headers: bearer(token) });
  return status === 200 ? (decodeWire(body) as { key: string }).key : '';
}

const call = (
  name: string,
  input: unknown,
  headers: Readonly<Record<string, string>> = bearer(key),
) => ask({ method: 'POST', path: `/api/${name}`, headers, body: encodeWire(input) });

describe('the link', () => {
  test('names 127.0.0.1 and carries its token where no request shows it', () => {
    const link = host.newLink();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(new URL(link).port).toBe(String(host.port));
  });

  test('works once', async () => {
    const token = tokenOf(host.newLink());
    expect(await signIn(token)).toMatch(/^[\w-]{43}$/);
    expect(await signIn(token)).toBe('');
  });

  test('a second link gives a second browser a session of its own', async () => {
    const other = await signIn(tokenOf(host.newLink()));
    expect(other).not.toBe(key);
    expect((await call('rooms.list', {}, bearer(other))).status).toBe(200);
    expect((await call('rooms.list', {})).status).toBe(200);
  });
});

describe('requests of the engine', () => {
  test('are answered for whoever holds a session key', async () => {
    const { status, body, headers } = await call('rooms.list', {});
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['cache-control']).toBe('no-store');
    expect((decodeWire(body) as { id: string }[]).map(({ id }) => id)).toContain('process-map');
  });

  test.each([
    ['no key', {}],
    ['a wrong key', { authorization: `Bearer ${'a'.repeat(43)}` }],
    ['another scheme', { authorization: 'Basic abc' }],
    ['an unused token', undefined],
  ])('are refused with %s', async (_, headers) => {
    const { status, body } = await call(
      'rooms.list',
      {},
      headers ?? bearer(tokenOf(host.newLink())),
    );
    expect(status).toBe(401);
    expect(decodeWire(body)).toMatchObject({ code: 'no-permission' });
  });

  test('do not take their key from the address', async () => {
    const { status } = await ask({
      method: 'POST',
      path: `/api/rooms.list?token=${key}`,
      body: encodeWire({}),
    });
    expect(status).toBe(401);
  });

  test('fail with the code, message and hint of their error', async () => {
    const { status, body } = await call('case.info', {});
    expect(status).toBe(409);
    expect(decodeWire(body)).toMatchObject({
      code: 'no-case-open',
      hint: expect.stringMatching(/./),
    });
  });

  test('that do not exist, or are not as agreed, are bad requests', async () => {
    for (const name of ['case.erase', '__proto__', 'constructor', '']) {
      const { status, body } = await call(name, {});
      expect([status, (decodeWire(body) as { code: string }).code]).toEqual([400, 'bad-request']);
    }
    const { body } = await call('events.detail', { id: 'one' });
    expect(decodeWire(body)).toMatchObject({ code: 'bad-request', place: 'id' });
  });

  test('survive bytes that are no message', async () => {
    const truncated = encodeWire({ a: new Float64Array(8) }).subarray(0, 40);
    const bodies = [
      new Uint8Array(),
      Buffer.from('{}'),
      Buffer.from('LW01\xff\xff\xff\xff', 'latin1'),
      truncated,
    ];
    for (const body of bodies) {
      const answer = await ask({
        method: 'POST',
        path: '/api/rooms.list',
        headers: bearer(key),
        body,
      });
      expect(answer.status).toBe(400);
    }
  });

  test('have a limit, which is looked at before the body', async () => {
    const headers = { ...bearer(key), 'content-length': String(MAX_BODY_BYTES + 1) };
    const answer = await new Promise<number>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port: host.port,
        method: 'POST',
        path: '/api/rooms.list',
        headers,
        agent: false,
      };
      const sent = request(options, (response) => resolve(response.statusCode ?? 0));
      sent.on('error', reject);
      sent.write('x');
    });
    expect(answer).toBe(400);
  });

  test('are not given to GET', async () => {
    expect((await ask({ path: '/api/rooms.list', headers: bearer(key) })).status).toBe(404);
    expect(
      (await ask({ method: 'PUT', path: '/api/rooms.list', headers: bearer(key) })).status,
    ).toBe(405);
  });
});

describe('pages of others', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '0.0.0.0',
    '[::1]',
    '',
  ])('a name that only points here is refused: Host %j', async (name) => {
    const headers = { ...bearer(key), host: name === '' ? ' ' : name };
    expect((await call('rooms.list', {}, headers)).status).toBeGreaterThanOrEqual(400);
    expect(
      (await ask({ path: '/', headers: { host: headers.host } })).body.toString(),
    ).not.toContain('start');
  });

  test('a foreign origin is refused, even with a key', async () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${host.port + 1}`,
      `https://127.0.0.1:${host.port}`,
    ]) {
      const { status, body } = await call('rooms.list', {}, { ...bearer(key), origin });
      expect([status, (decodeWire(body) as { code: string }).code]).toEqual([403, 'no-permission']);
    }
  });

  test('our own origin may ask, by either name', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const headers = {
        ...bearer(key),
        host: `${name}:${host.port}`,
        origin: `http://${name}:${host.port}`,
      };
      expect((await call('rooms.list', {}, headers)).status).toBe(200);
    }
  });

  test('no answer allows other origins to read it', async () => {
    const preflight = await ask({
      method: 'OPTIONS',
      path: '/api/rooms.list',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    const answers = [preflight, await ask({ path: '/' }), await call('rooms.list', {})];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });
});

describe('the views', () => {
  test('come with the strict policy', async () => {
    const { status, headers, body } = await ask({ path: '/' });
    expect([status, body.toString()]).toEqual([200, '<p>start</p>']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
  });

  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/..%5csecret.json',
    '//../secret.json',
    '/./../secret.json',
    '/index.html/../../secret.json',
    'http://127.0.0.1/../secret.json',
  ])('lead nowhere else: %s', async (target) => {
    const { status, body } = await ask({ path: target });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.toString()).not.toContain('secret');
  });
});

describe('the stream of notices', () => {
  test('is refused without a session key', async () => {
    for (const target of [
      '/stream',
      '/stream?token=',
      `/stream?token=${tokenOf(host.newLink())}`,
    ]) {
      expect((await ask({ path: target })).status).toBe(401);
    }
  });

  test('is an event stream for a session key', async () => {
    const type = await new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port: host.port, path: `/stream?token=${key}`, agent: false },
        (response) => {
          resolve(response.headers['content-type']);
          sent.destroy();
        },
      );
      sent.on('error', reject);
      sent.end();
    });
    expect(type).toBe('text/event-stream');
  });
});

test('a port that is taken is said so', async () => {
  const again = startLoopback({ engine, viewsFolder: folder, port: host.port });
  await expect(again).rejects.toMatchObject({
    code: 'not-available',
    hint: expect.stringContaining('--port'),
  });
});
