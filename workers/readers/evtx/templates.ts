/**
 * Templates of one chunk, compiled when first used. A template that cannot be read is remembered
 * too, so that a thousand records of it cost no more than one.
 */
import { compile } from './compile.ts';
import { ElementParser, TOKEN } from './elements.ts';
import type { ElementSource } from './elements.ts';
import { Damage } from './limits.ts';
import { u32 } from './little-endian.ts';
import type { Context, Plan } from './plan.ts';
import { DEFINITION_HEADER_BYTES } from './value-table.ts';
import type { Instance } from './value-table.ts';

const FRAGMENT_HEADER_BYTES = 4;

export class Templates {
  private readonly source: ElementSource;
  /** By place of the definition, for each kind of place that it is used in. */
  private readonly known: Readonly<Record<Context, Map<number, Plan | Damage>>> = {
    document: new Map(),
    event: new Map(),
    system: new Map(),
    data: new Map(),
    other: new Map(),
  };

  constructor(source: ElementSource) {
    this.source = source;
  }

  /** The plan of an instance's template for a place of this kind. Throws Damage. */
  planOf(instance: Instance, context: Context): Plan {
    const known = this.known[context];
    let found = known.get(instance.definition);
    if (found === undefined) {
      found = this.read(instance, context);
      known.set(instance.definition, found);
    }
    if (found instanceof Damage) throw found;
    return found;
  }

  private read({ definition, id }: Instance, context: Context): Plan | Damage {
    const { bytes } = this.source;
    try {
      const from = definition + DEFINITION_HEADER_BYTES;
      if (from > bytes.length) bad('lies outside its chunk');
      if (u32(bytes, definition + 4) !== id) bad('is not the one that the record names');
      const limit = from + u32(bytes, definition + 20);
      if (limit > bytes.length) bad('reaches beyond its chunk');
      const header = bytes[from] === TOKEN.fragmentHeader ? FRAGMENT_HEADER_BYTES : 0;
      const parser = new ElementParser(this.source, from + header, true);
      return compile(parser.element(limit, 0), context);
    } catch (cause) {
      if (cause instanceof Damage && cause.reason === 'evtx-record-damaged') {
        return new Damage('evtx-template-damaged', `Its template cannot be read: ${cause.message}`);
      }
      // A template that is too much for one record's share may still fit the next one's.
      if (cause instanceof Damage && cause.reason === 'evtx-template-damaged') return cause;
      throw cause;
    }
  }
}

function bad(what: string): never {
  throw new Damage('evtx-template-damaged', `Its template ${what}.`);
}
