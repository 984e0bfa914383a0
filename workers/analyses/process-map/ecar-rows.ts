/** Tokens of eCAR records, read from the kept record itself: columns would lose what the schema asks for. */
import { LABEL_COMMAND_LINE, LABEL_IMAGE_PATH } from './token-collector.ts';
import type { ProcessName, TokenCollector } from './token-collector.ts';
import type { Instant } from './time-spans.ts';
import { ecarRows } from './token-schemas.ts';

/** A record with what is known of it beside its fields. */
export interface EcarEvent {
  readonly id: number;
  readonly host: string;
  readonly time: Instant;
  /** Flattened (`image_path`) or as recorded (`properties.image_path`). */
  readonly fields: ReadonlyMap<string, string>;
}

/** True for a record that names an object, an action and who did it. */
export function isEcar(fields: ReadonlyMap<string, string>): boolean {
  return fields.has('object') && fields.has('action') && fields.has('actorID');
}

/** @returns false when no schema has a place for the record */
export function collectEcar(event: EcarEvent, collector: TokenCollector): boolean {
  const read = (name: string): string | undefined => fieldOf(event.fields, name);
  const object = read('object') ?? '';
  const action = read('action') ?? '';
  labelProcesses(event, object === 'PROCESS' && action === 'CREATE', collector);
  let placed = false;
  for (const { process, tokens } of ecarRows(object, action) ?? []) {
    const key = read(process);
    if (key === undefined) continue;
    placed = true;
    collector.row(collector.process(nameOf(key, event.host)), event.id, event.time);
    for (const [field, kind] of tokens) {
      const value = read(field);
      if (value !== undefined) collector.add(collector.token(kind, value));
    }
  }
  return placed;
}

function nameOf(key: string, host: string): ProcessName {
  return { key, host, lasting: true, place: '' };
}

/** A field wherever it lies; an empty one is none, the text "0" is one. */
function fieldOf(fields: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = fields.get(name) ?? fields.get(`properties.${name}`);
  return value === '' ? undefined : value;
}

/** Every record may say what its processes are called, also those outside the schemas. */
function labelProcesses(event: EcarEvent, creation: boolean, collector: TokenCollector): void {
  const actor = fieldOf(event.fields, 'actorID');
  const image = fieldOf(event.fields, 'image_path');
  if (!creation) {
    if (actor !== undefined) noteImage(actor, image, event.host, collector);
    return;
  }
  const child = fieldOf(event.fields, 'objectID');
  // A parent's key comes first in a record, and so does its number.
  if (actor !== undefined) {
    noteImage(actor, fieldOf(event.fields, 'parent_image_path'), event.host, collector);
  }
  if (child === undefined) return;
  const commandLine = fieldOf(event.fields, 'command_line');
  if (commandLine !== undefined) {
    collector.label(collector.process(nameOf(child, event.host)), LABEL_COMMAND_LINE, commandLine);
  }
  noteImage(child, image, event.host, collector);
}

function noteImage(
  key: string,
  image: string | undefined,
  host: string,
  collector: TokenCollector,
): void {
  if (image === undefined) return;
  const process = collector.process(nameOf(key, host));
  collector.image(process, image);
  collector.label(process, LABEL_IMAGE_PATH, image);
}
