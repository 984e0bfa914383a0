/**
 * Administration as it goes on day by day, from a seed: people of a few roles follow their routines,
 * with slips and detours, and some sessions are planted that no routine explains. The truth is known.
 */
import { SeededRandom } from '#workers/base/random.ts';
import type { PlainEvent } from './run-room.ts';

/** Why a session is planted. */
export type Planted = 'order' | 'short' | 'parameters' | 'busy';

export interface AdminLog {
  readonly events: readonly PlainEvent[];
  /** User and start (ISO) of each planted session. */
  readonly planted: ReadonlyMap<string, Planted>;
}

interface Routine {
  readonly steps: readonly string[];
  readonly weight: number;
}

const MINUTE_US = 60e6;
const DAY_US = 1440 * MINUTE_US;
const BEGIN_US = Date.UTC(2026, 0, 5, 8) * 1000;

const routines: Readonly<Record<string, readonly Routine[]>> = {
  helpdesk: [
    { steps: ['Get-User', 'Set-User', 'Get-User'], weight: 6 },
    { steps: ['Get-User', 'Reset-Password', 'Set-User'], weight: 5 },
    { steps: ['Get-Mailbox', 'Set-Mailbox'], weight: 4 },
    { steps: ['Get-User'], weight: 4 },
    { steps: ['Get-Group', 'Add-GroupMember', 'Get-Group'], weight: 2 },
  ],
  mail: [
    { steps: ['Get-Mailbox', 'Set-Mailbox', 'Get-MailboxStatistics'], weight: 5 },
    { steps: ['Get-TransportRule', 'Set-TransportRule', 'Get-TransportRule'], weight: 3 },
    { steps: ['New-Mailbox', 'Set-Mailbox', 'Add-GroupMember', 'Get-Mailbox'], weight: 3 },
    { steps: ['Get-InboxRule', 'Remove-InboxRule'], weight: 2 },
    { steps: ['Add-MailboxPermission', 'Get-MailboxPermission'], weight: 2 },
    { steps: ['New-InboxRule', 'Get-InboxRule'], weight: 2 },
  ],
  security: [
    { steps: ['Search-AuditLog', 'Get-User', 'Search-AuditLog'], weight: 4 },
    { steps: ['Get-Policy', 'Set-Policy', 'Get-Policy'], weight: 3 },
    { steps: ['Search-AuditLog', 'Disable-User', 'Reset-Password'], weight: 1 },
    {
      steps: ['New-ComplianceSearch', 'Start-ComplianceSearch', 'Get-ComplianceSearch'],
      weight: 1,
    },
  ],
  cleaner: [
    {
      steps: Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 'Get-User' : 'Set-User')),
      weight: 2,
    },
    {
      steps: Array.from({ length: 18 }, (_, at) => (at % 3 === 2 ? 'Get-Group' : 'Set-Group')),
      weight: 1,
    },
  ],
};

const parametersOf: Readonly<Record<string, readonly string[]>> = {
  'Set-User': ['Identity', 'City'],
  'Set-Mailbox': ['Identity', 'AuditEnabled'],
  'New-InboxRule': ['Mailbox', 'Name', 'MoveToFolder'],
  'Add-MailboxPermission': ['Identity', 'User', 'AccessRights'],
  'Set-TransportRule': ['Identity', 'Enabled'],
  'Reset-Password': ['Identity', 'ForceChange'],
};
const usualValues: Readonly<Record<string, readonly string[]>> = {
  AuditEnabled: ['True'],
  AccessRights: ['ReadPermission', 'SendAs'],
  Enabled: ['True', 'False'],
  ForceChange: ['True'],
  City: ['Bern', 'Basel', 'Chur'],
  MoveToFolder: ['Archive', 'News'],
};

interface Command {
  readonly name: string;
  readonly parameters: Record<string, string>;
}

/** Ordinary commands where nobody puts them. */
const oddOrders: readonly (readonly string[])[] = [
  ['Get-InboxRule', 'Search-AuditLog', 'New-InboxRule', 'Set-Mailbox'],
  ['Add-MailboxPermission', 'New-ComplianceSearch', 'Remove-InboxRule'],
  ['Reset-Password', 'Add-MailboxPermission', 'Get-Mailbox', 'Set-Mailbox'],
  ['Get-User', 'Set-TransportRule', 'Get-User'],
  ['Get-Group', 'New-InboxRule', 'Set-Policy', 'Get-Group'],
  ['Set-User', 'Start-ComplianceSearch', 'Set-User', 'Get-User'],
  ['Get-Mailbox', 'Disable-User', 'Set-Mailbox', 'Get-MailboxStatistics'],
  ['Search-AuditLog', 'Set-TransportRule', 'Search-AuditLog'],
  ['Get-Policy', 'Reset-Password', 'Get-Policy', 'Set-Policy'],
  ['New-Mailbox', 'Set-TransportRule', 'Get-Mailbox'],
];
const oddShorts: readonly (readonly string[])[] = [
  ['Set-TransportRule'],
  ['Disable-User'],
  ['Start-ComplianceSearch'],
  ['Remove-InboxRule'],
  ['Set-Policy', 'Set-Mailbox'],
  ['Set-TransportRule', 'Set-Policy'],
  ['Add-GroupMember', 'Disable-User'],
  ['Get-ComplianceSearch'],
];
const oddParameters: readonly (readonly [number, Readonly<Record<string, string>>])[] = [
  [0, { DeleteMessage: 'True', Mailbox: 'boss', Name: '..' }],
  [0, { ForwardTo: 'x@evil.example', Mailbox: 'boss', Name: '.' }],
  [1, { AccessRights: 'FullAccess', Identity: 'boss', User: 'u' }],
  [1, { AccessRights: 'FullAccess', Identity: 'chief', User: 'u', AutoMapping: 'False' }],
  [2, { Identity: 'boss', AuditEnabled: 'False' }],
  [2, { Identity: 'boss', ForwardingSmtpAddress: 'x@evil.example' }],
  [3, { Identity: 'boss', ForceChange: 'False', Password: '*' }],
];
const parameterFlows: readonly (readonly string[])[] = [
  ['New-InboxRule', 'Get-InboxRule'],
  ['Add-MailboxPermission', 'Get-MailboxPermission'],
  ['Get-Mailbox', 'Set-Mailbox'],
  ['Get-User', 'Reset-Password', 'Set-User'],
];
const busyChain = [
  'Get-Mailbox',
  'New-ComplianceSearch',
  'Add-MailboxPermission',
  'Remove-InboxRule',
];

/** How often the busy intruder goes his way. */
export const BUSY_SESSIONS = 25;

/** Makes a log. @param sessions about how many ordinary ones */
export function adminLog(seed: number, sessions = 3000): AdminLog {
  return new Writer(seed).write(sessions);
}

class Writer {
  private readonly random: SeededRandom;
  private readonly events: (PlainEvent & { readonly us: number })[] = [];
  private readonly planted = new Map<string, Planted>();
  private readonly all = Object.values(routines)
    .flat()
    .flatMap(({ steps }) => steps);

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  write(sessions: number): AdminLog {
    const people = Object.keys(routines).flatMap((role) =>
      Array.from({ length: role === 'cleaner' ? 2 : 12 }, (_, at) => ({
        role,
        name: `${role}${at}`,
      })),
    );
    for (let at = 0; at < sessions; at++) {
      const { role, name } = people[this.random.below(people.length)]!;
      this.session(name, this.withSlips(this.routine(role)), undefined);
    }
    const anybody = (): string => people[this.random.below(people.length - 2)]!.name;
    for (const steps of oddOrders) this.session(anybody(), this.commands(steps), 'order');
    for (const steps of oddShorts) this.session(anybody(), this.commands(steps), 'short');
    for (const [flow, parameters] of oddParameters) {
      const commands = this.commands(parameterFlows[flow]!);
      const target = commands.find(({ name }) => parametersOf[name] !== undefined);
      this.session(
        anybody(),
        commands.map((command) => (command === target ? { ...command, parameters } : command)),
        'parameters',
      );
    }
    for (let at = 0; at < BUSY_SESSIONS; at++)
      this.session('helpdesk3', this.commands(busyChain), 'busy');
    this.events.sort((a, b) => a.us - b.us);
    return { events: this.events.map(({ us: _, ...event }) => event), planted: this.planted };
  }

  private routine(role: string): readonly Command[] {
    const own = routines[role]!;
    const total = own.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.random.unit() * total;
    const { steps } = own.find(({ weight }) => (left -= weight) < 0) ?? own[0]!;
    return this.commands(steps);
  }

  /** Now and then a step is repeated, left out, or something else comes in between. */
  private withSlips(commands: readonly Command[]): readonly Command[] {
    const slipped = commands.flatMap((command) => {
      const dice = this.random.unit();
      if (dice < 0.04) return [command, command];
      if (dice < 0.06 && commands.length > 1) return [];
      if (dice < 0.075) return [command, this.command('Get-User')];
      if (dice < 0.08)
        return [command, this.command(this.all[this.random.below(this.all.length)]!)];
      return [command];
    });
    return slipped.length === 0 ? commands : slipped;
  }

  private commands(steps: readonly string[]): readonly Command[] {
    return steps.map((name) => this.command(name));
  }

  private command(name: string): Command {
    const parameters: Record<string, string> = {};
    for (const parameter of parametersOf[name] ?? ['Identity']) {
      if (this.random.unit() < 0.05) continue;
      const values = usualValues[parameter];
      parameters[parameter] =
        values === undefined
          ? `object${this.random.below(5000)}`
          : values[this.random.below(values.length)]!;
    }
    return { name, parameters };
  }

  private session(user: string, commands: readonly Command[], why: Planted | undefined): void {
    // Slots of half an hour: no two sessions of one person run into one another.
    const slot = this.freeSlot(user);
    let us = BEGIN_US + slot * 30 * MINUTE_US;
    const start = iso(us);
    if (why !== undefined) this.planted.set(`${user} ${start}`, why);
    for (const { name, parameters } of commands) {
      this.events.push({
        us,
        '@timestamp': iso(us),
        fields: {
          UserId: user,
          ClientIP: `10.0.0.${user.length}`,
          Operation: name,
          Parameters: JSON.stringify(
            Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
          ),
        },
      });
      us += (1 + this.random.below(40)) * 1e6;
    }
  }

  private readonly taken = new Map<string, Set<number>>();

  private freeSlot(user: string): number {
    const taken = this.taken.get(user) ?? new Set();
    this.taken.set(user, taken);
    for (;;) {
      const slot = this.random.below((120 * DAY_US) / (30 * MINUTE_US));
      if (taken.has(slot)) continue;
      taken.add(slot);
      return slot;
    }
  }
}

function iso(us: number): string {
  return new Date(us / 1000).toISOString();
}
