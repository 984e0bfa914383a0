/**
 * Who may ask: a link that works once, and the session keys that it was exchanged for.
 *
 * The address that is printed carries a one-time token after `#`, a part that browsers send to
 * nobody. The page's first act is to exchange it for a session key; from then on the token is dead,
 * so that an address left in a terminal's scrollback, a screenshot or a browser's history opens
 * nothing. The key stays in that tab (sessionStorage), so reloading works. A second browser or tab
 * needs a link of its own, which only the terminal hands out. Everything is in memory: keys die with
 * the process, and a new start makes new ones.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Links made but never opened; the oldest is forgotten first. */
const MAX_UNUSED_LINKS = 8;
const SECRET_BYTES = 32;

export interface Keys {
  /** A fresh one-time token, base64url. */
  readonly makeToken: () => string;
  /** The session key for a token, which is dead from then on; undefined for any other text. */
  readonly exchange: (token: string) => string | undefined;
  /** True for session keys. */
  readonly admits: (key: string) => boolean;
}

/** An empty set of keys. Only digests are kept, and they are compared in constant time. */
export function createKeys(): Keys {
  const tokens: Buffer[] = [];
  const sessions: Buffer[] = [];
  return {
    makeToken: () => {
      const token = secret();
      tokens.push(digest(token));
      if (tokens.length > MAX_UNUSED_LINKS) tokens.shift();
      return token;
    },
    exchange: (token) => {
      const at = positionOf(tokens, token);
      if (at < 0) return undefined;
      tokens.splice(at, 1);
      const key = secret();
      sessions.push(digest(key));
      return key;
    },
    admits: (key) => positionOf(sessions, key) >= 0,
  };
}

function secret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function positionOf(digests: readonly Buffer[], text: string): number {
  const wanted = digest(text);
  return digests.findIndex((each) => timingSafeEqual(each, wanted));
}
