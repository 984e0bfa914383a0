/**
 * The workbench for a browser: the built views, the engine's answers and its notices over HTTP on
 * 127.0.0.1, for whoever holds the link that was printed and for nobody else.
 *
 * | address | what |
 * |---|---|
 * | `GET /…` | the built views |
 * | `POST /session` | `authorization: Bearer <one-time token>` → `{key}`, the session key |
 * | `POST /api/<request>` | `authorization: Bearer <session key>`, bodies as in #contract/codec.ts |
 * | `GET /stream?token=<session key>` | notices as server-sent events |
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeWire } from '#contract/codec.ts';
import { toWireError, WorkbenchError, type WireError } from '#contract/errors.ts';
import type { Engine } from '#workers/engine/engine.ts';
import { securityHeaders } from '#main/content-policy.ts';
import { answerBytes } from '#main/host.ts';
import { openedCase } from '#main/opened-case.ts';
import { staticFile } from '#main/static-files.ts';
import { gateRefusal, keyOf } from './gate.ts';
import { httpStatus } from './http-status.ts';
import { createKeys, type Keys } from './keys.ts';
import { createNoticeStreams, type NoticeStreams } from './notice-streams.ts';
import { bodyOf } from './request-body.ts';

export interface LoopbackOptions {
  readonly engine: Engine;
  /** Folder of the built views. */
  readonly viewsFolder: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
}

export interface Loopback {
  readonly port: number;
  /** A fresh address to open; its token works once. */
  readonly newLink: () => string;
  /** Ends all connections; the engine stays. */
  readonly close: () => Promise<void>;
}

interface Host {
  readonly engine: Engine;
  readonly viewsFolder: string;
  readonly keys: Keys;
  readonly streams: NoticeStreams;
  readonly port: () => number;
}

/** One request being answered. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly address: URL;
}

/** Listens on 127.0.0.1. Throws `not-available` when the port is taken. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const { engine, viewsFolder, port = 0 } = options;
  const streams = createNoticeStreams(engine.handlers);
  const keys = createKeys();
  const server = createServer();
  const portNow = (): number => (server.address() as AddressInfo).port;
  const host: Host = { engine, viewsFolder, keys, streams, port: portNow };
  server.on('request', (request, response) => void answer(host, request, response));
  await listening(server, port);
  const unlisten = engine.listen((notice) => streams.tell(notice));
  return {
    port: portNow(),
    newLink: () => `http://127.0.0.1:${portNow()}/#token=${keys.makeToken()}`,
    close: async () => {
      unlisten();
      streams.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(portTrouble(port, cause)));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
}

function portTrouble(port: number, cause: Error): WorkbenchError {
  return new WorkbenchError(
    {
      code: 'not-available',
      message: `Port ${port} of this machine cannot be used: ${cause.message}.`,
      hint: 'Choose another with --port, or leave it out for any free one.',
    },
    { cause },
  );
}

async function answer(
  host: Host,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  try {
    const refused = gateRefusal(request.headers, host.port());
    const address = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (refused !== undefined || address === null) refuse(response, 403, noEntry(refused ?? ''));
    else await route(host, { request, response, address });
  } catch (thrown) {
    if (response.headersSent) return;
    // What is left of an oversized body is not waited for.
    response.setHeader('connection', 'close');
    const error = toWireError(thrown);
    refuse(response, httpStatus[error.code], error);
  }
}

async function route(host: Host, exchange: Exchange): Promise<void> {
  const { request, response, address } = exchange;
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const { pathname } = address;
  if (pathname === '/session' && method === 'POST') signIn(host, exchange);
  else if (pathname.startsWith('/api/') && method === 'POST') await api(host, exchange);
  else if (pathname === '/stream' && method === 'GET') await stream(host, exchange);
  else if (method === 'GET') await view(host, exchange);
  else send(response, 405, 'text/plain', 'Not allowed.');
}

function signIn({ keys }: Host, { request, response, address }: Exchange): void {
  const key = keys.exchange(keyOf(request.headers, address));
  if (key === undefined) refuse(response, 401, usedLink);
  else send(response, 200, 'application/octet-stream', encodeWire({ key }));
}

async function api(host: Host, { request, response, address }: Exchange): Promise<void> {
  const key = keyOf(request.headers, address);
  if (!host.keys.admits(key)) {
    refuse(response, 401, notSignedIn);
    return;
  }
  const name = address.pathname.slice('/api/'.length);
  const reply = await answerBytes(host.engine.handlers, name, await bodyOf(request));
  const status = reply.ok ? 200 : httpStatus[reply.code];
  send(response, status, 'application/octet-stream', reply.bytes);
  const opened = reply.ok ? await openedCase(host.engine, name) : undefined;
  if (opened !== undefined) host.streams.tell({ kind: 'open', path: opened }, key);
}

async function stream(host: Host, { request, response, address }: Exchange): Promise<void> {
  const key = keyOf(request.headers, address);
  if (!host.keys.admits(key)) {
    refuse(response, 401, notSignedIn);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  await host.streams.add(response, key);
}

async function view({ viewsFolder }: Host, { response, address }: Exchange): Promise<void> {
  const file = await staticFile(viewsFolder, address.pathname);
  if (file !== undefined) send(response, 200, file.type, file.bytes);
  else if (address.pathname === '/')
    send(response, 503, 'text/plain', 'The views are not built: npm run build');
  else send(response, 404, 'text/plain', 'Not found.');
}

function refuse(response: ServerResponse, status: number, error: WireError): void {
  send(response, status, 'application/octet-stream', encodeWire(error));
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Uint8Array | string,
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}

const noEntry = (message: string): WireError => ({
  code: 'no-permission',
  message,
  hint: 'Open the address that was printed, as it is.',
});

const usedLink: WireError = {
  code: 'no-permission',
  message: 'This link was used already, or is from an earlier start.',
  hint: 'Press Enter where "loupe serve" runs for a fresh link, or start it again.',
};

const notSignedIn: WireError = {
  code: 'no-permission',
  message: 'This page is not signed in to the workbench.',
  hint: usedLink.hint,
};
