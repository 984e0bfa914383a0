/**
 * eCAR events (DARPA OpTC; Five Directions' extension of MITRE CAR) → ECS columns. An event is an
 * object, an action and the process (`actorID`) that did it. Both shapes are read: nested as
 * recorded, with details under `properties`, and flattened.
 *
 * `event.code` is `OBJECT/ACTION`. A created process is the event's own process: its id is
 * `objectID` and `actorID` is its parent. Everywhere else the acting process is the event's.
 */
import { columnOf } from '#contract/event-columns.ts';
import type { BatchBuilder } from '#workers/batch/builder.ts';
import type { EventRule } from './event-rule.ts';
import { compileRule, runRule } from './rule-runner.ts';
import type { CompiledRule, RuleSource } from './rule-runner.ts';

const acting = {
  'process.entity_id': 'actorID',
  'process.executable': 'image_path',
  'process.command_line': 'command_line',
  'process.pid': 'pid',
  'process.parent.pid': 'ppid',
  'process.parent.executable': 'parent_image_path',
} as const;

const created = {
  ...acting,
  'process.entity_id': 'objectID',
  'process.parent.entity_id': 'actorID',
  'user.id': 'sid',
} as const;

/** What events about one kind of object have in common. */
interface ObjectRule extends Omit<EventRule, 'action'> {
  readonly actions: Readonly<Record<string, string>>;
}

const objects: Readonly<Record<string, ObjectRule>> = {
  PROCESS: {
    category: 'process',
    columns: acting,
    actions: { OPEN: 'accessed-process', TERMINATE: 'exited-process' },
  },
  THREAD: {
    category: 'process',
    columns: acting,
    actions: {
      CREATE: 'created-thread',
      REMOTE_CREATE: 'created-remote-thread',
      TERMINATE: 'exited-thread',
    },
  },
  SHELL: { category: 'process', columns: acting, actions: { COMMAND: 'executed-shell-command' } },
  FILE: {
    category: 'file',
    columns: { ...acting, 'file.path': 'file_path' },
    actions: {
      CREATE: 'created-file',
      READ: 'read-file',
      WRITE: 'wrote-file',
      MODIFY: 'modified-file',
      DELETE: 'deleted-file',
      RENAME: 'renamed-file',
    },
  },
  FLOW: {
    category: 'network',
    columns: {
      ...acting,
      'source.ip': 'src_ip',
      'source.port': 'src_port',
      'destination.ip': ['dest_ip', 'dst_ip'],
      'destination.port': ['dest_port', 'dst_port'],
      'network.transport': 'l4protocol',
    },
    actions: {
      START: 'network-flow-started',
      OPEN: 'network-flow-opened',
      MESSAGE: 'network-flow-message',
      INFO: 'network-flow-info',
    },
  },
  MODULE: {
    category: 'library',
    columns: { ...acting, 'dll.path': 'module_path' },
    actions: { LOAD: 'loaded-module', UNLOAD: 'unloaded-module' },
  },
  REGISTRY: {
    category: 'registry',
    columns: { ...acting, 'registry.data.strings': 'data' },
    extras: ['registry-value'],
    actions: {
      ADD: 'registry-object-added',
      EDIT: 'registry-value-set',
      REMOVE: 'registry-object-removed',
    },
  },
  SERVICE: {
    category: 'configuration',
    columns: { ...acting, 'service.name': 'name' },
    actions: {
      CREATE: 'service-installed',
      START: 'service-started',
      STOP: 'service-stopped',
      MODIFY: 'service-changed',
      DELETE: 'service-deleted',
    },
  },
  TASK: {
    category: 'configuration',
    columns: acting,
    actions: {
      CREATE: 'scheduled-task-created',
      START: 'scheduled-task-started',
      MODIFY: 'scheduled-task-updated',
      DELETE: 'scheduled-task-deleted',
    },
  },
  USER_SESSION: {
    category: 'authentication',
    account: ['user', 'principal'],
    columns: {
      ...acting,
      'winlog.logon.id': 'logon_id',
      'source.ip': 'src_ip',
      'source.port': 'src_port',
      'user.target.name': 'requesting_user',
      'user.target.domain': 'requesting_domain',
    },
    actions: {
      LOGIN: 'logged-in',
      LOGOUT: 'logged-out',
      GRANT: 'logged-in-special',
      INTERACTIVE: 'session-started',
      REMOTE: 'session-started-remote',
      RDP: 'session-started-remote-desktop',
      UNLOCK: 'workstation-unlocked',
    },
  },
  HOST: { category: 'host', actions: { START: 'system-started' } },
};

const special: Readonly<Record<string, EventRule>> = {
  'PROCESS/CREATE': {
    category: 'process',
    action: 'created-process',
    outcome: 'success',
    account: ['user', 'principal'],
    columns: created,
  },
};

const rules = new Map<string, CompiledRule>();
for (const [object, { actions, ...common }] of Object.entries(objects)) {
  for (const [action, name] of Object.entries(actions)) {
    const outcome = name === 'logged-in' ? { outcome: 'success' as const } : {};
    rules.set(
      `${object}/${action}`,
      compileRule({ account: 'principal', ...common, ...outcome, action: name }),
    );
  }
}
for (const [code, rule] of Object.entries(special)) rules.set(code, compileRule(rule));

const HOST = columnOf('host.name');
const CODE = columnOf('event.code');
const PROVIDER = columnOf('event.provider');

/**
 * Fills the ECS columns of the batch's present record; the reader commits it.
 * @param source the record's fields by eCAR's names, wherever they lie
 */
export function normaliseEcar(source: RuleSource, batch: BatchBuilder): void {
  const object = source.data('object') ?? '';
  const action = source.data('action') ?? '';
  const code = `${object}/${action}`;
  batch.text(HOST, source.data('hostname'));
  batch.text(PROVIDER, 'eCAR');
  batch.text(CODE, code);
  runRule(rules.get(code) ?? unknownRule(object, action), source, batch);
}

/** Pairs outside the schema occur: the acting process is read all the same. */
function unknownRule(object: string, action: string): CompiledRule {
  const known = Object.hasOwn(objects, object) ? objects[object] : undefined;
  const name = `${object}-${action}`.toLowerCase().replaceAll('_', '-');
  return compileRule({
    ...(known?.category === undefined ? {} : { category: known.category }),
    columns: known?.columns ?? acting,
    account: 'principal',
    action: name,
  });
}
