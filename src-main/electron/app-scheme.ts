/**
 * The window's own scheme. Pages from `file:` could read the whole disk and share one origin with
 * every saved page; `app://loupe` is an origin of its own that reaches the built views and nothing else.
 */
import type { CustomScheme } from 'electron';
import { securityHeaders } from '#main/content-policy.ts';
import { staticFile } from '#main/static-files.ts';

export const appScheme = 'app';
const appRoot = 'app://loupe/';
export const startPage = `${appRoot}index.html`;

/** To be registered before Electron is ready. */
export const schemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** True for addresses of our pages and their parts. */
export function isOurAddress(address: string): boolean {
  return address.startsWith(appRoot);
}

/** Answers requests of the scheme from the folder of the built views. */
export function viewsHandler(viewsFolder: string): (request: Request) => Promise<Response> {
  return async ({ url, method }) => {
    const headers = { ...securityHeaders, 'cache-control': 'no-store' };
    if (method !== 'GET' || !isOurAddress(url)) return new Response('', { status: 405, headers });
    const file = await staticFile(viewsFolder, new URL(url).pathname);
    if (file === undefined) return new Response('Not found.', { status: 404, headers });
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.type } });
  };
}
