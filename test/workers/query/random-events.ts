/** Random events and queries over a small vocabulary, so that conditions meet: the same for the same seed. */
import { SeededRandom } from '#workers/base/random.ts';
import type { PlainEvent } from '#test/support/case-builder.ts';

const hosts = ['WS01', 'ws01', 'WS02', 'DC01.corp.local', 'größe-7', 'ΟΔΟΣ', 'οδος'];
const users = [
  'SYSTEM',
  'System',
  'Jane Doe',
  'jane.doe',
  'CORP\\bob',
  'İnci',
  '李雷',
  'a*b',
  'a?b',
];
const codes = ['1', '4624', '4688', '4698', '7', '007', 'x'];
const images = [
  'C:\\Windows\\System32\\cmd.exe',
  'c:\\windows\\system32\\CMD.EXE',
  'C:\\Program Files\\x.exe',
  '\\\\server\\share\\cmd.exe',
  'C:\\Temp\\',
  'cmd.exe',
  '/usr/bin/bash',
  'C:\\Windows\\System32\\conhost.exe',
];
const lines = [
  'cmd.exe /c "whoami /all" -enc SQBFAFgA',
  'powershell -nop -w hidden -enc SQBFAFgA',
  '"C:\\Program Files\\x.exe" -k netsvcs',
  'rundll32 shell32.dll,Control_RunDLL',
  'net use \\\\server\\share /user:corp\\bob',
  'echo 100% "quoted" \t tab',
  'Größe ändern für 李雷 😀 ok',
];
const pids = [0, 4, 100, 101, 4242, 70_000, 2_147_483_647];
const START_US = Date.parse('2020-10-19T12:00:00Z') * 1000;

export class RandomEvents {
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  below(limit: number): number {
    return this.random.below(limit);
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  private maybe<T>(name: string, items: readonly T[]): Record<string, T> {
    return this.below(4) === 0 ? {} : { [name]: this.pick(items) };
  }

  event(): PlainEvent {
    const record = {
      ...this.maybe('Image', images),
      ...this.maybe('Line', lines),
      ...this.maybe('Count', [...pids, 2.5, -3]),
      ...this.maybe('Flag', [true, false]),
      ...this.maybe('Note', ['', ...users]),
    };
    return {
      ...(this.below(10) === 0
        ? {}
        : { timeUs: START_US + this.below(50) * 97_000_000 + this.below(3) }),
      columns: {
        ...this.maybe('host.name', hosts),
        ...this.maybe('user.name', users),
        ...this.maybe('event.code', codes),
        ...this.maybe('process.executable', images),
        ...this.maybe('process.command_line', lines),
        ...this.maybe('process.pid', pids),
      },
      record,
    };
  }

  query(depth = 3): string {
    const kind = depth === 0 ? 9 : this.below(10);
    if (kind < 2) return `${this.query(depth - 1)} and ${this.query(depth - 1)}`;
    if (kind < 4) return `(${this.query(depth - 1)} or ${this.query(depth - 1)})`;
    if (kind < 5) return `not (${this.query(depth - 1)})`;
    return this.condition();
  }

  private condition(): string {
    return this.pick([
      () => `host.name:${this.value(hosts)}`,
      () => `user.name:${this.value(users)}`,
      () => `event.code:(${this.value(codes)} or ${this.value(codes)})`,
      () => `process.executable:${this.value(images)}`,
      () => `process.executable:*\\\\${this.pick(['cmd.exe', 'CMD.exe', 'x.exe'])}`,
      () => `process.command_line:${this.value(lines)}`,
      () => `process.pid:${this.pick(pids)}`,
      () => `process.pid:${this.pick(['4*', '*0?', '*'])}`,
      () => `process.pid ${this.comparison()} ${this.pick(pids)}`,
      () => `event.code ${this.comparison()} ${this.pick(['4624', '7', 'x', '"w"'])}`,
      () => `host.name ${this.comparison()} ws01`,
      () =>
        `@timestamp ${this.comparison()} "2020-10-19T${this.pick(['12', '12:28', '13:00:59', '12:01:37.000001'])}"`,
      () => `@timestamp:2020-10-19T12:${10 + this.below(40)}`,
      () => `${this.pick(['@timestamp', 'host.name', 'process.pid', 'Image', 'Count', 'Note'])}:*`,
      () => `id ${this.comparison()} ${this.below(400)}`,
      () => `id:${this.below(400)}`,
      () =>
        `loupe.evidence:${this.pick(['1', '2', '*.json', 'b.json', '"/evidence/a.json"', '*/C*'])}`,
      () => `Image:${this.value(images)}`,
      () => `Line:${this.value(lines)}`,
      () => `Note:${this.value(users)}`,
      () => `Count:${this.pick(pids)}`,
      () => `Count ${this.comparison()} ${this.pick(pids)}`,
      () => `Flag:${this.pick(['true', 'FALSE', 't*'])}`,
      () => this.words(),
      () => this.words(),
    ])();
  }

  private comparison(): string {
    return this.pick(['>', '>=', '<', '<=']);
  }

  /** A value as a whole in quotes, or part of it with stars. */
  private value(values: readonly string[]): string {
    const text = this.pick(values);
    const quoted = `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
    const bare = text.replace(/[\s"()]/g, '?');
    const characters = Array.from(bare);
    const from = this.below(characters.length);
    const part = characters.slice(from, from + 1 + this.below(8)).join('');
    const cased = this.below(2) === 0 ? part.toUpperCase() : part;
    return this.pick([
      quoted,
      quoted,
      bare,
      `*${cased}*`,
      `${characters.slice(0, 1 + from).join('')}*`,
      '*',
    ]);
  }

  private words(): string {
    const words = this.pick([...lines, ...images, ...users]).match(/[\p{L}\d]+/gu) ?? ['x'];
    const from = this.below(words.length);
    const some = words.slice(from, from + 1 + this.below(3));
    const first = some[0]!;
    return this.pick([
      first,
      first.toUpperCase(),
      `"${some.join(' ')}"`,
      some.join('\\'),
      `${first.slice(0, 3)}*`,
      `*${first.slice(-2)}`,
      `${first.slice(0, 1)}*${first.slice(-1)}`,
      `${some.join('.')}*`,
    ]);
  }
}
