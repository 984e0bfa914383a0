/**
 * Events that are in ECS already (Winlogbeat, Elastic Agent, anything shipped to Elasticsearch):
 * fields whose names are columns are taken as they are, whether nested or written with dots. The
 * actions that rooms look for are given their one name here, for shippers call them differently.
 */
import { columnOf, eventColumns } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import { isPlaceholder, levelName, wholeNumber } from './values.ts';

/** A JSON object as parsed. */
export type EcsDocument = Readonly<Record<string, unknown>>;

/** Column names as a tree over their parts. */
interface Node {
  column: number;
  readonly children: Map<string, Node>;
}

const root: Node = { column: -1, children: new Map() };
eventColumns.forEach(({ name }, column) => {
  let node = root;
  for (const part of name.split('.')) {
    let child = node.children.get(part);
    if (child === undefined) {
      child = { column: -1, children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  node.column = column;
});

const isInt = eventColumns.map(({ kind }) => kind === 'int');
const CATEGORY = columnOf('event.category');
const ACTION = columnOf('event.action');
const LEVEL = columnOf('log.level');

/** Fills the columns that a document names, with what it says. */
export function fillEcsColumns(document: EcsDocument, batch: BatchBuilder): void {
  walk(document, root, batch);
}

/** The same, and gives process starts, ends and logons the action that rooms look for. */
export function normaliseEcs(document: EcsDocument, batch: BatchBuilder): void {
  fillEcsColumns(document, batch);
  const action = commonAction(document);
  if (action !== undefined) batch.text(ACTION, action);
}

function walk(object: EcsDocument, node: Node, batch: BatchBuilder): void {
  for (const key in object) {
    const child = node.children.get(key) ?? descend(node, key);
    if (child === undefined) continue;
    const value = object[key];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      walk(value as EcsDocument, child, batch);
    } else if (child.column >= 0) put(child.column, value, batch);
  }
}

/** Keys with dots in them: `winlog.logon.id`. */
function descend(node: Node, key: string): Node | undefined {
  if (!key.includes('.') || key.length > 64) return undefined;
  let at: Node | undefined = node;
  for (const part of key.split('.')) at = at?.children.get(part);
  return at;
}

function put(column: number, value: unknown, batch: BatchBuilder): void {
  const text = scalarText(value, column === CATEGORY);
  if (text === undefined || isPlaceholder(text)) return;
  if (isInt[column] === true) batch.int(column, wholeNumber(text));
  else batch.text(column, column === LEVEL ? levelName(text) : text);
}

/** Text of a scalar, or of a list of scalars joined by commas (of its first for categories). */
function scalarText(value: unknown, firstOnly: boolean): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return undefined;
  if (firstOnly || value.length === 1) return scalarText(value[0], firstOnly);
  return value.map((item) => scalarText(item, firstOnly) ?? '').join(', ');
}

/** The one name of process starts and ends and of logons, from ECS's category, type and outcome. */
function commonAction(document: EcsDocument): string | undefined {
  const event = document['event'];
  const read = (name: string): unknown =>
    typeof event === 'object' && event !== null
      ? (event as EcsDocument)[name]
      : document[`event.${name}`];
  const types = read('type');
  const category = scalarText(read('category'), true);
  if (category !== 'process' && category !== 'authentication') return undefined;
  if (category === 'process') {
    if (includes(types, 'start')) return 'created-process';
    return includes(types, 'end') ? 'exited-process' : undefined;
  }
  if (includes(types, 'end')) return 'logged-out';
  if (!includes(types, 'start')) return undefined;
  const outcome = read('outcome');
  if (outcome === 'failure') return 'logon-failed';
  return outcome === 'success' ? 'logged-in' : undefined;
}

function includes(list: unknown, item: string): boolean {
  return list === item || (Array.isArray(list) && list.includes(item));
}
