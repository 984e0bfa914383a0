/** Records what our wiring says to Electron's objects, and then plays the hostile page. */
import { describe, expect, test } from 'vitest';
import {
  guardContents,
  guardSession,
  mayLoad,
  quietChromium,
  type GuardedContents,
  type GuardedSession,
} from '#main/electron/guards.ts';
import { windowOptions } from '#main/electron/window-options.ts';

/** A session that keeps what it was given. */
function recordedSession() {
  const kept = {
    request: undefined as unknown as (
      contents: unknown,
      permission: string,
      decide: (ok: boolean) => void,
    ) => void,
    check: undefined as unknown as (contents: unknown, permission: string) => boolean,
    device: undefined as unknown as () => boolean,
    load: undefined as unknown as (
      details: { url: string },
      decide: (answer: { cancel: boolean }) => void,
    ) => void,
    spelling: true,
    proxy: undefined as unknown,
  };
  const session = {
    setPermissionRequestHandler: (handler: never) => (kept.request = handler),
    setPermissionCheckHandler: (handler: never) => (kept.check = handler),
    setDevicePermissionHandler: (handler: never) => (kept.device = handler),
    setSpellCheckerEnabled: (enabled: boolean) => (kept.spelling = enabled),
    setProxy: async (proxy: unknown) => {
      kept.proxy = proxy;
    },
    webRequest: { onBeforeRequest: (handler: never) => (kept.load = handler) },
  };
  return { kept, session: session as unknown as GuardedSession };
}

/** Permissions that Electron asks for, see its documentation of setPermissionRequestHandler. */
const permissions = [
  'clipboard-read',
  'display-capture',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'pointerLock',
  'keyboardLock',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'usb',
  'window-management',
  'fileSystem',
  'unknown',
];

describe('a session', () => {
  const { kept, session } = recordedSession();
  guardSession(session, false);

  test.each(permissions)('denies %s, asked or looked up', (permission) => {
    const answers: boolean[] = [];
    kept.request({}, permission, (ok) => answers.push(ok));
    expect([...answers, kept.check(null, permission)]).toEqual([false, false]);
  });

  test('permits copying text out, and no device at all', () => {
    expect(kept.check(null, 'clipboard-sanitized-write')).toBe(true);
    expect(kept.device()).toBe(false);
  });

  test('has no spell checker and asks no proxy', () => {
    expect(kept.spelling).toBe(false);
    expect(kept.proxy).toEqual({ mode: 'direct' });
  });

  test.each([
    'https://example.com/x',
    'http://127.0.0.1:8080/',
    'ws://example.com',
    'file:///etc/passwd',
    'ftp://example.com',
    'chrome://gpu',
    'devtools://devtools/bundled/x.html',
    'app://other/index.html',
    'app://loupe.example/x',
    'blob:https://example.com/1',
    'filesystem:app://loupe/x',
    'javascript:1',
    '',
  ])('cancels %j', (url) => {
    let answer: unknown;
    kept.load({ url }, (given) => (answer = given));
    expect(answer).toEqual({ cancel: true });
  });

  test.each([
    'app://loupe/index.html',
    'app://loupe/assets/a.js',
    'blob:app://loupe/1-2',
    'data:image/png;base64,AA==',
  ])('loads %s', (url) => {
    let answer: unknown;
    kept.load({ url }, (given) => (answer = given));
    expect(answer).toEqual({ cancel: false });
  });

  test('loads the developer tools outside of releases only', () => {
    expect(mayLoad('devtools://devtools/bundled/x.html', true)).toBe(true);
    expect(mayLoad('devtools://devtools/bundled/x.html', false)).toBe(false);
  });
});

describe('a page', () => {
  const listeners = new Map<string, (event: { preventDefault: () => void }) => void>();
  let openWindow: (details: { url: string }) => unknown = () => undefined;
  let rtc = '';
  const contents = {
    on: (name: string, listener: never) => listeners.set(name, listener),
    setWindowOpenHandler: (handler: never) => (openWindow = handler),
    setWebRTCIPHandlingPolicy: (policy: string) => (rtc = policy),
  };
  guardContents(contents as unknown as GuardedContents);

  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is stopped',
    (name) => {
      let prevented = 0;
      listeners.get(name)?.({ preventDefault: () => prevented++ });
      expect(prevented).toBe(1);
    },
  );

  test('opens no window and no connection past the proxy', () => {
    expect(openWindow({ url: 'app://loupe/index.html' })).toEqual({ action: 'deny' });
    expect(rtc).toBe('disable_non_proxied_udp');
  });
});

test('Chromium runs no errands and resolves no names', () => {
  const switches = new Map<string, string | undefined>();
  quietChromium({ appendSwitch: (name, value) => void switches.set(name, value) });
  expect(switches.has('disable-background-networking')).toBe(true);
  expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
});

test('the window is isolated, sandboxed and without Node; developer tools are for developers', () => {
  const settings = { preload: '/p/preload.cjs', icon: '/p/icon.png' };
  const { webPreferences } = windowOptions({ ...settings, development: false });
  expect(webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    devTools: false,
  });
  expect(windowOptions({ ...settings, development: true }).webPreferences?.devTools).toBe(true);
});
