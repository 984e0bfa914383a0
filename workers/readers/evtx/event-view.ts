/** The record that was rendered last, as normalisers want it: values are read from its document. */
import type { WindowsRecord } from '#workers/normalise/windows-record.ts';
import type { Role } from './plan.ts';
import type { Renderer } from './renderer.ts';
import { TextCache } from './text-cache.ts';
import { readInstant } from './times.ts';
import type { Instant } from './times.ts';

const QUOTE = 34;
const OPEN_LIST = 91;

export class EventView implements WindowsRecord {
  provider = '';
  code = '';
  channel = '';
  computer = '';
  userSid = '';
  level = '';
  keywords = '';
  /** EventRecordID, NaN when the record has none. */
  recordId = NaN;
  readonly time: Instant = { timeUs: NaN, nanos: 0, digits: 0, sentinel: false };
  private readonly renderer: Renderer;
  private readonly cache = new TextCache();

  constructor(renderer: Renderer) {
    this.renderer = renderer;
  }

  /** Takes over what the renderer has just written. */
  update(): void {
    this.provider = this.role('provider');
    this.code = this.role('code');
    this.channel = this.role('channel');
    this.computer = this.role('computer');
    this.userSid = this.role('userSid');
    this.level = this.role('level');
    this.keywords = this.role('keywords');
    this.recordId = this.readRecordId();
    const mark = this.markOfRole('time');
    const { sink, markFrom, markTo } = this.renderer;
    if (mark < 0) readInstant(sink.bytes, 0, 0, this.time);
    else readInstant(sink.bytes, markFrom[mark]! + 1, markTo[mark]! - 1, this.time);
  }

  data(name: string): string | undefined {
    const mark = this.markOfField(name);
    if (mark >= 0) return this.textAt(mark);
    // Logs of the old kind have Data without names: param1, param2, … to everybody.
    return /^param[1-9]\d?$/.test(name) ? this.unnamed(Number(name.slice(5))) : undefined;
  }

  private unnamed(number: number): string | undefined {
    const mark = this.markOfField('Data');
    if (mark < 0 || this.renderer.sink.bytes[this.renderer.markFrom[mark]!] !== OPEN_LIST) {
      return undefined;
    }
    const item = this.listAt(mark)[number - 1];
    return item === undefined ? undefined : itemText(item);
  }

  private role(role: Role): string {
    const mark = this.markOfRole(role);
    return mark < 0 ? '' : this.textAt(mark);
  }

  private readRecordId(): number {
    const text = this.role('recordId');
    return text === '' ? NaN : Number(text);
  }

  private markOfRole(role: Role): number {
    const { active, markFrom } = this.renderer;
    for (let i = 0; i < active.length; i++) {
      const { plan, base } = active[i]!;
      const mark = plan.roles[role];
      if (mark >= 0 && markFrom[base + mark]! >= 0) return base + mark;
    }
    return -1;
  }

  private markOfField(name: string): number {
    const { active, markFrom } = this.renderer;
    for (let i = active.length - 1; i >= 0; i--) {
      const { plan, base } = active[i]!;
      if (plan.fields.size === 0) continue;
      const mark = plan.fields.get(name);
      if (mark !== undefined && markFrom[base + mark]! >= 0) return base + mark;
    }
    return -1;
  }

  /** A written value as text; items of a list one to a line. */
  private textAt(mark: number): string {
    const { sink, markFrom, markTo } = this.renderer;
    const from = markFrom[mark]!;
    const to = markTo[mark]!;
    const first = sink.bytes[from];
    if (first === QUOTE) return this.cache.get(sink.bytes, from + 1, to - 1);
    if (first === OPEN_LIST) return this.listAt(mark).map(itemText).join('\n');
    return this.cache.get(sink.bytes, from, to);
  }

  private listAt(mark: number): readonly unknown[] {
    const { sink, markFrom, markTo } = this.renderer;
    return JSON.parse(sink.bytes.toString('utf8', markFrom[mark], markTo[mark])) as unknown[];
  }
}

function itemText(item: unknown): string {
  return typeof item === 'string' ? item : JSON.stringify(item);
}
