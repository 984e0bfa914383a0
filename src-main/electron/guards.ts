/**
 * What a page may never do, whatever a record in evidence makes of it: leave, open windows, load from
 * anywhere, ask for permissions. It is denied here, once, for every page and every session.
 */
import type { CommandLine, Session, WebContents, WebRequest } from 'electron';
import { isOurAddress } from './app-scheme.ts';

/** The parts of a session that are closed off. */
export type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setSpellCheckerEnabled'
  | 'setProxy'
> & { readonly webRequest: Pick<WebRequest, 'onBeforeRequest'> };

/** The parts of a page that are closed off. */
export type GuardedContents = Pick<
  WebContents,
  'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'
>;

/** Chromium's own errands, and every name that something might want to look up. */
const quietSwitches: readonly (readonly [string, string?])[] = [
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-sync'],
  ['no-pings'],
  ['dns-prefetch-disable'],
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
];

/** Switches Chromium's background traffic off; before Electron is ready. */
export function quietChromium(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  for (const [name, value] of quietSwitches) commandLine.appendSwitch(name, value);
}

/** Denies a session all permissions but one and every address but ours. */
export function guardSession(session: GuardedSession, development: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(isPermitted(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => isPermitted(permission));
  session.setDevicePermissionHandler(() => false);
  // The spell checker fetches its dictionaries.
  session.setSpellCheckerEnabled(false);
  void session.setProxy({ mode: 'direct' });
  session.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !mayLoad(url, development) }),
  );
}

/** Copying text out is what the analyst does all day; it gives a page nothing. Reading is not permitted. */
function isPermitted(permission: string): boolean {
  return permission === 'clipboard-sanitized-write';
}

/** True for our views, for what they make themselves, and for the developer tools outside of releases. */
export function mayLoad(address: string, development: boolean): boolean {
  const made = address.startsWith('blob:') ? address.slice('blob:'.length) : address;
  if (isOurAddress(made) || address.startsWith('data:')) return true;
  return development && address.startsWith('devtools://');
}

/** Keeps a page where it is, alone. */
export function guardContents(contents: GuardedContents): void {
  const deny = (event: { readonly preventDefault: () => void }): void => event.preventDefault();
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', deny);
  contents.on('will-frame-navigate', deny);
  contents.on('will-redirect', deny);
  contents.on('will-attach-webview', deny);
}
