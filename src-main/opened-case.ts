/** Requests after which another case is open; the other pages and windows have to be told. */
import type { RequestName } from '#contract/api.ts';
import type { Engine } from '#workers/engine/engine.ts';

const opening: ReadonlySet<string> = new Set<RequestName>([
  'case.create',
  'case.open',
  'case.demo',
]);

/** Path of the case that is open now if the answered request was one that opens; else undefined. */
export async function openedCase(engine: Engine, name: string): Promise<string | undefined> {
  if (!opening.has(name)) return undefined;
  return (await engine.handlers['case.info']({})).case;
}
