/**
 * What the tables of Los Alamos National Laboratory have in common ("Comprehensive, Multi-Source
 * Cyber-Security Events", Kent 2015): no header, computers and users under made names, times in
 * seconds since a day that nobody says, `?` for what is not known.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { isPlaceholder } from '#workers/normalise/values.ts';

export const lanlNumber = /^\d+$/;
export const lanlAccount = /^[^@]+@[^@]+$|^\?$/;
export const lanlComputer = /^(?:C\d+|TGT|\?)$/;
export const lanlWord = /^[\w .-]+$|^\?$/;
export const lanlTimes = 'whole seconds from an unknown beginning, or from an epoch of the mapping';

const USER = columnOf('user.name');
const DOMAIN = columnOf('user.domain');

/** `U620@DOM1` → name and domain. */
export function putLanlUser(text: string, batch: BatchBuilder): void {
  if (isPlaceholder(text)) return;
  const at = text.lastIndexOf('@');
  batch.text(USER, at < 0 ? text : text.slice(0, at));
  if (at >= 0) batch.text(DOMAIN, text.slice(at + 1));
}
