/**
 * The key of this tab: exchanged for the one-time token that the page's address brought. The token
 * leaves the address bar at once and is dead after its first use; the key stays in this tab only.
 */
import { decodeWire } from '#contract/codec.ts';
import { fromWireError, toWireError } from '#contract/errors.ts';

const KEY = 'loupe.key';

type Page = Pick<Window, 'location' | 'history' | 'sessionStorage'>;

/** Takes the token out of the address; '' when there is none. */
export function takeToken({ location, history }: Pick<Page, 'location' | 'history'>): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
  if (token !== '') history.replaceState(undefined, '', location.pathname + location.search);
  return token;
}

/** The session key; '' when the page has neither token nor key. Rejects when the token is refused. */
export async function sessionKey(page: Page): Promise<string> {
  const kept = page.sessionStorage.getItem(KEY) ?? '';
  const token = takeToken(page);
  if (token === '') return kept;
  const answer = await fetch('/session', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    cache: 'no-store',
  });
  const value = decodeWire(new Uint8Array(await answer.arrayBuffer()));
  if (!answer.ok) {
    // A reload may bring the dead token again; the key of before still opens.
    if (kept !== '') return kept;
    throw fromWireError(toWireError(value));
  }
  const { key } = value as { readonly key: string };
  page.sessionStorage.setItem(KEY, key);
  return key;
}
