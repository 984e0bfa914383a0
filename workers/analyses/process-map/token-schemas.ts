/**
 * What of an event says how a process behaves, as data. A schema turns one event into rows of
 * tokens (kind, value), each row for one process. The kind is part of a token: an address stays
 * apart from a path of the same text.
 */
import type { EventColumnName } from '#contract/event-columns.ts';

/** A token of an eCAR record: the field it is read from and its kind. */
type FieldToken = readonly [field: string, kind: string];

/** A row of tokens of an eCAR record: whose it is and what is in it. */
export interface EcarRow {
  /** Field that names the process. */
  readonly process: 'actorID' | 'objectID';
  readonly tokens: readonly FieldToken[];
}

/** Tokens of an object, of some of its actions only when `action` is given. */
interface EcarSchema {
  readonly object: string;
  readonly action?: string;
  readonly rows: readonly EcarRow[];
}

const deed: readonly FieldToken[] = [
  ['object', 'object'],
  ['action', 'action'],
];

const byActor = (object: string, ...tokens: readonly FieldToken[]): EcarSchema => ({
  object,
  rows: [{ process: 'actorID', tokens: [...deed, ...tokens] }],
});

const processBy = (action: string, rows: readonly EcarRow[]): EcarSchema => ({
  object: 'PROCESS',
  action,
  rows,
});

/**
 * MITRE CAR's extended model as in DARPA's OpTC data, read as the published process-map notebook does.
 * A creation tells of two processes: what the parent did, and what the child is.
 */
const ecarSchemas: readonly EcarSchema[] = [
  byActor(
    'FLOW',
    ['src_ip', 'ip'],
    ['dest_ip', 'ip'],
    ['src_port', 'port'],
    ['dest_port', 'port'],
    ['l4protocol', 'l4protocol'],
    ['direction', 'direction'],
  ),
  byActor('FILE', ['file_path', 'path'], ['info_class', 'info_class'], ['new_path', 'path']),
  byActor('HOST'),
  byActor('MODULE', ['module_path', 'path']),
  byActor(
    'REGISTRY',
    ['key', 'registry-key'],
    ['value', 'registry-value'],
    ['type', 'registry-type'],
  ),
  byActor('SERVICE', ['name', 'service-name']),
  byActor('SHELL'),
  byActor('TASK', ['path', 'path'], ['task_name', 'task-name']),
  byActor('THREAD'),
  byActor(
    'USER_SESSION',
    ['user', 'user-domain'],
    ['requesting_domain', 'domain'],
    ['requesting_user', 'user'],
    ['src_ip', 'ip'],
    ['src_port', 'port'],
  ),
  processBy('CREATE', [
    { process: 'actorID', tokens: [...deed, ['image_path', 'child'], ['image_path', 'path']] },
    {
      process: 'objectID',
      tokens: [
        ['parent_image_path', 'parent'],
        ['image_path', 'process'],
        ['user', 'user-domain'],
      ],
    },
  ]),
  processBy('OPEN', [{ process: 'actorID', tokens: deed }]),
  processBy('TERMINATE', [{ process: 'actorID', tokens: deed }]),
];

const ecarRowsByDeed = new Map<string, readonly EcarRow[]>(
  ecarSchemas.map(({ object, action, rows }) => [
    action === undefined ? object : `${object}/${action}`,
    rows,
  ]),
);

/** Rows of an eCAR record; undefined when its object or action is in no schema. */
export function ecarRows(object: string, action: string): readonly EcarRow[] | undefined {
  return ecarRowsByDeed.get(object) ?? ecarRowsByDeed.get(`${object}/${action}`);
}

/** How the text of a column becomes a token's value. */
export type Reading =
  /** As it is. */
  | 'text'
  /** Windows takes no notice of case in paths and keys, and loggers differ in it. */
  | 'folded'
  /** Ports from 49152 on are drawn by lot: they become one value. */
  | 'port';

/** A token of an event in ECS columns. */
export interface ColumnToken {
  readonly column: EventColumnName;
  readonly kind: string;
  readonly reading: Reading;
}

const from = (column: EventColumnName, kind: string, reading: Reading = 'text'): ColumnToken => ({
  column,
  kind,
  reading,
});

/** Columns that say what an acting process did. */
export const deedColumns: readonly ColumnToken[] = [
  from('event.category', 'object'),
  from('event.action', 'action'),
  from('file.path', 'path', 'folded'),
  from('dll.path', 'module', 'folded'),
  from('registry.path', 'registry-key', 'folded'),
  from('registry.data.strings', 'registry-value'),
  from('source.ip', 'ip'),
  from('destination.ip', 'ip'),
  from('source.port', 'port', 'port'),
  from('destination.port', 'port', 'port'),
  from('destination.domain', 'domain', 'folded'),
  from('network.transport', 'l4protocol'),
  from('service.name', 'service-name', 'folded'),
];

/** A creation: what the parent did … */
export const parentColumns: readonly ColumnToken[] = [
  from('event.category', 'object'),
  from('event.action', 'action'),
  from('process.executable', 'child', 'folded'),
  from('process.executable', 'path', 'folded'),
];

/** … and what the child is. Its account is a token too, see {@link accountCategories}. */
export const childColumns: readonly ColumnToken[] = [
  from('process.parent.executable', 'parent', 'folded'),
  from('process.executable', 'process', 'folded'),
];

/** `event.action` of a creation: the acting process is the parent. */
export const creationActions: ReadonlySet<string> = new Set(['created-process']);

/** Categories in which the account matters, as a token `user-domain`; elsewhere it would only repeat itself. */
export const accountCategories: ReadonlySet<string> = new Set(['authentication', 'session', 'iam']);

/**
 * Fields without a column that say much: by `event.action`, the field of the record (its last name,
 * whatever it is nested in) and the kind. Reading a record costs more than reading a column, so the
 * list is short.
 */
export const recordTokens: ReadonlyMap<string, FieldToken> = new Map([
  ['accessed-process', ['TargetImage', 'target']],
  ['created-remote-thread', ['TargetImage', 'target']],
  ['network-connection-detected', ['Initiated', 'initiated']],
  ['connection-permitted', ['Direction', 'direction']],
]);
