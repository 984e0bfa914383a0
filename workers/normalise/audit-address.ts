/** Socket addresses as the audit log has them: `saddr=` and the bytes of a sockaddr in hex. */

export interface SocketAddress {
  readonly ip: string;
  readonly port: number;
}

/** IPv4 and IPv6; undefined for other families and damage. The family is little-endian as on x86 and ARM. */
export function socketAddress(saddr: string | undefined): SocketAddress | undefined {
  if (saddr === undefined || !/^[0-9A-Fa-f]{16,56}$/.test(saddr)) return undefined;
  const bytes = Buffer.from(saddr, 'hex');
  const family = bytes.readUInt16LE(0);
  if (family === 2 && bytes.length >= 8) {
    return { ip: bytes.subarray(4, 8).join('.'), port: bytes.readUInt16BE(2) };
  }
  if (family !== 10 || bytes.length < 24) return undefined;
  const words = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(8 + at * 2));
  return { ip: shortest(words), port: bytes.readUInt16BE(2) };
}

/** RFC 5952: the longest run of zeros as `::`; IPv4 in IPv6 as IPv4. */
function shortest(words: readonly number[]): string {
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) {
    return [words[6]! >> 8, words[6]! & 255, words[7]! >> 8, words[7]! & 255].join('.');
  }
  const text = words.map((word) => word.toString(16)).join(':');
  const runs = text.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return text;
  const at = text.indexOf(longest);
  return `${text.slice(0, at)}::${text.slice(at + longest.length).replace(/^:/, '')}`;
}
