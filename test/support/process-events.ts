/** A day of processes with planted intruders, as eCAR records and as Sysmon events of the same deeds. */
import { SeededRandom } from '#workers/base/random.ts';
import type { PlainEvent } from './run-room.ts';

/** What a process did, before it is written down by one sensor or the other. */
interface Deed {
  readonly kind: 'file' | 'flow' | 'module' | 'registry' | 'open';
  readonly value: string;
}

interface Habit {
  readonly image: string;
  readonly commandLine: string;
  readonly processes: number;
  readonly kinds: readonly Deed['kind'][];
  /** Different values of each kind. */
  readonly values: number;
}

/** The address that only the intruders speak to. */
export const intruderAddress = '203.0.113.9';
/** What the intruders are called: as harmless as twenty others. */
export const disguise = 'powershell.exe -File inventory.ps1';

const system = 'C:\\Windows\\System32\\';
const powershell = `${system}WindowsPowerShell\\v1.0\\powershell.exe`;
const habits: readonly Habit[] = [
  {
    image: `${system}svchost.exe`,
    commandLine: 'svchost.exe -k netsvcs',
    processes: 30,
    kinds: ['registry', 'module', 'flow'],
    values: 6,
  },
  {
    image: 'C:\\Program Files\\Browser\\browser.exe',
    commandLine: 'browser.exe',
    processes: 40,
    kinds: ['flow', 'flow', 'file'],
    values: 8,
  },
  {
    image: `${system}cmd.exe`,
    commandLine: 'cmd.exe /c clean.bat',
    processes: 30,
    kinds: ['file'],
    values: 4,
  },
  {
    image: powershell,
    commandLine: disguise,
    processes: 20,
    kinds: ['module', 'file', 'registry'],
    values: 6,
  },
];
const intruders: Habit = {
  image: powershell,
  commandLine: disguise,
  processes: 3,
  kinds: ['flow', 'open', 'open'],
  values: 1,
};

export interface ProcessDay {
  readonly events: readonly PlainEvent[];
  /** Keys of the planted processes. */
  readonly intruders: readonly string[];
}

/** How a sensor writes things down. */
interface Sensor {
  created(parent: string, child: string, habit: Habit): PlainEvent;
  did(actor: string, habit: Habit, deed: Deed): PlainEvent;
}

/** A day as eCAR records. @param nested true: details under `properties`, as recorded */
export function ecarDay(seed: number, nested = false): ProcessDay {
  return day(seed, ecar(nested));
}

/** The same day as Sysmon events. */
export function sysmonDay(seed: number): ProcessDay {
  return day(seed, sysmon);
}

function day(seed: number, sensor: Sensor): ProcessDay {
  const random = new SeededRandom(seed);
  const events: PlainEvent[] = [];
  const planted: string[] = [];
  let number = 0;
  for (const habit of [...habits, intruders]) {
    for (let i = 0; i < habit.processes; i++) {
      const key = guid(++number);
      if (habit === intruders) planted.push(key);
      events.push(sensor.created(guid(0), key, habit));
      const deeds = 8 + random.below(12);
      for (let n = 0; n < deeds; n++) {
        const kind = habit.kinds[random.below(habit.kinds.length)]!;
        events.push(sensor.did(key, habit, deedOf(kind, habit, random.below(habit.values))));
      }
    }
  }
  return { events, intruders: planted };
}

function deedOf(kind: Deed['kind'], habit: Habit, n: number): Deed {
  const name = habit.image.slice(habit.image.lastIndexOf('\\') + 1);
  switch (kind) {
    case 'file':
      return { kind, value: `C:\\data\\${name}\\${n}.dat` };
    case 'flow':
      return { kind, value: habit === intruders ? intruderAddress : `10.0.${name.length}.${n}` };
    case 'module':
      return { kind, value: `${system}lib${n}.dll` };
    case 'registry':
      return { kind, value: `HKLM\\SOFTWARE\\${name}\\${n}` };
    case 'open':
      return { kind, value: `${system}lsass.exe` };
  }
}

function guid(number: number): string {
  return `{0000AB12-0001-4000-8000-${String(number + 1).padStart(12, '0')}}`;
}

function ecar(nested: boolean): Sensor {
  const event = (
    top: Readonly<Record<string, string>>,
    details: Readonly<Record<string, string>>,
  ): PlainEvent => ({
    'event.provider': 'eCAR',
    'host.name': 'WS1',
    fields: {
      ...top,
      ...Object.fromEntries(
        Object.entries(details).map(([name, value]) => [
          nested ? `properties.${name}` : name,
          value,
        ]),
      ),
    },
  });
  return {
    created: (parent, child, { image, commandLine }) =>
      event(
        { object: 'PROCESS', action: 'CREATE', actorID: parent, objectID: child },
        {
          image_path: image,
          parent_image_path: 'C:\\Windows\\explorer.exe',
          user: 'CORP\\ann',
          command_line: commandLine,
        },
      ),
    did: (actor, { image }, { kind, value }) => {
      const deeds = {
        file: ['FILE', 'WRITE', { file_path: value }],
        flow: [
          'FLOW',
          'START',
          { dest_ip: value, dest_port: '443', l4protocol: '6', direction: 'outbound' },
        ],
        module: ['MODULE', 'LOAD', { module_path: value }],
        registry: ['REGISTRY', 'EDIT', { key: value }],
        open: ['PROCESS', 'OPEN', {}],
      } as const;
      const [object, action, details] = deeds[kind];
      return event({ object, action, actorID: actor }, { image_path: image, ...details });
    },
  };
}

const sysmon: Sensor = {
  created: (parent, child, { image, commandLine }) => ({
    ...sysmonEvent('1', 'process', 'created-process'),
    'process.entity_id': child,
    'process.executable': image,
    'process.command_line': commandLine,
    'process.parent.entity_id': parent,
    'process.parent.executable': 'C:\\Windows\\explorer.exe',
    'user.domain': 'CORP',
    'user.name': 'ann',
  }),
  did: (actor, { image }, { kind, value }) => {
    const deeds = {
      file: { ...sysmonEvent('11', 'file', 'created-file'), 'file.path': value },
      flow: {
        ...sysmonEvent('3', 'network', 'network-connection-detected'),
        'destination.ip': value,
        'destination.port': 443,
        'network.transport': 'tcp',
        fields: { Initiated: 'true' },
      },
      module: { ...sysmonEvent('7', 'library', 'loaded-module'), 'dll.path': value },
      registry: { ...sysmonEvent('13', 'registry', 'registry-value-set'), 'registry.path': value },
      open: {
        ...sysmonEvent('10', 'process', 'accessed-process'),
        fields: { 'EventData.TargetImage': value },
      },
    } as const;
    return { ...deeds[kind], 'process.entity_id': actor, 'process.executable': image };
  },
};

function sysmonEvent(code: string, category: string, action: string): PlainEvent {
  return {
    'host.name': 'WS1',
    'event.provider': 'Microsoft-Windows-Sysmon',
    'winlog.channel': 'Microsoft-Windows-Sysmon/Operational',
    'event.code': code,
    'event.category': category,
    'event.action': action,
    format: 'evtx',
  };
}
