/**
 * Which requests are looked at at all. The loopback address is reachable from every page that the
 * user's browser has open: a foreign page shows itself by its Origin, and one that points its own
 * name at 127.0.0.1 (DNS rebinding) by its Host.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is refused before anything of it is read; undefined when it may go on. */
export function gateRefusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  const own = [new URL(`http://127.0.0.1:${port}`), new URL(`http://localhost:${port}`)];
  const hosts = own.map(({ host }) => host);
  if (!hosts.includes(headers.host ?? '')) return 'This host answers to 127.0.0.1 and localhost.';
  const { origin } = headers;
  const isStranger = origin !== undefined && !own.some((each) => each.origin === origin);
  return isStranger ? 'Only pages of this host may ask.' : undefined;
}

/** The key that a request brings: a Bearer header, or `token` in the address for event streams. */
export function keyOf(headers: IncomingHttpHeaders, address: URL): string {
  const bearer = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '');
  return (
    bearer?.[1] ?? (address.pathname === '/stream' ? address.searchParams.get('token') : '') ?? ''
  );
}
