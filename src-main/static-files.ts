/**
 * The built views as files: which file an address means, and never one outside of their folder.
 * Both the loopback host and the window's own scheme ask here.
 */
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
}

/**
 * The file that an address names.
 * @param root folder of the built views
 * @param urlPath path of the address, still percent-encoded, e.g. `/assets/main.js`
 * @returns undefined when there is none or it may not be given
 */
export async function staticFile(root: string, urlPath: string): Promise<StaticFile | undefined> {
  const relative = relativePath(urlPath);
  if (relative === undefined) return undefined;
  const type = types[path.posix.extname(relative)];
  if (type === undefined) return undefined;
  try {
    const folder = await realpath(root);
    const file = await realpath(path.join(folder, relative));
    // A link inside of the folder may lead out of it.
    if (!file.startsWith(folder + path.sep)) return undefined;
    return { bytes: new Uint8Array(await readFile(file)), type };
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/** Path below the root, or undefined when the address tries to leave it or is no plain path. */
function relativePath(urlPath: string): string | undefined {
  const decoded = decodedPath(urlPath);
  if (!decoded?.startsWith('/')) return undefined;
  // Letters that mean something to a file system: drives, streams, other separators, ends of text.
  if (/[\\:*?"<>|\p{Cc}]/u.test(decoded)) return undefined;
  const parts = decoded.slice(1).split('/');
  if (parts.some((part) => part === '..' || part === '.')) return undefined;
  return decoded === '/' ? 'index.html' : parts.join('/');
}

function decodedPath(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}

function isMissing(cause: unknown): boolean {
  const { code } = cause as { readonly code?: unknown };
  return typeof code === 'string' && /^(ENOENT|ENOTDIR|EISDIR|ENAMETOOLONG|ELOOP)$/.test(code);
}
