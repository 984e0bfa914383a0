/** Logon types by the words that Defender, LANL's data and others write for Microsoft's numbers. */
import { wholeNumber } from './values.ts';

const numbers: ReadonlyMap<string, number> = new Map([
  ['interactive', 2],
  ['network', 3],
  ['batch', 4],
  ['service', 5],
  ['unlock', 7],
  ['networkcleartext', 8],
  ['newcredentials', 9],
  ['remoteinteractive', 10],
  ['remoteinteractiverdplogons', 10],
  ['remoteinteractiverdp', 10],
  ['cachedinteractive', 11],
  ['cachedremoteinteractive', 12],
  ['cachedunlock', 13],
]);

/** `3`, `Network`, `3 - NETWORK`, `Remote interactive (RDP) logons` → the number; undefined for others. */
export function logonTypeNumber(text: string): number | undefined {
  const number = wholeNumber(text);
  if (number !== undefined || text.length > 40) return number;
  const leading = /^(\d{1,2}) - /.exec(text);
  if (leading !== null) return Number(leading[1]);
  return numbers.get(text.toLowerCase().replaceAll(/[^a-z]/g, ''));
}
